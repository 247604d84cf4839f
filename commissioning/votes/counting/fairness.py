"""Did every neighbourhood and every kind of area have the same say? Sentences from figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commissioning.core.pages import percent
from commissioning.core.sentences import in_every, times_as

MOST_DEPRIVED = (1, 2, 3)
LEAST_DEPRIVED = (8, 9, 10)
SAME_SAY = 1.25  # rates closer than this are called the same


@dataclass(frozen=True)
class Part:
    """A neighbourhood: its adults, and what it chose (as it may be shown)."""

    adults: int
    yes: int
    no: int


@dataclass(frozen=True)
class Band:
    """Areas of like deprivation together."""

    adults: int
    voted: int

    @property
    def rate(self) -> float:
        """The share that voted."""
        return self.voted / self.adults


def band(deciles: Sequence[int], cells: Mapping[int, tuple[int, int | None]]) -> Band | None:
    """The cells (adults, voted) of these deciles added up; None when one of them is hidden."""
    found = [cells[each] for each in deciles if each in cells and cells[each][0]]
    voted = [each[1] for each in found if each[1] is not None]
    if not found or len(voted) < len(found):
        return None
    return Band(sum(adults for adults, _ in found), sum(voted))


def ends(cells: Mapping[int, tuple[int, int | None]]) -> tuple[Band, Band] | None:
    """The most and the least deprived areas, as far as they are here and may be shown.

    Deciles 1 to 3 against 8 to 10; where a vote has none of one of these, the lowest against the
    highest decile that it has. None where there is only one decile.
    """
    known = sorted(each for each in cells if each and cells[each][0])
    if len(known) < 2:
        return None
    most = band([each for each in MOST_DEPRIVED if each in known] or known[:1], cells)
    least = band([each for each in LEAST_DEPRIVED if each in known] or known[-1:], cells)
    return (most, least) if most and least else None


def sentence(cells: Mapping[int, tuple[int, int | None]]) -> str:
    """Who was likelier to vote, in two or three sentences; empty when it cannot be said."""
    found = ends(cells)
    if found is None:
        return ""
    most, least = found
    figures = (
        f"In our most deprived areas {in_every(most.voted, most.adults)} people voted. "
        f"In our least deprived areas it was {in_every(least.voted, least.adults)}."
    )
    if max(most.rate, least.rate) <= SAME_SAY * min(most.rate, least.rate):
        return f"Nearly. {figures}"
    ahead, words = (least, "least") if least.rate > most.rate else (most, "most")
    behind = most if ahead is least else least
    compared = times_as(ahead.rate, behind.rate)
    return f"No. People in the {words} deprived areas were {compared} likely to vote. {figures}"


def same_rate_share(parts: Sequence[Part]) -> float | None:
    """The share of Yes if every neighbourhood had voted at the same rate; None if not known."""
    if len(parts) < 2 or any(part.yes + part.no == 0 or not part.adults for part in parts):
        return None
    weight = sum(part.adults for part in parts)
    return sum(part.adults * part.yes / (part.yes + part.no) for part in parts) / weight


def same_rate_sentence(parts: Sequence[Part], has_passed: bool, needed: float) -> str:
    """What the result would be if every neighbourhood had voted at the same rate."""
    share = same_rate_share(parts)
    if share is None:
        return ""
    same = (share > needed) == has_passed
    return (
        f"If every neighbourhood had voted at the same rate, Yes would be {percent(share)}. "
        f"The result would be {'the same' if same else 'different'}."
    )
