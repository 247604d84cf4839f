"""Quarters of the calendar year, which reports are about: 2026-q3 is July to September 2026."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

KEY = re.compile(r"([0-9]{4})-q([1-4])")


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months. `number` is 1 to 4; January to March is 1."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter a day lies in."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def from_key(cls, key: str) -> "Quarter":
        """The quarter of a key such as 2026-q3. Raises ValueError with a sentence."""
        found = KEY.fullmatch(key)
        if not found or int(found[1]) < 1900:
            raise ValueError("Write a quarter like 2026-q3")
        return cls(int(found[1]), int(found[2]))

    @property
    def key(self) -> str:
        """How it is stored and written in addresses. Keys sort like their quarters."""
        return f"{self.year}-q{self.number}"

    @property
    def starts_on(self) -> date:
        """Its first day."""
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def ends_on(self) -> date:
        """Its last day."""
        return self.next.starts_on - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        """The quarter after it."""
        year, number = divmod(self.number, 4)
        return Quarter(self.year + year, number + 1)

    @property
    def previous(self) -> "Quarter":
        """The quarter before it."""
        return self.back(1)

    def back(self, count: int) -> "Quarter":
        """The quarter so many quarters before."""
        year, number = divmod(self.year * 4 + self.number - 1 - count, 4)
        return Quarter(year, number + 1)

    @property
    def words(self) -> str:
        """July to September 2026."""
        return f"{self.starts_on:%B} to {self.ends_on:%B} {self.year}"

    @property
    def short(self) -> str:
        """Jul to Sep 2026: only in tables and charts."""
        return f"{self.starts_on:%b} to {self.ends_on:%b} {self.year}"


def quarters_between(first: Quarter, last: Quarter) -> list[Quarter]:
    """All quarters from one to another, both counted; none when the last comes first."""
    found = []
    while first <= last:
        found.append(first)
        first = first.next
    return found
