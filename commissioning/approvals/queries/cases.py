"""One case and what is written in it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.interfaces import ORMOption

from commissioning.approvals.models import Case, CaseStatus, Check, Message, Note
from commissioning.commissions.models import Commission
from commissioning.core.database import db
from commissioning.core.history import Event, EventActor
from commissioning.follows.queries import followers
from commissioning.groups.models import Group, GroupRole, Membership
from commissioning.people.models import Person
from commissioning.places.models import Place
from commissioning.proposals.models import Competitor, FastTrack, Proposal

# What a case can be about, by the name of its table.
SUBJECTS: dict[str, type[Any]] = {each.__tablename__: each for each in (Proposal, Commission)}
# What the pages of a case read of it too.
WITH: dict[type[Any], tuple[ORMOption, ...]] = {
    Commission: (),
    Proposal: (
        joinedload(Proposal.place).joinedload(Place.closure),
        joinedload(Proposal.group),
        joinedload(Proposal.neighbourhood),
        joinedload(Proposal.size_facts),
        joinedload(Proposal.fast_track).joinedload(FastTrack.closure),
        joinedload(Proposal.competitor).joinedload(Competitor.competition),
    ),
}
_WITH_ALL = (
    *(joinedload(each) for each in (Case.neighbourhood, Case.owner, Case.interests, Case.checks)),
    joinedload(Case.questions),
    joinedload(Case.competitor).joinedload(Competitor.competition),
    # Rules ask who is in the group, by number.
    joinedload(Case.group).selectinload(Group.members).lazyload(Membership.person),
)


def get_case(case_id: int, council_id: int) -> Case:
    """One case of this council, with what its page opens with. Raises NoResultFound."""
    query = select(Case).where(Case.id == case_id, Case.council_id == council_id)
    return db.session.scalars(query.options(*_WITH_ALL)).unique().one()


def get_check(case: Case, key: str) -> Check:
    """One check of a case. Raises NoResultFound."""
    query = select(Check).where(Check.case_id == case.id, Check.key == key)
    return db.session.scalars(query).one()


def subject_of(case: Case) -> Any:
    """The proposal or commission the case is about."""
    table = SUBJECTS[case.subject_kind]
    return db.session.get_one(table, case.subject_id, options=WITH[table])


def open_case_of(subject: Any) -> Case | None:
    """The case in which the council deals with this thing now."""
    return db.session.scalar(
        select(Case).where(
            Case.subject_kind == subject.__tablename__,
            Case.subject_id == subject.id,
            Case.status != CaseStatus.DONE,
        )
    )


def cases_of(subject: Any) -> list[Case]:
    """All cases about this thing, newest first."""
    query = select(Case).where(
        Case.subject_kind == subject.__tablename__, Case.subject_id == subject.id
    )
    return list(db.session.scalars(query.order_by(Case.id.desc())))


def messages_of(cases: Sequence[Case], *, public_only: bool = False) -> list[Message]:
    """The messages in these cases, newest first; for strangers only the public ones."""
    query = select(Message).where(Message.case_id.in_([case.id for case in cases]))
    if public_only:
        query = query.where(Message.is_public)
    return list(db.session.scalars(query.order_by(Message.id.desc()).limit(50)))


def notes_of(case: Case) -> Sequence[Row[str, datetime, str]]:
    """What staff noted, newest first: html, created_at and the writer’s name."""
    query = select(Note.html, Note.created_at, Person.name).join(
        Person, Person.id == Note.person_id
    )
    query = query.where(Note.case_id == case.id).order_by(Note.id.desc()).limit(50)
    return db.session.execute(query).all()


def stewards_of(group: Group) -> list[Person]:
    """Who gets the council’s mail for a group."""
    members = group.current_members
    return [member.person for member in members if member.role == GroupRole.STEWARD]


def count_told(case: Case, subject: Any, *, with_reason: bool = False) -> int:
    """How many mails go out when it moves: followers and the group, each once.

    `with_reason`: the stewards get the reason in a mail of its own too.
    """
    told = {each.email for each in followers(subject)}
    told |= {member.person.email for member in case.group.current_members}
    return len(told) + (len(stewards_of(case.group)) if with_reason else 0)


def acts_of(person: Person, case: Case) -> set[str]:
    """The names of what somebody did about the thing that a case is about, in all its cases."""
    cases = select(Case.id).where(
        Case.subject_kind == case.subject_kind, Case.subject_id == case.subject_id
    )
    about = (Event.subject_kind == case.subject_kind) & (Event.subject_id == case.subject_id)
    in_cases = (Event.subject_kind == Case.__tablename__) & Event.subject_id.in_(cases)
    query = (
        select(Event.name)
        .join(EventActor, EventActor.event_id == Event.id)
        .where(EventActor.person_id == person.id, about | in_cases)
        .distinct()
    )
    return set(db.session.scalars(query.order_by(Event.name)))
