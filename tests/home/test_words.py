"""The word list is in order, says each word once, and is easy to read."""

import pytest

from commissioning.home.guide.words import WORDS
from tests.home.reading import LONGEST, grade, longest_sentence


def test_each_word_stands_once_and_in_order():
    terms = [each.term.lower() for each in WORDS]
    assert terms == sorted(set(terms))


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.term)
def test_a_meaning_is_short(word):
    assert word.means.endswith(".")
    assert longest_sentence(word.means) <= LONGEST


def test_the_list_is_easy_to_read():
    assert grade(" ".join(each.means for each in WORDS)) <= 6
