"""What happened is numbered without gaps, and a failure inside a transaction loses nothing else."""

import pytest
from sqlalchemy import select

from commissioning.core.database import db, unique
from commissioning.core.history import Event, record
from commissioning.core.refusals import Refused
from commissioning.core.transactions import saved
from commissioning.places.models import Council


def fail_in_a_savepoint(here):
    with unique("uq_council_name", "Taken"):
        record(here, "lost")
        db.session.add(Council(name=here.name, short_name="other"))


def test_a_savepoint_that_fails_forgets_only_what_was_recorded_in_it(database):
    with saved():
        here = Council(name="Aldermere", short_name="aldermere")
        db.session.add(here)
        db.session.flush()
        record(here, "before")
        for _again in range(2):
            with pytest.raises(Refused):
                fail_in_a_savepoint(here)
        record(here, "after")
    names = db.session.scalars(select(Event.name).order_by(Event.id))
    assert list(names) == ["before", "after"]
