"""Who at the council deals with what: taking something, giving it away, handing over several."""

from collections.abc import Sequence
from typing import Any

from commissioning.approvals import emails, rules
from commissioning.approvals.models import Case
from commissioning.approvals.operations.desk import must_be_at_work
from commissioning.approvals.queries import SUBJECTS, open_case_of
from commissioning.core import desk, history
from commissioning.core.database import db
from commissioning.core.history import Visibility
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.turns import Turn
from commissioning.people.models import Person, PostKind
from commissioning.people.queries import holders


def _thing(turn: Turn) -> Any:
    """What it is about, loaded once however many people are asked about it."""
    if turn.subject_kind in SUBJECTS:
        subject = db.session.get_one(SUBJECTS[turn.subject_kind], turn.subject_id)
        return open_case_of(subject) or subject
    return desk.owed()[turn.subject_kind].get(turn.subject_id, turn.council_id)


def why_not_deal(person: Person, turn: Turn, thing: Any) -> str | None:
    """Why this person may not deal with it, in words said to the person; None when they may."""
    if turn.subject_kind in SUBJECTS:
        return rules.may_work.why_not(person, thing)
    return desk.owed()[turn.subject_kind].why_not(person, thing, turn.council_id)


def who_may_deal(lines: Sequence[Turn]) -> tuple[list[Person], dict[str, str]]:
    """The people who may deal with all of these; and by name why others of that post may not."""
    offered, barred = [], {}
    things = [_thing(turn) for turn in lines]
    for person in holders(lines[0].council_id, *PostKind) if lines else []:
        kinds = [desk.owed()[turn.subject_kind] for turn in lines]
        if not all(
            kind.by(person, turn.council_id) for kind, turn in zip(kinds, lines, strict=True)
        ):
            continue
        asked = zip(lines, things, strict=True)
        refusals = [(turn.title, why_not_deal(person, turn, thing)) for turn, thing in asked]
        reasons = [f"{title}: “{why}”" for title, why in refusals if why]
        if reasons:
            barred[person.name] = " ".join(reasons)
        else:
            offered.append(person)
    return offered, barred


def assign(case: Case, owner: Person, *, by: Person) -> None:
    """Give a case to an officer, or take it. Raises Refused when it is done, and as hand_over."""
    rules.may_assign.check(by, case)
    must_be_at_work(case)
    if case.turn is None:
        raise Refused("No clock runs here, so there is nothing to give to anyone.")
    hand_over([case.turn], owner, by=by)


def hand_over(lines: Sequence[Turn], owner: Person | None, *, by: Person) -> None:
    """Give all of these to one person, who gets one mail; None: nobody deals with them now.

    Raises Refused when one of them is done, or not for this owner: nothing is given then.
    Raises NotAllowed when `by` does not deal with such things.
    """
    if not lines:
        raise Refused("Tick what you want to hand over", "owner")
    for turn in lines:
        _check(turn, owner, by)
    says = f"{'Somebody' if owner else 'Nobody'} at the council looks after it now"
    number = owner.id if owner else None
    given = [turn for turn in lines if turn.owner_id != number]  # the others are theirs already
    for turn in given:
        turn.owner_id = number
        history.record(turn, "assign", by=by, says=says, visibility=Visibility.INTERNAL,
                       note=owner.email if owner else "")  # fmt: skip
    if given and owner is not None and owner.id != by.id:
        emails.assigned(given, owner)


def _check(turn: Turn, owner: Person | None, by: Person) -> None:
    kind = desk.owed().get(turn.subject_kind)
    if kind is None:
        raise NotAllowed("This is not on the council’s list of work.")
    kind.by.check(by, turn.council_id)
    if not turn.is_open:
        raise Refused(f"{turn.title} is done: nobody has to look after it.", "owner")
    if owner is None:
        return
    if not kind.by(owner, turn.council_id):
        raise Refused("Choose somebody of this council who deals with this", "owner")
    if why_not_deal(owner, turn, _thing(turn)):
        raise Refused(f"{owner.name} has a part in {turn.title}. Choose somebody else", "owner")
