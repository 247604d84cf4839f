"""Handing in, and opening a case."""

from commissioning.approvals.models import Case, CaseKind, Check
from commissioning.approvals.operations.desk import finish
from commissioning.approvals.queries import open_case_of, subject_of
from commissioning.approvals.workflow import CHECKS
from commissioning.core import history
from commissioning.core.database import db, unique
from commissioning.core.history import Visibility
from commissioning.core.refusals import Refused
from commissioning.people.models import Person
from commissioning.people.queries import the_service
from commissioning.proposals.models import Proposal, Status
from commissioning.proposals.operations import send_in, send_plan


def hand_in(proposal: Proposal, *, by: Person) -> Case:
    """The group sends its proposal in, and the council’s check begins."""
    send_in(proposal, by=by)
    return open_case(proposal, CaseKind.PROPOSAL_CHECK, by=by)


def hand_in_plan(proposal: Proposal, *, by: Person) -> Case:
    """The group sends its full plan, and the council’s assessment begins."""
    send_plan(proposal, by=by)
    return open_case(proposal, CaseKind.ASSESSMENT, by=by)


def open_decision(proposal_id: int, *, by: Person | None = None) -> Case:
    """Open the case for a proposal that waits for a decision. `by` None: the clock does it.

    Raises Refused when it waits for none, or the decision has a case already.
    """
    proposal = db.session.get_one(Proposal, proposal_id)
    if proposal.status != Status.DECISION:
        raise Refused("This proposal does not wait for a decision.")
    return open_case(proposal, CaseKind.DECISION, by=by or the_service())


def open_case(proposal: Proposal, kind: CaseKind, *, by: Person) -> Case:
    """Open a case of this kind, with what has to be checked in it. One may be open at a time."""
    case = Case(
        council_id=proposal.council_id,
        subject_kind=proposal.__tablename__,
        subject_id=proposal.id,
        group_id=proposal.group_id,
        neighbourhood_id=proposal.neighbourhood_id,
        kind=kind,
        reference=proposal.reference,
        title=proposal.title,
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


def open_due_decision(proposal_id: int) -> None:
    """What the clock does: open the case for a decision, where there is none yet."""
    proposal = db.session.get_one(Proposal, proposal_id)
    if proposal.status == Status.DECISION and open_case_of(proposal) is None:
        open_decision(proposal_id)


def close_ended(case_id: int) -> None:
    """What the clock does: close the case of a proposal that was withdrawn or ran out of time."""
    case = db.session.get_one(Case, case_id)
    if case.is_done or not subject_of(case).has_ended:
        return
    finish(case, by=the_service(), outcome="ended")
