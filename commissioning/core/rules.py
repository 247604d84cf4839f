"""Who may do what: small named questions, joined with & and |, read aloud as policy.

A rule's docstring is the sentence shown to a person it turns away.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from commissioning.core.refusals import NotAllowed

Thing = TypeVar("Thing")


class Rule(Generic[Thing]):
    """A question about a person and a thing. The answer is a reason for no, or None for yes."""

    def __init__(self, name: str, why_not: Callable[[Any, Thing], str | None]) -> None:
        self.name = name
        self.why_not = why_not

    def __call__(self, person: Any, thing: Thing) -> bool:
        return self.why_not(person, thing) is None

    def __and__(self, other: Rule[Thing]) -> Rule[Thing]:
        return Rule(
            f"{self.name} and {other.name}",
            lambda person, thing: self.why_not(person, thing) or other.why_not(person, thing),
        )

    def __or__(self, other: Rule[Thing]) -> Rule[Thing]:
        return Rule(
            f"({self.name} or {other.name})",
            lambda person, thing: self.why_not(person, thing) and other.why_not(person, thing),
        )

    def check(self, person: Any, thing: Thing) -> None:
        """Raise NotAllowed with the reason when the answer is no."""
        reason = self.why_not(person, thing)
        if reason is not None:
            raise NotAllowed(reason)


def rule(test: Callable[[Any, Thing], bool]) -> Rule[Thing]:
    """Make a rule of a yes-or-no question whose docstring says why a person is turned away."""
    refusal = " ".join((test.__doc__ or "").split())
    if not refusal:
        raise TypeError(f"{test.__name__} must say, in its docstring, why a person is turned away")
    return Rule(test.__name__, lambda person, thing: None if test(person, thing) else refusal)
