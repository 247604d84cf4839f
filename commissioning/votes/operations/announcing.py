"""Announcing a vote, which freezes it, and the steps that time takes."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, insert, literal, select

from commissioning.commissions.models import Commission
from commissioning.core import clock, history
from commissioning.core.database import db
from commissioning.core.pages import in_words, when
from commissioning.core.refusals import Refused
from commissioning.core.turns import Whose
from commissioning.follows import operations as follows
from commissioning.people.models import Person
from commissioning.people.queries import the_service
from commissioning.places.models import Neighbourhood, SmallArea
from commissioning.votes import rules
from commissioning.votes.models import (
    NOT_CLOSED,
    Electorate,
    Method,
    Option,
    RollEntry,
    Status,
    Vote,
    VoteDay,
)
from commissioning.votes.operations.steps import pass_turn, residents_turn
from commissioning.votes.queries import draft_of, subject_of, votes_about
from commissioning.votes.workflow import VOTE

OPENS, CLOSES = 9, 17  # o'clock in London
LONGEST = 366  # days


@dataclass(frozen=True)
class Notice:
    """What is announced. `options`: (words, what it means) in order; Yes comes first."""

    question: str
    options: Sequence[tuple[str, str]]
    neighbourhoods: Sequence[Neighbourhood]
    opens_on: date
    closes_on: date
    about: str = ""
    most: int = 1
    method: Method = Method.YES_NO
    threshold: tuple[int, int] = (1, 2)  # Yes needs more than this part of Yes and No
    scrutineer: str = ""
    keys: Sequence[str] = field(default=("yes", "no"))


def announce(subject: Any, notice: Notice, *, by: Person) -> Vote:
    """Announce a vote about a proposal or commission, and freeze its question, rules and roll.

    The council's settings give the notice, the age and, where it is Yes or No, the turnout: what
    should come first needs no least number. Raises Refused, beside its field, when the notice is
    too short or the electorate is not known; NotAllowed.
    """
    _hold(subject)
    rules.may_announce.check(by, subject)
    if any(each.published_at is None for each in votes_about(subject)):
        raise Refused("A vote about this is announced already. Publish its result first.")
    settings = subject.council.settings
    _check(notice, settings.vote_notice_days)
    adults = _adults(notice.neighbourhoods)
    vote = Vote(
        council_id=subject.council_id,
        subject_kind=subject.__tablename__,
        subject_id=subject.id,
        group_id=subject.group_id,
        question=notice.question,
        about=_about(subject, notice),
        method=notice.method,
        most=notice.most,
        threshold_over=notice.threshold[0],
        threshold_of=notice.threshold[1],
        turnout_percent=settings.vote_turnout_percent if notice.method is Method.YES_NO else 0,
        age=settings.vote_age,
        announced_on=clock.today(),
        opens_at=clock.london(notice.opens_on, OPENS),
        closes_at=clock.london(notice.closes_on, CLOSES),
        electorate=sum(n for _, _, n in adults),
        scrutineer=notice.scrutineer,
        options=_options(notice),
        neighbourhoods=list(notice.neighbourhoods),
    )
    db.session.add(vote)
    db.session.flush()  # the roll needs the vote's number
    _freeze(vote, adults)
    history.record(vote, "announce", by=by, says=_says(vote), after=Status.ANNOUNCED,
                   digest=vote.digest, electorate=vote.electorate, roll=vote.roll_count,
                   opens=f"{vote.opens_at:%Y-%m-%dT%H:%M:%SZ}",
                   closes=f"{vote.closes_at:%Y-%m-%dT%H:%M:%SZ}")  # fmt: skip
    residents_turn(subject, until=notice.closes_on)
    follows.tell(subject, f"Residents will vote: {vote.question}",
                 f"Voting opens at {when(vote.opens_at)}.")  # fmt: skip
    return vote


def _hold(subject: Any) -> None:
    """Two people announce one vote after the other; and what was withdrawn meanwhile is seen."""
    kind = type(subject)
    db.session.execute(select(kind.id).where(kind.id == subject.id).with_for_update())
    db.session.refresh(subject, ["status"])


def _about(subject: Any, notice: Notice) -> str:
    """What it is about; for a commission also which draft, so that the vote's own fingerprint
    covers every word of it."""
    if not isinstance(subject, Commission):
        return notice.about
    draft = draft_of(subject)
    return f"{notice.about}\n\nThis is draft {draft.number}. Its fingerprint is {draft.digest}."


def _says(vote: Vote) -> str:
    return f"A vote was announced: “{vote.question}” It opens on {in_words(vote.opens_at)}"


def _check(notice: Notice, days: int) -> None:
    earliest = clock.today() + timedelta(days=days)
    if notice.opens_on < earliest:
        raise Refused(
            f"Residents need {days} days’ notice. The first day is {in_words(earliest)}", "opens_on"
        )
    if notice.closes_on <= notice.opens_on:
        raise Refused("The vote must close after it opens", "closes_on")
    if notice.closes_on - notice.opens_on > timedelta(days=LONGEST):
        raise Refused("A vote can be open for a year at most", "closes_on")
    if not notice.neighbourhoods:
        raise Refused("Choose at least one neighbourhood", "neighbourhoods")
    if not 1 <= notice.most <= len(notice.options):
        raise Refused(f"Enter a number from 1 to {len(notice.options)}", "most")


def _options(notice: Notice) -> list[Option]:
    keys = list(notice.keys)
    if notice.method is Method.CHOOSE:
        keys = [str(n) for n in range(1, len(notice.options) + 1)]
    return [
        Option(position=n, key=key, words=words, means=means)
        for n, (key, (words, means)) in enumerate(zip(keys, notice.options, strict=True), 1)
    ]


def _adults(places: Sequence[Neighbourhood]) -> list[tuple[int, int, int]]:
    """(neighbourhood, decile, adults) of the small areas. Raises Refused where none are known."""
    decile = func.coalesce(SmallArea.decile, 0)
    query = (
        select(SmallArea.neighbourhood_id, decile, func.sum(SmallArea.adults))
        .where(SmallArea.neighbourhood_id.in_([each.id for each in places]))
        .group_by(SmallArea.neighbourhood_id, decile)
        .order_by(SmallArea.neighbourhood_id, decile)
    )
    found = [(where, each, int(n or 0)) for where, each, n in db.session.execute(query)]
    for place in places:
        if not sum(n for where, _, n in found if where == place.id):
            raise Refused(
                f"Say first how many adults live in {place.name}. "
                "An administrator does that in set-up, under Neighbourhoods",
                "neighbourhoods",
            )
    return [(int(where or 0), each, n) for where, each, n in found]


def _freeze(vote: Vote, adults: list[tuple[int, int, int]]) -> None:
    """Store the electorate, the roll, a counter for each day, and the fingerprint of the rules."""
    db.session.add_all(
        Electorate(vote_id=vote.id, neighbourhood_id=where, decile=decile, adults=n)
        for where, decile, n in adults
    )
    first = vote.opens_at.astimezone(clock.LONDON).date()
    last = vote.closes_at.astimezone(clock.LONDON).date()
    db.session.add_all(
        VoteDay(vote_id=vote.id, day=first + timedelta(days=n), voted=0)
        for n in range((last - first).days + 1)
    )
    residents = (
        select(literal(vote.id), Person.id, Person.neighbourhood_id,
               func.coalesce(SmallArea.decile, 0), literal(clock.now(), type_=_moment()))
        .outerjoin(SmallArea, SmallArea.id == Person.small_area_id)
        .where(Person.neighbourhood_id.in_([each.id for each in vote.neighbourhoods]),
               Person.address_checked_on.is_not(None), Person.is_old_enough)
        .order_by(Person.id)
    )  # fmt: skip
    columns = ["vote_id", "person_id", "neighbourhood_id", "decile", "created_at"]
    db.session.execute(insert(RollEntry).from_select(columns, residents))
    vote.roll_count = db.session.scalar(
        select(func.count()).select_from(RollEntry).where(RollEntry.vote_id == vote.id)
    ) or 0  # fmt: skip
    vote.digest = hashlib.sha256(history.canonical(vote.frozen)).hexdigest()


def _moment() -> Any:
    return RollEntry.__table__.c.created_at.type


def call_off(vote_id: int) -> bool:
    """Call off a vote, announced or open, about what has ended. Returns whether it was still due.

    Nobody is told again: those who follow heard of the ending itself.
    """
    vote = db.session.get_one(Vote, vote_id)
    return subject_of(vote).has_ended and _by_the_clock(vote_id, "call-off", *NOT_CLOSED)


def open_due(vote_id: int) -> bool:
    """Open a vote whose time has come. Returns whether it was still due."""
    if not _by_the_clock(vote_id, "open", Status.ANNOUNCED):
        return False
    vote = db.session.get_one(Vote, vote_id)
    follows.tell(subject_of(vote), f"Voting is open: {vote.question}",
                 f"It closes at {when(vote.closes_at)}.")  # fmt: skip
    return True


def close_due(vote_id: int) -> bool:
    """Close a vote whose time has come: the council counts it. Returns whether it was still due."""
    if not _by_the_clock(vote_id, "close", Status.OPEN):
        return False
    pass_turn(subject_of(db.session.get_one(Vote, vote_id)), Whose.COUNCIL, "count_days")
    return True


def _by_the_clock(vote_id: int, step: str, *sources: Status) -> bool:
    vote = db.session.get_one(Vote, vote_id)
    db.session.refresh(vote, ["status"])
    if vote.status not in sources:
        return False
    VOTE.take(step, vote, by=the_service())
    return True
