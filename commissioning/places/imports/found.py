"""What a reader found in a file: rows that can be used, rows left out, and rows that are wrong."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Entry:
    """A place as a file has it: its line, its key in that register, and columns of `Place`."""

    line: int
    key: str
    facts: dict[str, Any]

    @property
    def name(self) -> str:
        """What the file calls it."""
        return str(self.facts["name"])


@dataclass(frozen=True)
class Skipped:
    """A row left out on purpose, and why."""

    line: int
    what: str
    reason: str
    council: str = ""


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell, and what to do about it. `column` is empty for a whole row."""

    line: int
    column: str
    sentence: str

    def __str__(self) -> str:
        where = f"Line {self.line}" + (f", column “{self.column}”" if self.column else "")
        return f"{where}: {self.sentence.rstrip('.')}."


@dataclass
class Found:
    """Everything a reader found. `entries` by the name of the council they belong to."""

    entries: dict[str, list[Entry]] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
