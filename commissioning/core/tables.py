"""Tables that people send as files: rows that know their line, whatever spreadsheet wrote them."""

import csv
import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import IO, cast

from commissioning.core.refusals import Refused
from commissioning.core.text import clean_line

NOT_CSV = "Choose a CSV file. In a spreadsheet, use ‘Save as’ and pick CSV"
OTHER_KINDS = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")  # xlsx and zip, PDF, xls
SEPARATORS = ",;\t|"
CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Row:
    """One row: the line it starts on in the file, and its cells, cleaned when asked for."""

    line: int
    cells: list[str]
    places: dict[str, int]  # where each column stands

    def __getitem__(self, column: str) -> str:
        """What stands in this column; empty when there is no such column or cell."""
        place = self.places.get(column, len(self.cells))
        return clean_line(self.cells[place]) if place < len(self.cells) else ""

    def first(self, *columns: str) -> str:
        """The first of these columns that says something; empty when none does."""
        return next((found for found in map(self.__getitem__, columns) if found), "")

    @property
    def is_too_long(self) -> bool:
        """Does something stand beyond the last column? A comma without quotes does that."""
        return any(cell.strip() for cell in self.cells[len(self.places) :])


@dataclass(frozen=True)
class Table:
    """The columns of a file, in small letters, and its rows, read as they are asked for."""

    columns: tuple[str, ...]
    rows: Iterator[Row]

    def has(self, *names: str) -> bool:
        """Has it all of these columns?"""
        return all(name in self.columns for name in names)

    def need(self, *names: str) -> None:
        """Raise Refused when a column is missing, naming it and those that are there."""
        missing = [f"“{name}”" for name in names if name not in self.columns]
        if missing:
            there = ", ".join(self.columns[:12])
            raise Refused(
                f"The first line has no column {' or '.join(missing)}. It has: {there}. "
                "Check that this is the right file and that its first line names the columns."
            )


def read_csv(content: bytes) -> str:
    """The text of a CSV file: UTF-8 with or without its mark, otherwise as older Excel writes.

    Raises ValueError with a sentence when it is another kind of file.
    """
    if b"\0" in content or content.startswith(OTHER_KINDS):
        raise ValueError(NOT_CSV)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise ValueError(NOT_CSV) from None


def table_of(text: str) -> Table:
    """The table in a text. Raises Refused when there is nothing in it."""
    return _table(StringIO(text, newline=""))


@contextmanager
def open_table(path: Path) -> Iterator[Table]:
    """The table in a file, read as it is asked for; a .gz file is unpacked on the way.

    Raises Refused when there is no such file, or it is of another kind.
    """
    if not path.is_file():
        raise Refused(f"There is no file {path}.")
    encoding = _encoding(path)
    with _unpacked(path) as file, TextIOWrapper(file, encoding, newline="") as lines:
        yield _table(lines)


@contextmanager
def _unpacked(path: Path) -> Iterator[IO[bytes]]:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            yield cast(IO[bytes], file)
    except (gzip.BadGzipFile, EOFError) as error:
        raise Refused(f"{path.name} is damaged: it cannot be unpacked. Fetch it again.") from error


def _encoding(path: Path) -> str:
    """Which of the two encodings a whole file is in, found without holding it in memory."""
    from codecs import getincrementaldecoder

    decoder, at_start = getincrementaldecoder("utf-8-sig")(), True
    with _unpacked(path) as file:
        while chunk := file.read(CHUNK):
            if b"\0" in chunk or (at_start and chunk.startswith(OTHER_KINDS)):
                raise Refused(f"{path.name} is not a CSV file. {NOT_CSV}.")
            at_start = False
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return "cp1252"
    return "utf-8-sig"


def _table(lines: Iterable[str]) -> Table:
    source = enumerate(lines, start=1)
    number, head = next(((n, line) for n, line in source if line.strip()), (0, ""))
    if not head:
        raise Refused("The file is empty. Choose a file with something in it.")
    separator = max(SEPARATORS, key=head.count)
    columns = tuple(clean_line(name).casefold() for name in _names(head, separator))
    _no_column_twice(columns)
    return Table(columns, _rows(columns, (line for _n, line in source), separator, number))


def _names(head: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([head], delimiter=separator))
    except csv.Error as error:
        raise Refused("The first line is far too long to name the columns.") from error


def _no_column_twice(columns: tuple[str, ...]) -> None:
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    if twice:
        raise Refused(f"The column “{twice[0]}” stands twice in the first line. Keep one of them.")


def _rows(
    columns: tuple[str, ...], lines: Iterator[str], separator: str, head: int
) -> Iterator[Row]:
    places = {name or f"column {i}": i for i, name in enumerate(columns)}
    reader = csv.reader(lines, delimiter=separator)
    line = head + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(line, cells, places)
            line = head + reader.line_num + 1
    except csv.Error as error:
        raise Refused(f"Line {line} cannot be read: a cell in it is far too long.") from error
    except UnicodeDecodeError as error:
        raise Refused(f"{NOT_CSV}.") from error
