"""The files of a thing, on its own page."""

from typing import Any

from flask import render_template

from commissioning.core.attached import holders
from commissioning.files import queries, rules
from commissioning.files.models import Held


def files_of(thing: Any, person: Any) -> str | None:
    """The files that this person hears of, and the way to add one."""
    held = Held(thing, holders()[thing.__tablename__])
    shown, adds = (
        rules.heard_of(person, thing, queries.files_of(thing)),
        rules.may_add(person, held),
    )
    if not (shown or adds):
        return None
    return render_template(
        "files/panel.html",
        thing=thing,
        shown=shown,
        adds=adds,
        removes=rules.may_remove(person, held),
    )
