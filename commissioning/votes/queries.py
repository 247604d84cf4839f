"""Which votes, who may answer, how many have, and what came out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload, lazyload

from commissioning.commissions.models import ENDINGS as COMMISSION_ENDINGS
from commissioning.commissions.models import Commission, PublishedDraft
from commissioning.commissions.queries import get_commission, get_draft
from commissioning.core import clock
from commissioning.core.clock import Due
from commissioning.core.database import db
from commissioning.core.history import since_status
from commissioning.core.pages import when
from commissioning.places.models import Neighbourhood
from commissioning.proposals.models import ENDINGS as PROPOSAL_ENDINGS
from commissioning.proposals.models import Proposal
from commissioning.proposals.queries import get_proposal
from commissioning.votes.counting import small_counts
from commissioning.votes.counting.outcome import Totals
from commissioning.votes.models import (
    AT_VOTE,
    BLANK,
    NOT_CLOSED,
    BallotPaper,
    Electorate,
    PaperBatch,
    RollEntry,
    Status,
    Tally,
    Vote,
    VoteDay,
)

PAGE = 25

# What residents can vote on, by the name of its table.
SUBJECTS: dict[str, type[Any]] = {each.__tablename__: each for each in (Proposal, Commission)}


_VOTE = select(Vote).where(
    Vote.id == bindparam("vote_id"), Vote.council_id == bindparam("council_id")
)
_BALLOT = _VOTE.options(joinedload(Vote.options), lazyload(Vote.neighbourhoods))
_PAPER = select(BallotPaper).where(
    BallotPaper.vote_id == bindparam("vote_id"), BallotPaper.roll_entry_id == bindparam("entry_id")
)


def get_vote(vote_id: int, council_id: int) -> Vote:
    """One vote of this council. Raises NoResultFound."""
    return db.session.scalars(_VOTE, {"vote_id": vote_id, "council_id": council_id}).one()


def get_ballot(vote_id: int, council_id: int) -> Vote:
    """The same vote with what a ballot paper needs, in one statement. Raises NoResultFound."""
    here = {"vote_id": vote_id, "council_id": council_id}
    return db.session.scalars(_BALLOT, here).unique().one()


def get_batch(batch_id: int, council_id: int) -> PaperBatch:
    """One batch of paper votes of this council. Raises NoResultFound."""
    query = select(PaperBatch).join(Vote, Vote.id == PaperBatch.vote_id)
    query = query.where(PaperBatch.id == batch_id, Vote.council_id == council_id)
    return db.session.scalars(query).one()


def votes(council_id: int, *statuses: Status, before: int | None = None) -> list[Vote]:
    """A page of votes and one more, the newest first; of these statuses, or all."""
    query = select(Vote).where(Vote.council_id == council_id)
    if statuses:
        query = query.where(Vote.status.in_(statuses))
    if before is not None:
        query = query.where(Vote.id < before)
    return list(db.session.scalars(query.order_by(Vote.id.desc()).limit(PAGE + 1)))


def votes_about(subject: Any) -> list[Vote]:
    """The votes about one proposal or commission, the newest first."""
    query = (
        select(Vote)
        .where(Vote.subject_kind == subject.__tablename__, Vote.subject_id == subject.id)
        .options(lazyload(Vote.neighbourhoods))
    )
    return list(db.session.scalars(query.order_by(Vote.id.desc()).limit(PAGE)))


def get_subject(
    council_id: int, proposal_id: int | None = None, commission_id: int | None = None
) -> Any:
    """The proposal or the commission an address names. Raises NoResultFound."""
    if proposal_id is not None:
        return get_proposal(proposal_id, council_id)
    return get_commission(commission_id or 0, council_id)


def subject_of(vote: Vote) -> Any:
    """The proposal or commission a vote is about."""
    return db.session.get_one(SUBJECTS[vote.subject_kind], vote.subject_id)


def last_result(subject_kind: str, subject_id: int) -> Vote | None:
    """The newest vote about a thing whose result is published."""
    query = select(Vote).where(
        Vote.subject_kind == subject_kind,
        Vote.subject_id == subject_id,
        Vote.status == Status.PUBLISHED,
    )
    query = query.options(lazyload(Vote.neighbourhoods))
    return db.session.scalar(query.order_by(Vote.id.desc()).limit(1))


def draft_of(commission: Commission) -> PublishedDraft:
    """The draft that residents vote on: the newest published. Raises NoResultFound."""
    return get_draft(commission, commission.draft_number)


def waiting(council_id: int) -> list[Any]:
    """Proposals, then commissions, at the residents' vote without a vote that still runs."""
    return [each for table in SUBJECTS.values() for each in _waiting(table, council_id)]


def _waiting(table: type[Any], council_id: int) -> Iterable[Any]:
    has_vote = select(Vote.id).where(
        Vote.subject_kind == table.__tablename__,
        Vote.subject_id == table.id,
        Vote.status.not_in((Status.PUBLISHED, Status.CALLED_OFF)),
    )
    query = select(table).where(
        table.council_id == council_id, table.status == AT_VOTE, ~has_vote.exists()
    )
    return db.session.scalars(query.order_by(table.id).limit(PAGE))


