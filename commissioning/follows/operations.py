"""Asking for news, stopping it, and telling everyone who asked."""

import secrets
from collections.abc import Iterable
from typing import Any

from commissioning.core import clock, history
from commissioning.core.database import db, unique
from commissioning.core.history import Visibility
from commissioning.core.refusals import Refused
from commissioning.follows import emails, queries
from commissioning.follows.models import Follow
from commissioning.people.models import Person
from commissioning.people.session import hash_of


def follow(subject: Any, email: str) -> None:
    """Ask for news of a thing. Whatever we know of the address, one mail goes to it.

    It counts when the button behind the mail's link is pressed; a newer link replaces an older one.
    """
    found = _of(subject, email)
    if found.is_active:
        emails.send_already(found, subject)
        return
    token = secrets.token_urlsafe(32)
    found.token_hash = hash_of(token)
    found.asked_at = clock.now()
    emails.send_link(found, token, subject)


def follow_now(subject: Any, *, by: Person) -> None:
    """Follow with one press: a signed-in person's address is confirmed already."""
    add_follower(subject, by.email, again=True)


def add_follower(subject: Any, email: str, *, again: bool = False) -> Follow:
    """Make a follower of an address that was confirmed in another way.

    Somebody who has stopped stays stopped, unless they ask `again` themselves.
    """
    found = _of(subject, email)
    if found.confirmed_at is None or (again and found.stopped_at):
        _start(found)
    return found


def confirm(found: Follow) -> None:
    """The button behind the link was pressed. Pressed again, nothing more happens."""
    if not found.is_active:
        _start(found)


def stop(found: Follow) -> None:
    """No more news of this thing. Stopped again, nothing more happens."""
    if found.stopped_at is None:
        found.stopped_at = clock.now()
        history.record(found, "stop", says="Somebody stopped following",
                       visibility=Visibility.INTERNAL)  # fmt: skip


def tell(subject: Any, says: str, next_says: str, *, also: Iterable[str] = ()) -> None:
    """Write one mail to each follower: what happened in one sentence, and what happens next.

    `also`: addresses that are told without having asked, such as the group's own members. They
    become followers, so that their mail can be stopped too; those who stopped hear nothing.
    """
    for email in dict.fromkeys(each.lower() for each in also):
        add_follower(subject, email)
    db.session.flush()  # new followers are read back with the others
    emails.send_news(queries.followers(subject), subject, says, next_says)


def _start(found: Follow) -> None:
    found.confirmed_at = clock.now()
    found.stopped_at = None
    history.record(found, "follow", says="Somebody started following",
                   visibility=Visibility.INTERNAL)  # fmt: skip


def _of(subject: Any, email: str) -> Follow:
    """The row for this address and this thing; made when there is none."""
    found = queries.follow_of(subject, email)
    if found is not None:
        return found
    new = Follow(
        council_id=subject.council_id,
        subject_kind=subject.__tablename__,
        subject_id=subject.id,
        email=email.lower(),
        stop_key=secrets.token_urlsafe(24),
    )
    try:
        with unique("uq_follow_subject_kind_subject_id_email", says="Somebody was first"):
            db.session.add(new)
    except Refused:  # the same address in the same moment: theirs is the row
        found = queries.follow_of(subject, email)
        if found is None:
            raise
        return found
    return new
