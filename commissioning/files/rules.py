"""Who may add, read and remove a file: as the thing says that it is attached to."""

from collections.abc import Iterable
from typing import Any

from commissioning.core.attached import holders
from commissioning.core.rules import Rule
from commissioning.files.models import File, Held, Readers


def _why_not_add(person: Any, held: Held) -> str | None:
    return held.holder.adds.why_not(person, held.thing)


def _why_not_remove(person: Any, held: Held) -> str | None:
    if held.file is not None and held.file.removed_on is not None:
        return "This file was removed already."
    return held.holder.removes.why_not(person, held.thing)


def why_not_read(person: Any, held: Held, file: File) -> str | None:
    """Why this person may not read a file; None when they may."""
    rules = {
        Readers.PUBLIC: held.holder.sees,
        Readers.PARTIES: held.holder.reads,
        Readers.EXEMPT: held.holder.reads_exempt,
    }
    rule = rules[file.readers]
    if rule is None:
        return None if file.readers == Readers.PUBLIC else "This file is kept back."
    return rule.why_not(person, held.thing)


def heard_of(person: Any, thing: Any, files: Iterable[File]) -> list[tuple[File, bool]]:
    """The files of a thing that somebody hears of, and whether they may read each.

    Everyone hears that a file is kept back, and why; of files for the parties only they hear.
    """
    held = Held(thing, holders()[thing.__tablename__])
    found = [(each, why_not_read(person, held, each) is None) for each in files]
    return [(file, reads) for file, reads in found if reads or file.readers == Readers.EXEMPT]


def _why_not_read(person: Any, held: Held) -> str | None:
    return why_not_read(person, held, held.file) if held.file else None


may_add: Rule[Held] = Rule("may_add_file", _why_not_add)
may_read: Rule[Held] = Rule("may_read_file", _why_not_read)
may_remove: Rule[Held] = Rule("may_remove_file", _why_not_remove)