def count_waiting(council_id: int) -> int:
    """How many votes wait for the returning officer: to be announced, counted or published."""
    query = select(func.count(Vote.id)).where(
        Vote.council_id == council_id, Vote.status.in_((Status.CLOSED, Status.COUNTED))
    )
    return len(waiting(council_id)) + (db.session.scalar(query) or 0)


def due_to_call_off() -> list[Due]:
    """The votes, announced or open, about what has ended."""
    return [*_lost(Proposal, PROPOSAL_ENDINGS), *_lost(Commission, COMMISSION_ENDINGS)]


def _lost(table: type[Any], endings: Iterable[Any]) -> list[Due]:
    query = (
        select(Vote.id, since_status(table))
        .join(table, (Vote.subject_kind == table.__tablename__) & (Vote.subject_id == table.id))
        .where(Vote.status.in_(NOT_CLOSED), table.status.in_(endings))
    )
    return Due.each(db.session.execute(query.order_by(Vote.id).limit(100)))


def due_to_open() -> list[Due]:
    """The votes whose opening has come."""
    query = select(Vote.id, Vote.opens_at)
    query = query.where(Vote.status == Status.ANNOUNCED, Vote.opens_at <= clock.now())
    return Due.each(db.session.execute(query.order_by(Vote.opens_at).limit(100)))


def due_to_close() -> list[Due]:
    """The open votes whose closing has come."""
    query = select(Vote.id, Vote.closes_at)
    query = query.where(Vote.status == Status.OPEN, Vote.closes_at <= clock.now())
    return Due.each(db.session.execute(query.order_by(Vote.closes_at).limit(100)))


# Who may vote


def roll_entry(person: Any, vote: Vote) -> RollEntry | None:
    """This person's entry on the roll."""
    if person.id is None:
        return None
    query = select(RollEntry).where(RollEntry.vote_id == vote.id, RollEntry.person_id == person.id)
    return db.session.scalar(query)


def paper_of(entry: RollEntry) -> BallotPaper | None:
    """What was cast for this entry, if anything was."""
    return db.session.scalar(_PAPER, {"vote_id": entry.vote_id, "entry_id": entry.id})


def reason_for_not_voting(person: Any, vote: Vote, entry: RollEntry | None = None) -> str | None:
    """Why this person cannot vote in this vote now, as a sentence, or None when they can.

    `entry`: their entry on the roll, when it is known already.
    """
    reason = reason_by_time(vote)
    if reason is None and entry is None:
        entry = roll_entry(person, vote)
    if reason or entry:
        return reason
    return reason_for_not_joining(person, vote) or "Join the roll for this vote first."


def reason_by_time(vote: Vote) -> str | None:
    """Why nobody can vote now: it is too early or too late."""
    if vote.is_open:
        return None
    if vote.is_called_off:
        return "This vote was called off. Nothing is counted."
    if not vote.has_opened:
        return f"Voting opens at {when(vote.opens_at)}."
    return f"Voting closed at {when(vote.closes_at)}."


def reason_for_not_joining(person: Any, vote: Vote) -> str | None:
    """Why somebody who is not on the roll cannot join it now; None when they can."""
    if not person.is_authenticated:
        return "Sign in first."
    if not person.is_address_checked:
        return "We have to check your address first."
    if person.neighbourhood_id not in {each.id for each in vote.neighbourhoods}:
        return f"Only people who live in {vote.where} can vote in this vote."
    if not person.is_old_enough:
        return f"You have to be {vote.age} or over to vote."
    return None


# How many


@dataclass(frozen=True)
class Turnout:
    """How many took part so far, day by day; `days` only those that have come."""

    total: int
    days: list[tuple[date, int]]

    @property
    def yesterday(self) -> int:
        """How many on the day before today."""
        day_before = [voted for day, voted in self.days if (clock.today() - day).days == 1]
        return sum(day_before)


def turnout(vote: Vote) -> Turnout:
    """The turnout online: the only figure that is shown before a vote closes."""
    query = select(VoteDay.day, VoteDay.voted).where(
        VoteDay.vote_id == vote.id, VoteDay.day <= clock.today()
    )
    days = [(day, voted) for day, voted in db.session.execute(query.order_by(VoteDay.day))]
    return Turnout(sum(voted for _, voted in days), days)


def has_receipt(vote: Vote, receipt: str) -> bool:
    """Is there a ballot paper with this number in the box?"""
    query = select(BallotPaper.id).where(
        BallotPaper.vote_id == vote.id, BallotPaper.receipt == receipt
    )
    return db.session.scalar(query) is not None


def papers_by_place(vote: Vote) -> list[tuple[int, int, str, int]]:
    """(neighbourhood, decile, choice, how many) of the ballot papers. For the count alone."""
    query = (
        select(RollEntry.neighbourhood_id, RollEntry.decile, BallotPaper.choice, func.count())
        .join(RollEntry, RollEntry.id == BallotPaper.roll_entry_id)
        .where(BallotPaper.vote_id == vote.id)
        .group_by(RollEntry.neighbourhood_id, RollEntry.decile, BallotPaper.choice)
        .order_by(RollEntry.neighbourhood_id, RollEntry.decile)
    )
    return [(where, decile, choice, n) for where, decile, choice, n in db.session.execute(query)]


