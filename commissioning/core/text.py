"""Words people write: cleaned coming in, made into safe HTML going out. The only Markup made."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from textwrap import shorten
from typing import Any
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

LONGEST = 20_000  # characters of Markdown that are made into HTML; the rest is left off
# Markdown takes the square of these, or calls itself for each: a few words could stall a page.
MOST_BRACKETS = 60  # [ in one paragraph
MOST_MARKS = 400  # * and _ in one paragraph
MOST_LINES = 200  # in one paragraph
DEEPEST = 12  # characters at the start of a line that open quotes and lists inside each other

TAGS = {"a", "blockquote", "br", "code", "em", "h3", "hr", "li", "ol", "p", "pre", "strong", "ul"}
LINK = re.compile(r"(https?://|mailto:|/(?!/)|#)", re.IGNORECASE)
PARAGRAPHS = re.compile(r"(\n[ \t]*\n)")
OPENING = re.compile(r"^(?:[> \t]|[-+*] |[0-9]+[.] )+", re.MULTILINE)
# Stand-ins for marks that shall be plain characters; what a person wrote never has them.
STAND_INS = {"[": "\ue000", "*": "\ue001", "_": "\ue002"}
WORD = re.compile(r"([^\W_]+)")
MARKS = re.compile(r"^[#>\s]+|[*_`]+", re.MULTILINE)  # of Markdown, left off where it is quoted
SPACES = re.compile(r"\s+")
# Marks that change the direction of the words around them, and so can make a page read falsely.
TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])


class _Headings(Treeprocessor):
    """A writer's headings all become h3: under the page's own h2, never a second h1."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if re.fullmatch("h[1-6]", element.tag):
                element.tag = "h3"


def to_html(written: str) -> str:
    """Make HTML of what a person wrote in Markdown, safe to store and to show.

    `written` is cut at 20,000 characters. Raw HTML is shown as it was typed. Links keep only
    http, https, mailto and addresses on this site, and carry rel="nofollow ugc noopener".
    Patterns that make Markdown slow are taken as plain characters.
    """
    markdown = Markdown(extensions=["sane_lists", "nl2br"])
    markdown.preprocessors.deregister("html_block")
    markdown.inlinePatterns.deregister("html")
    markdown.treeprocessors.register(_Headings(markdown), "headings", 5)
    html = markdown.convert(calm(clean_text(written)[:LONGEST]))
    for mark, stand_in in STAND_INS.items():
        html = html.replace(stand_in, mark)
    return clean(html)


def calm(written: str) -> str:
    """The same Markdown without what would take too long, which becomes plain characters."""
    for stand_in in STAND_INS.values():
        written = written.replace(stand_in, "")
    shallow = OPENING.sub(lambda opening: opening.group()[:DEEPEST], written)
    return "".join(_calm_paragraph(part) for part in PARAGRAPHS.split(shallow))


def _calm_paragraph(part: str) -> str:
    if part.count("[") > MOST_BRACKETS:
        part = part.replace("[", STAND_INS["["])
    if part.count("*") + part.count("_") > MOST_MARKS:
        part = part.replace("*", STAND_INS["*"]).replace("_", STAND_INS["_"])
    lines = part.split("\n")
    starts = range(0, len(lines), MOST_LINES)
    return "\n\n".join("\n".join(lines[i : i + MOST_LINES]) for i in starts)


def clean(html: str) -> str:
    """HTML with only the tags and links that a person's words may have."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=_good_link,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
    )


def _good_link(_tag: str, name: str, value: str) -> str | None:
    # rel is our own: nh3 sets it after the rest.
    return value if name == "rel" or (name == "href" and LINK.match(value)) else None


@lru_cache(maxsize=1000)  # a page shows the same words to the next who asks
def shown(html: str | None) -> Markup:
    """Stored HTML for a page. It is cleaned once more: a database is not a reason to trust it."""
    return Markup(clean(html or ""))  # noqa: S704 (cleaned in the same breath)


def clean_line(written: Any) -> str:
    """One line: no control characters, one space between words, none at the ends."""
    return SPACES.sub(" ", _printable(written, keep="\n\t")).strip()


def clean_text(written: Any) -> str:
    """Several lines: no control characters but new lines, none of them more than three in a row."""
    lines = str(written or "").replace("\r\n", "\n").replace("\r", "\n")
    whole = _printable(lines.replace("\t", "    "), keep="\n")
    return re.sub(r"\n{4,}", "\n\n\n", whole).strip("\n").rstrip()


def _printable(written: Any, keep: str) -> str:
    composed = unicodedata.normalize("NFC", str(written or "")).translate(TURNING)
    return "".join(c for c in composed if c in keep or _is_printable(c))


def _is_printable(c: str) -> bool:
    """Not a control character, half a pair, or one of the two that no XML can hold (a feed is)."""
    return unicodedata.category(c) not in {"Cc", "Cs", "Zl", "Zp"} and c not in "\ufffe\uffff"


def folded(written: str) -> str:
    """Small letters without accents, for comparing words: Café is cafe."""
    apart = unicodedata.normalize("NFKD", written)
    return "".join(c for c in apart if not unicodedata.combining(c)).lower()


def words_of(written: str) -> list[str]:
    """The folded words of a text: what stands between all that is neither letter nor figure."""
    return WORD.findall(folded(written))


def marked(written: str, beginnings: Sequence[str]) -> Markup:
    """The text, escaped, with <mark> round each word that begins like one of these folded ones."""
    return Markup("").join(
        Markup("<mark>{}</mark>").format(part) if _begins(part, beginnings) else escape(part)
        for part in WORD.split(written)
    )


def excerpt(written: str, beginnings: Sequence[str], most: int = 200) -> str:
    """A few words of a text on one line, from shortly before the first such word."""
    line = clean_line(MARKS.sub("", written))
    hits = (word.start() for word in WORD.finditer(line) if _begins(word[0], beginnings))
    start = line.rfind(" ", 0, max(next(hits, 0) - most // 3, 0)) + 1
    return ("… " if start else "") + shorten(line[start:], most, placeholder=" …")


def _begins(word: str, beginnings: Sequence[str]) -> bool:
    return folded(word).startswith(tuple(beginnings))


def drawn(template: str) -> Markup:
    """What render_template gave for a part of a page: escaped already, by the template."""
    return Markup(template)  # noqa: S704 - it comes from our own templates
