"""Attaching a file, removing it, and dropping content that no row speaks of.

The content is written before the row is saved: a request that fails leaves content without a row,
which is dropped an hour later, and never a row without content.
"""

from hashlib import sha256
from typing import Any

from commissioning.core import clock, history
from commissioning.core.database import db
from commissioning.core.history import Visibility
from commissioning.core.refusals import Refused
from commissioning.files import queries, rules, store
from commissioning.files.content import check
from commissioning.files.models import File, Held, Readers, Terms
from commissioning.people.models import Person

SEEN = {
    Readers.PUBLIC: Visibility.PUBLIC,
    Readers.PARTIES: Visibility.PARTIES,
    Readers.EXEMPT: Visibility.PUBLIC,  # everyone hears that something is kept back, and why
}


def attach(held: Held, name: str, content: bytes, terms: Terms, *, by: Person) -> File:
    """Attach a file to a thing.

    `name` and `content` as they were sent. Raises Refused when the file is not what its name says,
    too big, or kept back without a paragraph of Schedule 12A or a reason (Local Government Act
    1972); NotAllowed.
    """
    rules.may_add.check(by, held)
    terms = _checked(terms, held)
    name, content = check(name, content)
    thing = held.thing
    file = File(
        council_id=thing.council_id,
        subject_kind=thing.__tablename__,
        subject_id=thing.id,
        name=name,
        size=len(content),
        digest=sha256(content).hexdigest(),
        kept_as=store.keep(content),
        person_id=by.id,
        role=by.role_words,
        **vars(terms),
    )
    db.session.add(file)
    db.session.flush()  # the event names its number
    says, reason = "A file was added", ""
    if terms.paragraph is not None:
        says = f"A file is kept back. {terms.paragraph.words}"
        reason = terms.public_interest
    history.record(
        thing,
        "attach-file",
        by=by,
        says=says,
        reason=reason,
        visibility=_seen(file, thing),
        file=file.id,
        digest=file.digest,
    )
    return file


def remove(held: Held, reason: str, *, by: Person) -> None:
    """Take a file away: everyone who could read it reads that it was removed, and why."""
    rules.may_remove.check(by, held)
    file = held.file
    if file is None or not reason.strip():
        raise Refused("Say why, so that people can understand", "reason")
    file.removed_on, file.removed_by_id, file.removed_because = clock.today(), by.id, reason
    history.record(held.thing, "remove-file", by=by, says="A file was removed", reason=reason,
                   visibility=_seen(file, held.thing), file=file.id)  # fmt: skip


def sweep() -> int:
    """Drop content that no row speaks of. Returns how many there were."""
    return store.drop_all_but(queries.kept_names())


def _checked(terms: Terms, held: Held) -> Terms:
    if terms.readers != Readers.EXEMPT:
        return Terms(terms.readers)
    if held.holder.reads_exempt is None:
        raise Refused("Nothing can be kept back here", "readers")
    if terms.paragraph is None:
        raise Refused("Choose the paragraph of Schedule 12A that lets us keep it back", "paragraph")
    if not terms.public_interest.strip():
        raise Refused("Say why keeping it back is better for the public", "public_interest")
    return terms


def _seen(file: File, thing: Any) -> Visibility:
    is_public = getattr(thing, "is_public", True)
    return SEEN[file.readers] if is_public else Visibility.PARTIES
