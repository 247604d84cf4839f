"""What happened, to what, when, in which role, from what, to what, and why.

Every change of state is one event. Events are numbered without gaps over the whole installation:
the numbers come from one counter row, which is updated last in the transaction, so that a
transaction that fails leaves no hole and two that overlap do not wait for each other for long.
Rows are added and never changed; triggers in both engines say so.

An event has a public part (`Event`: no personal data) and a private part (`EventActor`: who did it,
in which post, an internal note), which can be erased without touching the public part.
"""

import hashlib
import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, cast

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Table,
    Text,
    bindparam,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, SessionTransaction, mapped_column, relationship

from commissioning.core import clock
from commissioning.core.choices import Choice
from commissioning.core.database import Base, Model, db, pending, short, stored_choice
from commissioning.core.refusals import NotAllowed

Fact = str | int | bool | list[str]


class Visibility(Choice):
    """Who may read an event's words. The number and the fingerprint are public for all of them."""

    PUBLIC = "public", "Everyone"
    PARTIES = "parties", "The people involved"
    INTERNAL = "internal", "Council staff"


class EventCounter(Model):
    """One row: how many events there are."""

    __tablename__ = "event_counter"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    size: Mapped[int] = mapped_column(default=0)


_COUNTER = cast(Table, EventCounter.__table__)
_SIZE = select(_COUNTER.c.size)
_COUNT = (
    update(_COUNTER)
    .where(_COUNTER.c.id == 1)
    .values(size=_COUNTER.c.size + bindparam("more"))
    .returning(_COUNTER.c.size)
)


def size() -> int:
    """How many events there are. As long as it stays the same, nothing has happened."""
    return db.session.scalar(_SIZE) or 0


