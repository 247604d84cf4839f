"""Which refusals can be reviewed, who had a part in a case, and what waits."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload

from commissioning.approvals.models import Case, CaseKind, Decision
from commissioning.commissions.models import Commission
from commissioning.commissions.queries import get_commission
from commissioning.core import turns
from commissioning.core.database import db
from commissioning.core.history import Event, EventActor
from commissioning.core.pages import day_in_london
from commissioning.core.refusals import NotHere
from commissioning.core.turns import Turn
from commissioning.groups.models import Group
from commissioning.groups.queries import get_group
from commissioning.packs.models import InformationPack
from commissioning.proposals.models import Competition, Competitor, Proposal
from commissioning.proposals.queries import get_proposal
from commissioning.reviews.models import Complaint, ComplaintStatus, RefusalReview, ReviewStatus

SUBJECTS: dict[str, type[Any]] = {
    each.__tablename__: each for each in (Proposal, Commission, Group)
}
STATUSES = {"not-accepted", "refused", "closed"}  # at which a thing stands refused
Thing = TypeVar("Thing", RefusalReview, Complaint)


class Reopening(NamedTuple):
    """What a review that sets a refusal aside does: a step of the subject, and a case."""

    step: str
    case: CaseKind | None


# (table of the subject, step by which it was refused) -> the way back to where it was.
REOPENING = {
    ("proposal", "not-accept"): Reopening("reopen-check", CaseKind.PROPOSAL_CHECK),
    ("proposal", "refuse-assessment"): Reopening("reopen-assessment", CaseKind.ASSESSMENT),
    ("proposal", "refuse"): Reopening("reopen-decision", CaseKind.DECISION),
    ("commission", "refuse"): Reopening("reopen-decision", CaseKind.DECISION),
    ("neighbourhood_group", "close"): Reopening("reopen", None),
}


@dataclass(frozen=True)
class Refusal:
    """What was refused, by which event and when, and until when a review can be asked for."""

    subject: Any
    group: Group
    event_id: int
    step: str
    reason: str
    refused_on: date
    last_day: date
    review: RefusalReview | None

    @property
    def council_id(self) -> int:
        """Whose refusal it is."""
        return int(self.subject.council_id)


def get_subject(
    council_id: int,
    proposal_id: int | None = None,
    commission_id: int | None = None,
    group_id: int | None = None,
) -> Any:
    """The proposal, commission or group an address names. Raises NoResultFound."""
    if proposal_id is not None:
        return get_proposal(proposal_id, council_id)
    if commission_id is not None:
        return get_commission(commission_id, council_id)
    return get_group(group_id or 0, council_id)


def part_of(subject: Any) -> str:
    """What its number is called in addresses."""
    return "group_id" if isinstance(subject, Group) else f"{subject.__tablename__}_id"


def refusal_of(subject: Any) -> Refusal | None:
    """The refusal at which this stands; None when it was not refused."""
    if subject.status.value not in STATUSES:
        return None
    kind = subject.__tablename__
    steps = [step for of, step in REOPENING if of == kind]
    query = select(Event).where(
        Event.subject_kind == kind,
        Event.subject_id == subject.id,
        Event.name.in_(steps),
        Event.after == subject.status.value,
    )
    event = db.session.scalar(query.order_by(Event.id.desc()).limit(1))
    if event is None:
        return None
    refused_on = day_in_london(event.created_at)
    days = subject.council.settings.ask_review_days
    return Refusal(
        subject=subject,
        group=subject if isinstance(subject, Group) else subject.group,
        event_id=event.id,
        step=event.name,
        reason=event.reason,
        refused_on=refused_on,
        last_day=subject.council.settings.working_days.after(refused_on, days),
        review=db.session.scalar(select(RefusalReview).where(RefusalReview.event_id == event.id)),
    )


def review_after(decision: Decision) -> RefusalReview | None:
    """The review of a decision that refused something, where it does not stand refused now."""
    query = select(RefusalReview).where(
        RefusalReview.subject_kind == decision.subject_kind,
        RefusalReview.subject_id == decision.subject_id,
        RefusalReview.step == "refuse",
        RefusalReview.asked_on >= decision.decided_on,
    )
    return db.session.scalar(query.order_by(RefusalReview.id).limit(1))


def get_refusal(
    council_id: int,
    proposal_id: int | None = None,
    commission_id: int | None = None,
    group_id: int | None = None,
) -> Refusal:
    """The refusal of what an address names. Raises NotHere when it was not refused."""
    found = refusal_of(get_subject(council_id, proposal_id, commission_id, group_id))
    if found is None:
        raise NotHere
    return found


def subject_of(thing: RefusalReview | Complaint) -> Any:
    """The proposal, commission or group it is about."""
    return db.session.get_one(SUBJECTS[thing.subject_kind], thing.subject_id)


def involved_in(thing: RefusalReview | Complaint) -> frozenset[int]:
    """The numbers of all who did something to what it is about, or in its cases and decisions."""
    of_case = and_(Case.subject_kind == thing.subject_kind, Case.subject_id == thing.subject_id)
    cases = select(Case.id).where(of_case)
    decisions = select(Decision.id).where(Decision.case_id.in_(cases))
    about = or_(
        and_(Event.subject_kind == thing.subject_kind, Event.subject_id == thing.subject_id),
        and_(Event.subject_kind == Case.__tablename__, Event.subject_id.in_(cases)),
        and_(Event.subject_kind == Decision.__tablename__, Event.subject_id.in_(decisions)),
    )
    if thing.subject_kind == Proposal.__tablename__:  # who chose another group, or filled its pack
        competitions = select(Competitor.competition_id).where(
            Competitor.proposal_id == thing.subject_id
        )
        packs = select(InformationPack.id).where(InformationPack.proposal_id == thing.subject_id)
        about = or_(
            about,
            and_(
                Event.subject_kind == Competition.__tablename__,
                Event.subject_id.in_(competitions),
            ),
            and_(Event.subject_kind == InformationPack.__tablename__, Event.subject_id.in_(packs)),
        )
    query = select(EventActor.person_id).join(Event, Event.id == EventActor.event_id)
    found = db.session.scalars(query.where(about, EventActor.person_id.is_not(None)).distinct())
    return frozenset(number for number in found if number is not None)


def get_review(review_id: int, council_id: int) -> RefusalReview:
    """One review of this council. Raises NoResultFound."""
    query = select(RefusalReview).where(
        RefusalReview.id == review_id, RefusalReview.council_id == council_id
    )
    return db.session.scalars(query).one()


def get_review_to_decide(review_id: int, council_id: int) -> RefusalReview:
    """The same, with those who had a part in the case. Raises NoResultFound."""
    return with_involved(get_review(review_id, council_id))


def get_complaint(complaint_id: int, council_id: int) -> Complaint:
    """One complaint of this council, with those who had a part. Raises NoResultFound."""
    query = select(Complaint).where(
        Complaint.id == complaint_id, Complaint.council_id == council_id
    )
    return with_involved(db.session.scalars(query.options(joinedload(Complaint.person))).one())


def with_involved(thing: Thing) -> Thing:
    """The thing again, now that it is known who had a part in its case."""
    # Of this one, not of the class.
    thing.involved = involved_in(thing)  # type: ignore[misc]
    return thing


def reviews_waiting(council_id: int) -> list[tuple[RefusalReview, Turn]]:
    """The reviews a council owes, each with its turn; the first due comes first."""
    return turns.waiting(
        RefusalReview,
        RefusalReview.council_id == council_id,
        RefusalReview.status == ReviewStatus.OPEN,
    )


def complaints_waiting(council_id: int) -> list[tuple[Complaint, Turn]]:
    """The complaints a council has to answer, each with its turn; the first due comes first."""
    return turns.waiting(
        Complaint,
        Complaint.council_id == council_id,
        Complaint.status == ComplaintStatus.OPEN,
    )


class Complaints(NamedTuple):
    """What everyone may know of the complaints about a thing."""

    made: int
    answered: int


def complaints_about(subject: Any) -> Complaints:
    """How many complaints there were about how this was handled, and how many were answered."""
    query = select(func.count(Complaint.id), func.count(Complaint.answered_on)).where(
        Complaint.subject_kind == subject.__tablename__, Complaint.subject_id == subject.id
    )
    return Complaints(*db.session.execute(query).one())


def complaints_of(person: Any) -> list[Complaint]:
    """What this person complained about, the newest first; at most 50."""
    query = select(Complaint).where(Complaint.person_id == person.id)
    return list(db.session.scalars(query.order_by(Complaint.id.desc()).limit(50)))
