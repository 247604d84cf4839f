"""Small counts in breakdowns: hidden under 10, the rest rounded to 5, and no hidden one derivable.

Headline totals are exact, so one hidden count could be worked out from the others: the smallest
others are hidden with it until the hidden ones together leave room for doubt.
"""

from collections.abc import Sequence

LEAST = 10  # a smaller count is about people one could name
NEAREST = 5


def rounded(count: int) -> int:
    """To the nearest 5."""
    return (count + NEAREST // 2) // NEAREST * NEAREST


def protect(counts: Sequence[int]) -> list[int | None]:
    """Counts that add up to a published total, as they may be shown; None is hidden."""
    hidden = {place for place, count in enumerate(counts) if count < LEAST}
    others = sorted(set(range(len(counts))) - hidden, key=lambda place: counts[place])
    while hidden and others and _derivable(counts, hidden):
        hidden.add(others.pop(0))
    return [None if place in hidden else rounded(n) for place, n in enumerate(counts)]


def _derivable(counts: Sequence[int], hidden: set[int]) -> bool:
    """Is only one hidden, or are those hidden so few together that each is nearly known?"""
    return len(hidden) < 2 or sum(counts[place] for place in hidden) < LEAST