class Event(Model):
    """One numbered entry of the record; `id` is its number."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_subject_kind_subject_id", "subject_kind", "subject_id"),
        Index("ix_event_council_id_visibility_id", "council_id", "visibility", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=-2)
    council_id: Mapped[int | None]
    subject_kind: Mapped[str] = mapped_column(short(40))
    subject_id: Mapped[int]
    name: Mapped[str] = mapped_column(short(60))
    says: Mapped[str] = mapped_column(short(400))
    before: Mapped[str] = mapped_column(short(40), default="")
    after: Mapped[str] = mapped_column(short(40), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    role: Mapped[str] = mapped_column(short(60))
    facts: Mapped[str] = mapped_column(Text, default="{}")
    visibility: Mapped[Visibility] = mapped_column(stored_choice(Visibility, "visibility"))
    fingerprint: Mapped[str] = mapped_column(short(64))

    actor: Mapped["EventActor | None"] = relationship(back_populates="event", lazy="select")
    coarse_at: ClassVar[datetime | None] = None  # a moment given on purpose, until it is numbered

    @property
    def details(self) -> dict[str, Fact]:
        """The facts that were recorded with it."""
        return dict(json.loads(self.facts))


class EventActor(Model):
    """The private part of an event: erasable, never published. Votes have none."""

    __tablename__ = "event_actor"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), unique=True)
    person_id: Mapped[int | None] = mapped_column(index=True)
    salt: Mapped[str] = mapped_column(short(64))
    note: Mapped[str] = mapped_column(Text, default="")

    event: Mapped[Event] = relationship(back_populates="actor")


_EVENTS, _ACTORS = cast(Table, Event.__table__), cast(Table, EventActor.__table__)
_PUBLIC_PART = [column.name for column in _EVENTS.columns]


def since_status(table: Any) -> ColumnElement[datetime]:
    """When a row of this table came to the status it has, for a query."""
    came = (
        select(func.max(Event.created_at))
        .where(
            Event.subject_kind == table.__tablename__,
            Event.subject_id == table.id,
            Event.after == table.status,
        )
        .correlate(table)
        .scalar_subquery()
    )
    return func.coalesce(came, table.created_at)


def canonical(payload: dict[str, Any]) -> bytes:
    """JSON with sorted keys and no spaces, so that the same facts always give the same bytes.

    Equal to RFC 8785 for strings, integers, booleans, lists and objects; floats are refused.
    """
    if any(isinstance(value, float) for value in payload.values()):
        raise TypeError("A recorded fact is never a float: use whole pence, or text")
    return json.dumps(
        payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def record(  # noqa: PLR0913 - these are the columns of an event; all but three have defaults
    subject: Any,
    name: str,
    *,
    by: Any = None,
    says: str = "",
    before: str = "",
    after: str = "",
    reason: str = "",
    note: str = "",
    visibility: Visibility = Visibility.PUBLIC,
    facts: dict[str, Fact] | None = None,
    at: datetime | None = None,
    **more: Fact,
) -> Event:
    """Note that something happened; it gets its number when the transaction ends.

    Arguments: `subject` any row with an id; `by` the person (None: nobody is named, as for a vote);
    `says` the sentence people read; `reason` is as visible as the event, `note` is never public;
    `facts` and any other keyword are facts of the event and must hold no personal data;
    `at` a coarser moment than the present, where the exact one tells too much (a vote's hour).
    Returns the event, which has no number yet.
    """
    happened = Event(
        council_id=getattr(subject, "council_id", None),
        subject_kind=subject.__tablename__,
        subject_id=subject.id,
        name=name,
        says=says or name.replace("-", " ").capitalize(),
        before=str(before),
        after=str(after),
        reason=reason,
        role=str(by.role_words) if by is not None else "",
        facts=canonical({**(facts or {}), **more}).decode(),
        visibility=visibility,
    )
    if at is not None:
        vars(happened)["coarse_at"] = at
    if by is not None:
        happened.actor = EventActor(person_id=by.id, salt=secrets.token_hex(32), note=note)
    pending().append(happened)
    return happened


def payload(happened: Event) -> dict[str, Any]:
    """The public fields of an event, in the form its fingerprint is made of."""
    return {
        "type": f"{happened.subject_kind}.{happened.name}",
        "v": 1,
        "number": happened.id,
        "at": f"{happened.created_at:%Y-%m-%dT%H:%M:%SZ}",
        "subject": happened.subject_id,
        "says": happened.says,
        "before": happened.before,
        "after": happened.after,
        "reason": happened.reason,
        "role": happened.role,
        "facts": happened.details,
    }


def fingerprint(happened: Event, salt: str = "") -> str:
    """SHA-256 of the payload; of the payload with a secret salt where the words are not public."""
    hidden = happened.visibility != Visibility.PUBLIC
    prefix = f"commissioning-event/v1\n{salt if hidden else ''}".encode()
    return hashlib.sha256(prefix + canonical(payload(happened))).hexdigest()


def write() -> None:
    """Number what was recorded, in order, and store it: the last act before the commit."""
    recorded = pending()
    if not recorded:
        return
    db.session.flush()
    count = len(recorded)
    size = db.session.scalar(_COUNT, {"more": count})
    if size is None:
        raise RuntimeError("The event counter has no row: run the migrations")
    _number(recorded, size - count, clock.now())
    _store(recorded)
    recorded.clear()


def _number(recorded: list[Event], so_far: int, now: datetime) -> None:
    for number, happened in enumerate(recorded, start=so_far + 1):
        happened.id = number
        happened.created_at = happened.coarse_at or now
        salt = happened.actor.salt if happened.actor else secrets.token_hex(32)
        happened.fingerprint = fingerprint(happened, salt)


def _store(numbered: list[Event]) -> None:
    """Rows, not objects: nobody reads them again in this transaction, and every act waits here."""
    rows = [{name: getattr(each, name) for name in _PUBLIC_PART} for each in numbered]
    db.session.execute(insert(_EVENTS), rows)
    actors = [
        {"event_id": each.id, "person_id": actor.person_id, "salt": actor.salt, "note": actor.note}
        for each in numbered
        if (actor := each.actor)
    ]
    if actors:
        db.session.execute(insert(_ACTORS), actors)


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, ended: SessionTransaction) -> None:
    """A transaction that failed recorded nothing. A savepoint inside it forgets only its own."""
    if ended.parent is None:
        session.info.pop("recorded", None)


def events_of(*subjects: Base, limit: int = 200) -> list[Event]:
    """All events about these things, whoever may see them, newest first."""
    if not subjects:
        return []
    about = [
        (Event.subject_kind == each.__tablename__) & (Event.subject_id == each.id)
        for each in subjects
    ]
    either = about[0]
    for each in about[1:]:
        either = either | each
    query = select(Event).where(either).order_by(Event.id.desc()).limit(limit)
    return list(db.session.scalars(query))


INTEREST = "declare-interest"


def must_have_no_interest(subject: Base, by: Any) -> None:
    """Raise NotAllowed for whoever declared an interest in this thing: it is in its record."""
    declared = (
        select(EventActor.id)
        .join(Event, Event.id == EventActor.event_id)
        .where(
            Event.subject_kind == subject.__tablename__,
            Event.subject_id == subject.id,
            Event.name == INTEREST,
            EventActor.person_id == by.id,
        )
    )
    if db.session.scalar(declared.limit(1)) is not None:
        raise NotAllowed("You declared an interest in this, so somebody else has to do it.")


_LATEST = (
    select(Event)
    .where(
        Event.subject_kind == bindparam("kind"),
        Event.subject_id == bindparam("number"),
        Event.visibility.in_(bindparam("seen", expanding=True)),
        Event.name.not_in(bindparam("but", expanding=True)),
    )
    .order_by(Event.id.desc())
    .limit(bindparam("most"))
)


def latest_events(
    subject: Base, *, is_party: bool, limit: int = 200, but: Sequence[str] = ()
) -> list[Event]:
    """What happened to a thing, newest first: the public events, and for its own people theirs.

    `but`: names of events that are left out.
    """
    seen = [Visibility.PUBLIC, Visibility.PARTIES] if is_party else [Visibility.PUBLIC]
    wanted = {
        "kind": subject.__tablename__, "number": subject.id, "seen": seen, "but": list(but),
        "most": limit,
    }  # fmt: skip
    return list(db.session.scalars(_LATEST, wanted))
