"""A report as a Word document: headings, words and tables that a screen reader can follow.

It knows no case and no page: it is given titles, safe HTML and rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

LANGUAGE = "en-GB"
LISTS = {"ul": "List Bullet", "ol": "List Number"}
BLOCKS = {"p", "li", "h3", "blockquote", "pre"}


@dataclass(frozen=True)
class Part:
    """One part under its heading: safe HTML, and a table with its caption, columns and rows."""

    heading: str
    html: str = ""
    table: dict[str, Any] | None = None


@dataclass(frozen=True)
class Paper:
    """A whole report: its title, who wrote it for whom, the facts at its top, and its parts."""

    title: str
    council: str
    made_on: date
    facts: Sequence[tuple[str, str]] = ()
    parts: Sequence[Part] = field(default_factory=list)


def to_docx(paper: Paper) -> bytes:
    """The report as the bytes of a .docx file: no macros, no pictures, language en-GB."""
    document = Document()
    _describe(document, paper)
    document.add_heading(paper.title, 1)
    for name, value in paper.facts:
        line = document.add_paragraph()
        line.add_run(f"{name}: ").bold = True
        line.add_run(value)
    for part in paper.parts:
        document.add_heading(part.heading, 2)
        writer = _Writer(document)
        writer.feed(part.html)
        writer.close()
        if part.table:
            _add_table(document, part.table)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _describe(document: Any, paper: Paper) -> None:
    about, moment = document.core_properties, datetime.combine(paper.made_on, datetime.min.time())
    about.title, about.author, about.language = paper.title, paper.council, LANGUAGE
    about.last_modified_by, about.comments = paper.council, ""
    about.created = about.modified = moment
    fonts = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    properties = fonts.find(qn("w:rPr"))
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), LANGUAGE)


def _add_table(document: Any, table: dict[str, Any]) -> None:
    """A table whose first row is its head, repeated on every page."""
    document.add_paragraph(table["caption"], style="Caption")
    made = document.add_table(rows=1, cols=len(table["columns"]), style="Table Grid")
    for cell, words in zip(made.rows[0].cells, table["columns"], strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(words).bold = True
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    made.rows[0]._tr.get_or_add_trPr().append(head)
    for row in table["rows"]:
        for cell, words in zip(made.add_row().cells, row, strict=True):
            cell.text = words


class _Writer(HTMLParser):
    """Turns the few tags that core/text.py makes into paragraphs of a document."""

    def __init__(self, document: Any) -> None:
        super().__init__(convert_charrefs=True)
        self.document = document
        self.paragraph: Any = None
        self.lists: list[str] = []
        self.marks: list[str] = []
        self.href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LISTS:
            self.lists.append(tag)
        elif tag == "br" and self.paragraph is not None:
            self.paragraph.add_run().add_break()
        elif tag in {"strong", "em"}:
            self.marks.append(tag)
        elif tag == "a":
            self.href = dict(attrs).get("href") or ""
        elif tag in BLOCKS and not (tag == "p" and self.lists and self._is_empty()):
            self.paragraph = self._new(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in LISTS and self.lists:
            self.lists.pop()
        elif tag in {"strong", "em"} and tag in self.marks:
            self.marks.remove(tag)
        elif tag == "a" and self.href.startswith(("http", "mailto")):
            self._run(f" ({self.href})")
            self.href = ""

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._run(data.strip("\n"))

    def _run(self, words: str) -> None:
        if self.paragraph is None:
            self.paragraph = self._new("p")
        run = self.paragraph.add_run(words)
        run.bold, run.italic = "strong" in self.marks or None, "em" in self.marks or None

    def _is_empty(self) -> bool:
        return self.paragraph is not None and not self.paragraph.text

    def _new(self, tag: str) -> Any:
        if tag == "h3":
            return self.document.add_heading("", 3)
        if tag == "li" and self.lists:
            return self.document.add_paragraph(style=LISTS[self.lists[-1]])
        return self.document.add_paragraph(style="Quote" if tag == "blockquote" else None)
