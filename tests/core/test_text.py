"""Whatever a person writes, what comes out is safe, and comes out soon."""

import re
from xml.etree import ElementTree

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.core import text

ATTACKS = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](//evil.example/page)",
    "![x](https://evil.example/track.gif)",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](https://a.example 'onmouseover=alert(1)')",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=x&gt;'",
    "&#x6A;avascript:alert(1)",
    "`<script>alert(1)</script>`",
]
PIECES = ["[", "](", ")", "*", "_", "`", ">", "#", "- ", "1. ", "\n", "\n\n", "    ", "<", "a", "&"]
STALLS = [
    "[",
    "[a][b",
    "*",
    "*a",
    "**a",
    "_a_",
    "> ",
    ">",
    "1. ",
    "- ",
    "a\n=\n",
    "<",
    "![",
    "`a``",
]


def check_safe(html):
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag != "DOCUMENT_FRAGMENT":
            assert element.tag in text.TAGS
            assert set(element.attrib) <= {"href", "rel"}
            assert re.match("https?:|mailto:|/(?!/)|#", element.get("href", "#"), re.IGNORECASE)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_survives(attack):
    check_safe(text.to_html(attack))


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=200).map("".join)))
def test_whatever_is_written_comes_out_safe(written):
    check_safe(text.to_html(written))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=200).map("".join), st.integers(1, 40))
def test_no_paragraph_keeps_more_than_markdown_can_bear(piece, times):
    for part in re.split(r"\n[ \t]*\n", text.calm((piece * times)[: text.LONGEST])):
        assert part.count("[") <= text.MOST_BRACKETS
        assert part.count("*") + part.count("_") <= text.MOST_MARKS
        assert part.count("\n") < text.MOST_LINES + 1
        for opening in text.OPENING.finditer(part):
            assert len(opening.group()) <= text.DEEPEST + 3  # a cut mark may join what follows it


@pytest.mark.parametrize("stall", STALLS)
def test_long_patterns_neither_crash_nor_lose_the_words(stall):
    html = text.to_html("Before.\n\n" + stall * (20_000 // len(stall)) + "\n\nAfter.")
    check_safe(html)
    assert "Before." in html


def test_marks_that_are_too_many_are_shown_as_they_were_written():
    assert text.to_html("[" * 100) == f"<p>{'[' * 100}</p>"


def test_more_than_the_longest_is_left_off():
    assert len(text.to_html("a" * 30_000)) == text.LONGEST + len("<p></p>")


def test_markdown_people_use_works():
    html = text.to_html("# Plan\n\nWe **will**\nopen.\n\n- Monday\n- Friday\n\n[More](/places)")
    assert "<h3>Plan</h3>" in html
    assert "<strong>will</strong><br>" in html
    assert html.count("<li>") == 2
    assert '<a href="/places" rel="nofollow ugc noopener">More</a>' in html


def test_html_is_shown_as_it_was_typed():
    assert text.to_html("2 < 3 <b>bold</b>") == "<p>2 &lt; 3 &lt;b&gt;bold&lt;/b&gt;</p>"


def test_stored_html_is_cleaned_again_when_it_is_shown():
    assert text.shown("<p onclick='x'>Good</p><script>bad</script>") == "<p>Good</p>"
    assert text.shown(None) == ""


@given(st.text())
def test_what_is_kept_can_stand_in_xml(written):
    kept = text.clean_text(written + "\ufffe\uffff")
    element = ElementTree.Element("p")
    element.text = kept
    assert ElementTree.fromstring(ElementTree.tostring(element)).text == (kept or None)  # noqa: S314


@given(st.text())
def test_a_line_has_no_control_characters_and_no_double_spaces(written):
    line = text.clean_line(written)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", line)
    assert "  " not in line
    assert line == line.strip()
    assert text.clean_line(line) == line


@given(st.text())
def test_a_text_keeps_new_lines_and_no_other_control_characters(written):
    lines = text.clean_text(written)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", lines)
    assert "\n\n\n\n" not in lines
    assert text.clean_text(lines) == lines


def test_new_lines_of_every_system_are_the_same():
    assert text.clean_text("one\r\ntwo\rthree\n") == "one\ntwo\nthree"
