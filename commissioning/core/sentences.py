"""Sentences about figures, computed so that they cannot disagree with the figures."""

from collections.abc import Callable, Sequence

from commissioning.core.pages import number

HALVES = 0.5
SAME = 0.05  # two rates this close, as a share of the greater, are called the same


def listed(words: Sequence[str]) -> str:
    """One, two and three."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def change(now: float, before: float, since: str, words: Callable[[float], str] = number) -> str:
    """Up from 44,600 a year ago. `words` writes a value; `since` says when it was."""
    if now == before:
        return f"The same as {since}"
    return f"{'Up' if now > before else 'Down'} from {words(before)} {since}"


def weeks_covered(in_bank: int, yearly_cost: int) -> float | None:
    """For how many weeks the money in the bank would pay, to one figure; None without any cost.

    Both in pence; a year is 52 weeks.
    """
    return round(in_bank / yearly_cost * 52, 1) if yearly_cost > 0 else None


def weeks(in_bank: int, yearly_cost: int) -> str:
    """6.8 weeks of running costs."""
    covered = weeks_covered(in_bank, yearly_cost)
    if covered is None:
        return "no running costs"
    return f"{number(covered)} {'week' if covered == 1 else 'weeks'} of running costs"


def times_as(rate: float, other: float) -> str:
    """How one rate compares with another: about as, half as, twice as, 2 and a half times as.

    To be followed by "likely" or "many": "about 2 and a half times as likely".
    """
    if rate == other or abs(rate - other) <= SAME * max(rate, other):
        return "about as"
    if other <= 0 or rate > 10 * other:
        return "more than 10 times as"
    if rate < other:
        return _part(rate / other)
    return f"about {_times(round(rate / other / HALVES) * HALVES)} as"


def _part(ratio: float) -> str:
    for least, words in ((0.7, "a little less"), (0.4, "about half as"), (0.28, "a third as")):
        if ratio >= least:
            return words
    return "less than a third as"


def _times(halves: float) -> str:
    if halves < 1.5:
        return "1 and a quarter times"
    if halves == 2:
        return "twice"
    whole = f"{int(halves)}" + ("" if halves.is_integer() else " and a half")
    return f"{whole} times"


def in_every(part: int, whole: int, of: int = 100) -> str:
    """12 in every 100."""
    return f"{round(part / whole * of) if whole else 0} in every {of}"
