"""What an import did, or would do."""

from collections.abc import Callable
from dataclasses import dataclass, field

from commissioning.places.imports.found import Fault, Skipped

Tell = Callable[[str], None]


def silent(_words: str) -> None:
    """Nobody is told how far an import is."""


@dataclass
class Summary:
    """How many rows were created, changed, left as they were and flagged; which were left out."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    flagged: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def sentence(self, would: bool = False) -> str:
        """Created 12, changed 3, flagged 1. `would`: would create 12, change 3, flag 1."""
        verbs = (
            ("create", "change", "leave", "flag", "skip")
            if would
            else ("created", "changed", "left", "flagged", "skipped")
        )
        counts = [self.created, self.changed, self.unchanged, self.flagged, len(self.skipped)]
        parts = [f"{verb} {n:,}" for verb, n in zip(verbs, counts, strict=True)]
        parts[2] += " as they are" if would else " as they were"
        return f"{'Would ' if would else ''}{', '.join(parts)}.".replace("created", "Created", 1)

    def lines(self) -> list[str]:
        """Everything a person should know: what is wrong, what was left out and why, and notes."""
        left_out = [f"Line {s.line}, {s.what}: {s.reason}." for s in self.skipped]
        return [*map(str, self.faults), *left_out, *(f"{note}." for note in self.notes)]
