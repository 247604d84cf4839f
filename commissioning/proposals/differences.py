"""What words were added and removed between two versions, found in bounded time.

The shortest edit between two lists of words, after E. W. Myers, "An O(ND) difference algorithm and
its variations", Algorithmica 1 (1986). When two texts differ in more than MOST_EDITS words and
spaces, what lies between their common beginning and end is shown as removed and added whole.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

MOST_EDITS = 800
WORD = re.compile(r"\S+|\s+")

Edit = tuple[str, str]  # kind and word


@dataclass(frozen=True)
class Piece:
    """A stretch of text: "same", "added" or "removed"."""

    kind: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """The later text with what was added, and what was removed where it stood."""
    old, new = WORD.findall(before), WORD.findall(after)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle = _edits(old[start : len(old) - end], new[start : len(new) - end])
    tail = old[len(old) - end :]
    edits = [("same", word) for word in old[:start]] + middle + [("same", word) for word in tail]
    return [
        Piece(kind, "".join(word for _kind, word in run))
        for kind, run in groupby(edits, key=lambda edit: edit[0])
    ]


def counted(before: str, after: str) -> tuple[int, int]:
    """How many words were added and removed."""
    added = removed = 0
    for piece in pieces(before, after):
        count = len(piece.text.split())
        added += count if piece.kind == "added" else 0
        removed += count if piece.kind == "removed" else 0
    return added, removed


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words at the start are the same."""
    n = 0
    while n < min(len(one), len(other)) and one[n] == other[n]:
        n += 1
    return n


def _edits(old: list[str], new: list[str]) -> list[Edit]:
    trace = _search(old, new)
    if trace is None:
        return [("removed", word) for word in old] + [("added", word) for word in new]
    return _walk_back(trace, old, new)


def _reach(old: list[str], new: list[str], x: int, y: int) -> int:
    """From a point of the grid, how far along the words are the same."""
    while x < len(old) and y < len(new) and old[x] == new[y]:
        x, y = x + 1, y + 1
    return x


def _from_above(furthest: dict[int, int], k: int, d: int) -> bool:
    """Does the best path to diagonal k come by adding a word, rather than by removing one?"""
    return k == -d or (k != d and furthest[k - 1] < furthest[k + 1])


def _search(old: list[str], new: list[str]) -> list[dict[int, int]] | None:
    """The furthest point on each diagonal, for each number of edits; None for too many."""
    furthest = {1: 0}
    trace: list[dict[int, int]] = []
    for d in range(min(len(old) + len(new), MOST_EDITS) + 1):
        trace.append(dict(furthest))
        for k in range(-d, d + 1, 2):
            x = furthest[k + 1] if _from_above(furthest, k, d) else furthest[k - 1] + 1
            furthest[k] = x = _reach(old, new, x, x - k)
            if x >= len(old) and x - k >= len(new):
                return trace
    return None


def _walk_back(trace: list[dict[int, int]], old: list[str], new: list[str]) -> list[Edit]:
    x, y = len(old), len(new)
    found: list[Edit] = []
    for d in range(len(trace) - 1, -1, -1):
        k = x - y
        added = _from_above(trace[d], k, d)
        before_k = k + 1 if added else k - 1
        before_x = trace[d][before_k]
        before_y = before_x - before_k
        while x > max(before_x, 0) and y > max(before_y, 0):
            x, y = x - 1, y - 1
            found.append(("same", old[x]))
        if d:
            found.append(("added", new[before_y]) if added else ("removed", old[before_x]))
        x, y = before_x, before_y
    return found[::-1]
