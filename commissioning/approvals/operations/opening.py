"""Handing in, and opening a case."""

from typing import Any

from commissioning.approvals.models import Case, CaseKind, Check
from commissioning.approvals.operations.desk import finish
from commissioning.approvals.queries import kind_waiting, open_case_of, subject_of
from commissioning.approvals.workflow import CHECKS
from commissioning.commissions.models import Commission
from commissioning.core import history
from commissioning.core.database import db, unique
from commissioning.core.history import Visibility
from commissioning.core.refusals import Refused
from commissioning.people.models import Person
from commissioning.people.queries import the_service
from commissioning.proposals.models import Proposal
from commissioning.proposals.operations import send_in, send_plan


def hand_in(proposal: Proposal, *, by: Person) -> Case:
    """The group sends its proposal in, and the council’s check begins."""
    send_in(proposal, by=by)
    return open_case(proposal, CaseKind.PROPOSAL_CHECK, by=by)


def hand_in_plan(proposal: Proposal, *, by: Person) -> Case:
    """The group sends its full plan, and the council’s assessment begins."""
    send_plan(proposal, by=by)
    return open_case(proposal, CaseKind.ASSESSMENT, by=by)


def open_next(subject: Any, *, by: Person) -> Case:
    """Open the case that this waits for: a decision, or finding who will run it.

    Raises Refused when it waits for none, or has a case already.
    """
    kind = kind_waiting(subject)
    if kind is None:
        raise Refused("This does not wait for the council.")
    return open_case(subject, kind, by=by)


def open_case(subject: Any, kind: CaseKind, *, by: Person) -> Case:
    """Open a case of this kind, with what has to be checked in it. One may be open at a time."""
    case = Case(
        council_id=subject.council_id,
        subject_kind=subject.__tablename__,
        subject_id=subject.id,
        group=subject.group,
        neighbourhood_id=subject.neighbourhood_id,
        kind=kind,
        reference=subject.reference,
        title=subject.title,
        checks=[Check(key=key, words=words) for key, words in CHECKS[kind].items()],
    )
    with unique("uq_council_case_open_subject", says="There is an open case for this already."):
        db.session.add(case)
    history.record(
        case,
        "open-case",
        by=by,
        says=f"A case was opened: {kind.words.lower()}",
        visibility=Visibility.INTERNAL,
    )
    return case


def open_due_decision(proposal_id: int) -> bool:
    """What the clock does: open the case for a decision, where there is none yet."""
    return _open_due(db.session.get_one(Proposal, proposal_id))


def open_due_commission(commission_id: int) -> bool:
    """What the clock does: open the case a commission waits for, where there is none yet."""
    return _open_due(db.session.get_one(Commission, commission_id))


def _open_due(subject: Any) -> bool:
    is_due = kind_waiting(subject) is not None and open_case_of(subject) is None
    if is_due:
        open_next(subject, by=the_service())
    return is_due


def close_ended(case_id: int) -> bool:
    """Close the case of what was withdrawn or ran out of time. Returns whether it was still due."""
    case = db.session.get_one(Case, case_id)
    if case.is_done or not subject_of(case).has_ended:
        return False
    finish(case, by=the_service(), outcome="ended")
    return True
