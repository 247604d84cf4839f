"""Rules about people that any later chapter may build on. Things they ask about have a council."""

from typing import Any

from commissioning.core.rules import Rule, rule
from commissioning.people.models import Person, PostKind


def council_of(thing: Any) -> int | None:
    """The council a thing belongs to; a page about the whole council hands in its number."""
    return thing if isinstance(thing, int) else getattr(thing, "council_id", None)


def holds(*kinds: PostKind) -> Rule[Any]:
    """A rule: acts in one of these posts for the council the thing belongs to."""
    titles = [kind.words.lower().removeprefix("council ") for kind in kinds]
    words = " or ".join(filter(None, [", ".join(titles[:-1]), titles[-1]]))
    refusal = f"Only the council’s {words} can do this."
    name = " or ".join(f"is_{kind.name.lower()}" for kind in kinds)

    def why_not(person: Person, thing: Any) -> str | None:
        return None if person.holds(*kinds, council_id=council_of(thing)) else refusal

    return Rule(f"({name})" if len(kinds) > 1 else name, why_not)


is_officer = holds(PostKind.OFFICER, PostKind.SENIOR_OFFICER)
is_senior_officer = holds(PostKind.SENIOR_OFFICER)
is_returning_officer = holds(PostKind.RETURNING_OFFICER)
is_decision_maker = holds(PostKind.DECISION_MAKER)
is_scrutiny = holds(PostKind.SCRUTINY)
is_desk_officer = holds(PostKind.DESK, PostKind.OFFICER, PostKind.RETURNING_OFFICER)
is_administrator = holds(PostKind.ADMINISTRATOR)
is_panel_member = holds(PostKind.PANEL, PostKind.OFFICER, PostKind.SENIOR_OFFICER)


@rule
def is_staff(person: Person, thing: Any) -> bool:
    """Only people who work for this council can see this."""
    return person.holds(*PostKind, council_id=council_of(thing))


@rule
def is_signed_in(person: Person, _thing: Any) -> bool:
    """Sign in first."""
    return person.is_authenticated


@rule
def is_the_service(person: Person, _thing: Any) -> bool:
    """Only the clock takes this step."""
    return bool(person.is_service)
