"""Casting and changing a vote.

The choice is written to the ballot paper and to nothing else. The record gets a commitment: a
fingerprint of the choice and a fresh secret salt, which proves later what was counted and tells
nothing before.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from typing import cast as cast_to

from sqlalchemy import Insert, Table, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from commissioning.core import clock, history
from commissioning.core.database import changed, db, unique
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.people.models import Person
from commissioning.people.session import CODE_LETTERS
from commissioning.places.models import SmallArea
from commissioning.votes import emails
from commissioning.votes.models import (
    BLANK,
    BallotPaper,
    Method,
    ReplacedPaper,
    RollEntry,
    Vote,
    VoteDay,
)
from commissioning.votes.queries import (
    paper_of,
    reason_by_time,
    reason_for_not_joining,
    reason_for_not_voting,
)

_DAYS = cast_to(Table, VoteDay.__table__)
_ONE_MORE = (
    update(_DAYS)
    .where(_DAYS.c.vote_id == bindparam("number"), _DAYS.c.day == bindparam("today"))
    .values(voted=_DAYS.c.voted + 1)
)
_ENTRIES, _PAPERS = (cast_to(Table, each.__table__) for each in (RollEntry, BallotPaper))
_OWN_ENTRY = (
    _ENTRIES.c.vote_id == bindparam("number"),
    _ENTRIES.c.person_id == bindparam("person_id"),
)
_ENTRY = select(RollEntry).where(*_OWN_ENTRY).with_for_update()
_WRITTEN = ("receipt", "choice", "salt", "created_at")


def _first_papers(insert: Any) -> Insert:
    """A paper for whoever is on the roll and has none; two of their browsers queue here."""
    written = [bindparam(name, type_=_PAPERS.c[name].type) for name in _WRITTEN]
    entry = select(_ENTRIES.c.vote_id, _ENTRIES.c.id, *written).where(*_OWN_ENTRY)
    paper = insert(_PAPERS).from_select(["vote_id", "roll_entry_id", *_WRITTEN], entry)
    only_one = paper.on_conflict_do_nothing(index_elements=["vote_id", "roll_entry_id"])
    return cast_to(Insert, only_one.returning(_PAPERS.c.id))


_FIRST_PAPER = {
    "sqlite": _first_papers(sqlite_insert), "postgresql": _first_papers(postgres_insert),
}  # fmt: skip
VERSION = b"vote-commitment/v1\n"


@dataclass(frozen=True)
class Cast:
    """What the voter is told: their number, and whether they had voted before."""

    receipt: str
    is_change: bool


def cast(vote: Vote, choice: Sequence[str], *, by: Person) -> Cast:
    """Cast a vote, or change one: the last before the close counts.

    `choice`: option keys; none is a blank paper. Raises NotAllowed when this person may not vote
    now, Refused when the choice is not one this vote knows.
    """
    written = written_choice(vote, choice)
    salt, receipt = secrets.token_hex(32), new_receipt()
    proof = commitment(vote.id, written, salt)
    if reason := reason_by_time(vote):
        raise NotAllowed(reason)
    if _put_in_box(vote, by, receipt, written, salt):
        _count_voter(vote)
        cast_now = Cast(receipt, is_change=False)
    else:
        paper = _paper_to_change(vote, by)
        _replace(paper, written, salt)
        cast_now = Cast(paper.receipt, is_change=True)
    history.record(vote, "cast", says="A vote was cast", at=the_hour(), c=proof)
    emails.tell_voter(vote, by, cast_now.receipt)
    return cast_now


def written_choice(vote: Vote, choice: Sequence[str]) -> str:
    """The choice as it is stored: keys in the order of the paper, or `blank`. Raises Refused."""
    known = [option.key for option in vote.options]
    if not set(choice) <= set(known):
        raise Refused("Choose from the list", "choice")
    chosen = [key for key in known if key in set(choice)]
    most = 1 if vote.method is Method.YES_NO else vote.most
    if len(chosen) > most:
        raise Refused(f"You chose {len(chosen)}. Choose {most} or fewer", "choice")
    return ",".join(chosen) or BLANK


def commitment(vote_id: int, choice: str, salt: str) -> str:
    """SHA-256 of version, salt (32 fresh random bytes in hexadecimal) and the canonical choice."""
    secret = bytes.fromhex(salt)
    if len(secret) != 32:
        raise ValueError("A commitment needs a salt of 32 bytes")
    payload = history.canonical({"choice": choice, "vote": vote_id})
    return hashlib.sha256(VERSION + secret + payload).hexdigest()


def new_receipt() -> str:
    """A random number a voter can write down: 7K4M-2Q9D. It holds 40 random bits."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def the_hour() -> datetime:
    """This moment rounded down to the hour: the record must not help to tell who voted when."""
    return clock.now().replace(minute=0, second=0, microsecond=0)


def _put_in_box(vote: Vote, by: Person, receipt: str, choice: str, salt: str) -> bool:
    """Was this the voter's first paper? If not, or if they are not on the roll, nothing is put."""
    paper = {"number": vote.id, "person_id": by.id, "receipt": receipt, "choice": choice,
             "salt": salt, "created_at": the_hour()}  # fmt: skip
    first_paper = _FIRST_PAPER[db.engine.dialect.name]
    return db.session.scalar(first_paper, paper) is not None


def _paper_to_change(vote: Vote, by: Person) -> BallotPaper:
    """What the voter cast before, their entry held until the end. Raises NotAllowed."""
    entry = db.session.scalar(_ENTRY, {"number": vote.id, "person_id": by.id})
    paper = paper_of(entry) if entry else None
    if paper is None:
        raise NotAllowed(reason_for_not_voting(by, vote) or "Send it again.")  # another was quicker
    return paper


def _replace(paper: BallotPaper, choice: str, salt: str) -> None:
    db.session.add(
        ReplacedPaper(
            ballot_paper_id=paper.id, choice=paper.choice, salt=paper.salt, created_at=the_hour()
        )
    )
    paper.choice, paper.salt = choice, salt


def _count_voter(vote: Vote) -> None:
    """One more today: one statement, so that none is lost however many vote at once."""
    result = db.session.execute(_ONE_MORE, {"number": vote.id, "today": clock.today()})
    if changed(result) != 1:
        raise RuntimeError("This vote has no counter for today")


def join_roll(vote: Vote, *, by: Person) -> RollEntry:
    """Join the roll after it was made, once one's address is checked. Raises NotAllowed, Refused.

    The voter says that they lived here when the vote was announced; the record says that somebody
    joined, never who.
    """
    if vote.has_closed:
        raise NotAllowed("This vote is closed.")
    if reason := reason_for_not_joining(by, vote):
        raise NotAllowed(reason)
    decile = db.session.scalar(select(SmallArea.decile).where(SmallArea.id == by.small_area_id))
    entry = RollEntry(
        vote_id=vote.id,
        person_id=by.id,
        neighbourhood_id=by.neighbourhood_id,
        decile=decile or 0,
        created_at=the_hour(),
    )
    with unique("uq_roll_entry_vote_id_person_id", says="You are on the roll already"):
        db.session.add(entry)
    facts: dict[str, Any] = {"method": by.address_check}
    history.record(vote, "join-roll", says="A resident joined the roll", at=the_hour(), facts=facts)
    return entry
