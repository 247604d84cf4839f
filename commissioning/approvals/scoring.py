"""The sum of a score sheet. Weights, floors and the formula are those of the domain study, 1.4."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

HIGHEST = 5
Weights = Mapping[str, tuple[int, int]]

# criterion -> (weight out of 100, the least score that does not fail the whole; 0: none).
# Our default; a council has its own numbers in its settings.
WEIGHTS: Weights = {
    "money": (25, 3),
    "governance": (20, 3),
    "need": (20, 0),
    "support": (10, 0),
    "building": (10, 3),
    "equality": (5, 0),
    "value": (10, 0),
}


@dataclass(frozen=True)
class Outcome:
    """What a full set of scores comes to. `total` is out of 100."""

    total: Fraction
    under_floor: Mapping[str, int]  # criterion -> the least it needs
    pass_mark: int

    @property
    def is_pass(self) -> bool:
        """The total reaches the mark and nothing with a floor is under it."""
        return self.total >= self.pass_mark and not self.under_floor


def outcome(scores: Mapping[str, int], pass_mark: int, weights: Weights = WEIGHTS) -> Outcome:
    """Weigh a full set of scores: the total is the sum of weight x score / 5.

    `scores` has 0 to 5 for every criterion. Raises KeyError when one is missing and ValueError
    for a score that does not exist.
    """
    if not all(0 <= score <= HIGHEST for score in scores.values()):
        raise ValueError("A score is 0 to 5")
    total = sum(
        (Fraction(weight * scores[each], HIGHEST) for each, (weight, _) in weights.items()),
        Fraction(0),
    )
    low = {each: floor for each, (_, floor) in weights.items() if scores[each] < floor}
    return Outcome(total, low, pass_mark)