def batches(vote: Vote) -> list[PaperBatch]:
    """The paper votes entered, in order."""
    query = select(PaperBatch).where(PaperBatch.vote_id == vote.id).order_by(PaperBatch.number)
    return list(db.session.scalars(query.limit(500)))


# The result


@dataclass(frozen=True)
class Row:
    """One line of a breakdown, as it may be shown: None is hidden."""

    name: str
    adults: int
    voted: int | None
    yes: int | None = None
    no: int | None = None

    @property
    def rate(self) -> float | None:
        """The share that voted."""
        return self.voted / self.adults if self.voted is not None and self.adults else None

    @property
    def yes_share(self) -> float | None:
        """Yes as a share of Yes and No."""
        return self.yes / (self.yes + self.no) if self.yes and self.no else None


@dataclass(frozen=True)
class Result:
    """Everything that may be known of a counted vote."""

    totals: Totals
    online: int
    paper: int
    by_neighbourhood: list[Row]
    by_decile: list[tuple[int, Row]]

    @property
    def cells(self) -> dict[int, tuple[int, int | None]]:
        """Adults and voters by decile, as they may be shown."""
        return {decile: (row.adults, row.voted) for decile, row in self.by_decile}


def totals_of(vote: Vote) -> Totals:
    """What a counted vote came to, in the whole."""
    return _totals(vote, _tallies(vote))


def result(vote: Vote) -> Result:
    """The result of a counted vote: exact in the whole, protected in its parts."""
    tallies = _tallies(vote)
    paper = sum(each.papers for each in tallies if each.channel == "paper")
    totals = _totals(vote, tallies)
    adults = _adults(vote)
    return Result(
        totals,
        totals.papers - paper,
        paper,
        _by_neighbourhood(vote, tallies, adults),
        _by_decile(tallies, adults),
    )


def _tallies(vote: Vote) -> list[Tally]:
    query = select(Tally).where(Tally.vote_id == vote.id).order_by(Tally.id)
    return list(db.session.scalars(query))


def _totals(vote: Vote, tallies: list[Tally]) -> Totals:
    return Totals(
        vote.electorate,
        sum(each.papers for each in tallies),
        sum(each.blank for each in tallies),
        {option.key: _chose(tallies, option.key) for option in vote.options},
    )


def _chose(tallies: list[Tally], key: str) -> int:
    return sum(each.chosen.get(key, 0) for each in tallies)


def _adults(vote: Vote) -> list[tuple[int, int, int]]:
    query = select(Electorate.neighbourhood_id, Electorate.decile, Electorate.adults)
    query = query.where(Electorate.vote_id == vote.id).order_by(Electorate.id)
    return [(where, decile, n) for where, decile, n in db.session.execute(query)]


def _by_neighbourhood(
    vote: Vote, tallies: list[Tally], adults: list[tuple[int, int, int]]
) -> list[Row]:
    if len(vote.neighbourhoods) < 2:
        return []
    groups = [
        [each for each in tallies if each.neighbourhood_id == place.id]
        for place in vote.neighbourhoods
    ]
    voted = small_counts.protect([sum(each.papers for each in group) for group in groups])
    yes = small_counts.protect([_chose(group, "yes") for group in groups])
    no = small_counts.protect([_chose(group, "no") for group in groups])
    return [
        Row(place.name, _living_in(place, adults), voted[n], yes[n], no[n])
        for n, place in enumerate(vote.neighbourhoods)
    ]


def _living_in(place: Neighbourhood, adults: list[tuple[int, int, int]]) -> int:
    return sum(n for where, _, n in adults if where == place.id)


def _by_decile(tallies: list[Tally], adults: list[tuple[int, int, int]]) -> list[tuple[int, Row]]:
    """Turnout by deprivation decile; papers that were not sorted by streets have none."""
    deciles = sorted({decile for _, decile, _ in adults} | {each.decile for each in tallies})
    counts = [sum(each.papers for each in tallies if each.decile == each_) for each_ in deciles]
    voted = small_counts.protect(counts)
    rows = []
    for n, decile in enumerate(deciles):
        living = sum(count for _, each, count in adults if each == decile)
        rows.append((decile, Row(_decile_words(decile), living, voted[n])))
    return [(decile, row) for decile, row in rows if decile or row.voted or row.adults]


def _decile_words(decile: int) -> str:
    notes = {0: "Not known", 1: "1, most deprived", 10: "10, least deprived"}
    return notes.get(decile, str(decile))


def choice_words(vote: Vote, choice: str) -> str:
    """A choice in words, for the page on which a voter checks it."""
    if choice == BLANK:
        return "I do not want to choose"
    words = {option.key: option.words for option in vote.options}
    return ", ".join(words[key] for key in choice.split(","))
