"""How hard a text is to read: the grade of Flesch and Kincaid, with syllables guessed by vowels."""

import re

LONGEST = 25  # words in a sentence
WORD = re.compile(r"[A-Za-z’]+|[0-9][0-9,.]*")
VOWELS = re.compile(r"[aeiouy]+")


def sentences(text):
    return [each for each in re.split(r"(?<=[.:?!])\s+", text.strip()) if each]


def words(text):
    return [each for each in WORD.findall(text) if re.search(r"\w", each)]


def syllables(word):
    bare = word.lower().replace("’", "")
    silent = bare.endswith("e") and not bare.endswith(("le", "ee")) and len(bare) > 2
    return max(len(VOWELS.findall(bare)) - silent, 1)


def longest_sentence(text):
    return max(len(words(each)) for each in sentences(text))


def grade(text):
    """The school grade in the United States: 6 is read at the age of 11."""
    all_words = words(text)
    per_sentence = len(all_words) / len(sentences(text))
    per_word = sum(map(syllables, all_words)) / len(all_words)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59
