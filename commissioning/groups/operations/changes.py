"""What a group asks to change after its check, and the council's answer."""

from dataclasses import dataclass

from commissioning.core import history, turns
from commissioning.core.database import db, unique
from commissioning.core.refusals import Refused
from commissioning.core.turns import Whose
from commissioning.groups import emails, rules
from commissioning.groups.models import Change, Group, GroupChange, Membership
from commissioning.groups.queries import is_name_taken, open_change_of, stewards
from commissioning.groups.workflow import CHANGING
from commissioning.people.models import Person
from commissioning.places.models import Neighbourhood

NAME_TAKEN = "Another group has this name. Choose a different one"
ONE_AT_ONCE = "The council is looking at another change of this group. Wait for its answer."


@dataclass(frozen=True)
class Wanted:
    """What should change, why, and what it should become.

    `name` for a name; `neighbourhood` for a neighbourhood (None: the whole council area);
    `leaving` and `joining` for a named person.
    """

    what: Change
    why: str
    name: str = ""
    neighbourhood: Neighbourhood | None = None
    leaving: Membership | None = None
    joining: Membership | None = None


def ask_change(group: Group, wanted: Wanted, *, by: Person) -> GroupChange:
    """A steward asks for a change. The council's clock starts.

    How long it may take is our default (10 working days) or the council's own rule, no law.
    Raises Refused, beside its field, when nothing would change, the name is taken, a person is not
    in the group, or another change waits; NotAllowed.
    """
    rules.may_ask_change.check(by, group)
    _check(group, wanted)
    change = GroupChange(
        council_id=group.council_id,
        group=group,
        asked_by=by,
        what=wanted.what,
        why=wanted.why,
        new_name=wanted.name,
        new_neighbourhood=wanted.neighbourhood,
        leaving=wanted.leaving,
        joining=wanted.joining,
    )
    with unique("ix_group_change_group_id", says=ONE_AT_ONCE):
        db.session.add(change)
    turns.begin(change, "check", Whose.COUNCIL, group.council.settings.promise("change_days"))
    says = f"{change.name}: the group asked the council to agree"
    history.record(change, "ask", by=by, says=says, after=change.status,
                   group=group.id, what=str(change.what))  # fmt: skip
    return change


def _check(group: Group, wanted: Wanted) -> None:
    if open_change_of(group) is not None:
        raise Refused(ONE_AT_ONCE)
    if wanted.what is Change.NAME:
        if wanted.name == group.name:
            raise Refused("The group has this name already", "name")
        if is_name_taken(group.council_id, wanted.name):
            raise Refused(NAME_TAKEN, "name")
    elif wanted.what is Change.NEIGHBOURHOOD:
        if wanted.neighbourhood == group.neighbourhood:
            raise Refused("The group has this neighbourhood already", "where")
    else:
        _check_people(wanted, group)


def _check_people(wanted: Wanted | GroupChange, group: Group) -> None:
    if wanted.leaving not in group.named:
        raise Refused("Choose one of the three named people", "leaving")
    if wanted.joining not in group.current_members or wanted.joining in group.named:
        raise Refused("Choose somebody who is in the group and is not named yet", "joining")


def agree_change(change: GroupChange, *, by: Person) -> None:
    """The council agrees, and the group is what it asked to be.

    Raises Refused when the name was taken since, or somebody left; NotAllowed.
    """
    CHANGING.step("agree", change)  # nothing changes when it has its answer already
    group, before, asked = change.group, change.now, change.name
    if change.what is Change.NAME:
        with unique("uq_neighbourhood_group_council_id_name",
                    says="Another group has this name now. Refuse, and say so."):  # fmt: skip
            group.name = change.new_name
    elif change.what is Change.NEIGHBOURHOOD:
        group.neighbourhood = change.new_neighbourhood
    else:
        _change_person(change, group)
    _take("agree", change, f"{asked}: the council agreed", by=by)
    facts: dict[str, history.Fact] = {}
    if change.what is not Change.PERSON:
        facts = {"was": before, "is": change.wanted}
    says = f"The group has {change.what.words}"
    history.record(group, f"change-{change.what}", by=by, says=says, facts=facts)
    turns.rename(group)
    _answered(change)


def _change_person(change: GroupChange, group: Group) -> None:
    try:
        _check_people(change, group)
    except Refused as refusal:
        raise Refused("Who is named has changed since. Refuse, and say so.") from refusal
    if change.leaving and change.joining:
        change.leaving.is_named, change.joining.is_named = False, True


def refuse_change(change: GroupChange, reason: str, *, by: Person) -> None:
    """The council refuses, with the reason. The group stays as it is."""
    _take("refuse", change, f"{change.name}: the council refused", by=by, reason=reason)
    change.answer = reason.strip()
    _answered(change)


def withdraw_change(change: GroupChange, *, by: Person) -> None:
    """A steward takes the request back."""
    _take("withdraw", change, f"{change.name}: the group took it back", by=by)
    turns.end(change)


def _answered(change: GroupChange) -> None:
    turns.end(change)
    emails.tell_change(change, stewards(change.group))


def _take(step: str, change: GroupChange, says: str, *, by: Person, reason: str = "") -> None:
    CHANGING.take(step, change, by=by, reason=reason, says=says,
                  group=change.group_id, what=str(change.what))  # fmt: skip
