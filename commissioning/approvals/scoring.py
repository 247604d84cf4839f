"""The sum of a score sheet. Weights, floors and the formula are those of the domain study, 1.4."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

HIGHEST = 5
FLOOR = 3  # the least score of a criterion that has a floor

# criterion -> (weight out of 100, whether a score under the floor fails the whole)
WEIGHTS: dict[str, tuple[int, bool]] = {
    "money": (25, True),
    "governance": (20, True),
    "need": (20, False),
    "support": (10, False),
    "building": (10, True),
    "equality": (5, False),
    "value": (10, False),
}


@dataclass(frozen=True)
class Outcome:
    """What a full set of scores comes to. `total` is out of 100."""

    total: Fraction
    under_floor: tuple[str, ...]
    pass_mark: int

    @property
    def is_pass(self) -> bool:
        """The total reaches the mark and nothing with a floor is under it."""
        return self.total >= self.pass_mark and not self.under_floor


def outcome(scores: Mapping[str, int], pass_mark: int) -> Outcome:
    """Weigh a full set of scores: the total is the sum of weight x score / 5.

    `scores` has 0 to 5 for every criterion. Raises KeyError when one is missing and ValueError
    for a score that does not exist.
    """
    if not all(0 <= score <= HIGHEST for score in scores.values()):
        raise ValueError("A score is 0 to 5")
    total = sum(
        (Fraction(weight * scores[each], HIGHEST) for each, (weight, _) in WEIGHTS.items()),
        Fraction(0),
    )
    low = tuple(each for each, (_, floor) in WEIGHTS.items() if floor and scores[each] < FLOOR)
    return Outcome(total, low, pass_mark)
