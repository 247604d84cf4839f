"""A plain model of what was said about one case and when: what is lawful is judged by it alone."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import holidays

from commissioning.approvals.scheme import Facts
from commissioning.core import clock

HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG", years=range(2026, 2032))
KINDS = {
    "small": (Facts(40_000_00), False, False),  # facts; is it key; is it decided in a meeting
    "medium": (Facts(60_000_00), False, False),
    "key": (Facts(900_000_00), True, True),
}


@dataclass
class Said:
    """What was said about one case, and when: all that the invariants are judged by."""

    kind: str = ""
    asked: str = ""  # who advised, or asked to refuse
    wrote: str = ""  # who wrote down that an officer decides
    matter: str = ""
    notice: date | None = None
    papers: date | None = None
    exception: date | None = None
    urgent_for: date | None = None
    agreed: date | None = None
    urgency: tuple[str, ...] = ()  # who asked for it and who agreed
    interested: set[str] = field(default_factory=set)

    def count_anew(self, today: date) -> None:
        self.notice, self.urgency = today, ()
        self.exception = self.urgent_for = self.agreed = None

    def lawful_on(self) -> date:
        """The first day on which a decision is lawful (SI 2012/2089, regs 7 and 9 to 11)."""
        _, is_key, meets = KINDS.get(self.kind, (None, False, True))  # or full council
        days = [date.min]
        if is_key:
            assert self.notice, "a key decision without any notice"
            ways = [self.notice + timedelta(days=29)]
            ways += [clear(self.exception)] if self.exception else []
            ways += [max(self.agreed, self.urgent_for)] if self.agreed else []
            days.append(min(ways))
        if meets:
            assert self.papers, "a meeting without any papers"
            is_short = self.agreed and self.kind in KINDS
            days.append(max(self.papers, self.agreed) if is_short else clear(self.papers))
        return max(days)


def clear(day, left=5):
    """The day after so many working days that lie between."""
    while left:
        day += clock.DAY
        left -= day.weekday() < 5 and day not in HOLIDAYS
    return day + clock.DAY
