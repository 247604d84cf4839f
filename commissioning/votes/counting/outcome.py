"""Did it pass? Compared in whole numbers; a tie is not a yes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Totals:
    """What was counted. `chosen` is by option key; blank papers chose nothing."""

    electorate: int
    papers: int
    blank: int
    chosen: Mapping[str, int] = field(default_factory=dict)

    @property
    def yes(self) -> int:
        """Papers that said Yes."""
        return self.chosen.get("yes", 0)

    @property
    def no(self) -> int:
        """Papers that said No."""
        return self.chosen.get("no", 0)

    @property
    def turnout(self) -> float | None:
        """The share of the electorate that took part, blank papers included."""
        return self.papers / self.electorate if self.electorate else None


def has_passed(totals: Totals, over: int, of: int) -> bool:
    """More than over/of of Yes and No together said Yes. Blank papers are not in the sum."""
    return totals.yes * of > over * (totals.yes + totals.no)


def has_turnout(totals: Totals, percent: int) -> bool:
    """At least `percent` of the electorate took part, blank papers included."""
    return totals.papers * 100 >= percent * totals.electorate


def most_chosen(chosen: Mapping[str, int], order: Sequence[str], most: int) -> list[str]:
    """The `most` options chosen most often, and those level with the last of them.

    An option nobody chose is never among them. Level ones stand in the order of the paper.
    """
    ranked = sorted(order, key=lambda key: -chosen.get(key, 0))
    ranked = [key for key in ranked if chosen.get(key, 0)]
    if len(ranked) <= most:
        return ranked
    least = chosen[ranked[most - 1]]
    return [key for key in ranked if chosen[key] >= least]
