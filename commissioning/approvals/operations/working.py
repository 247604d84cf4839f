"""The lock on a case: who opens a form has it for a quarter of an hour; another may take it over.

Opening a form is housekeeping, in a short transaction of its own. A form that is sent looks at the
lock within its own transaction.
"""

from contextlib import suppress
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import DBAPIError

from commissioning.approvals import rules
from commissioning.approvals.models import Case, CaseLock
from commissioning.approvals.operations.desk import must_be_at_work
from commissioning.approvals.queries import LOCKED, lock_of_another
from commissioning.core import clock, history
from commissioning.core.database import db, housekeeping
from commissioning.core.history import Visibility
from commissioning.people.models import Person

_ENGINES: dict[str, Any] = {"sqlite": sqlite_insert, "postgresql": postgres_insert}


def lock(case: Case, person: Person) -> None:
    """Note that somebody works on a case, unless another one does.

    A busy database is no reason not to open the page: then nobody is told.
    """
    now = clock.now()
    mine = {"case_id": case.id, "person_id": person.id, "since": now, "used_at": now}
    insert = _ENGINES[db.engine.dialect.name](CaseLock).values(**mine, created_at=now)
    again = insert.on_conflict_do_update(
        index_elements=["case_id"],
        set_={"used_at": now},
        where=CaseLock.person_id == person.id,
    )
    expired = (CaseLock.case_id == case.id) & (CaseLock.used_at <= now - LOCKED)
    with suppress(DBAPIError), housekeeping() as connection:
        connection.execute(delete(CaseLock).where(expired))
        connection.execute(again)


def unlock(case: Case, person: Person) -> None:
    """What they wrote is saved, so others can work on the case."""
    mine = (CaseLock.case_id == case.id) & (CaseLock.person_id == person.id)
    db.session.execute(delete(CaseLock).where(mine))


def take_over(case: Case, *, by: Person) -> None:
    """Work on a case although another officer does: what that one sends is refused from now on.

    Does nothing when nobody else works on it.
    """
    rules.may_work.check(by, case)
    must_be_at_work(case)
    if lock_of_another(case, by, to_write=True) is None:
        return
    db.session.execute(delete(CaseLock).where(CaseLock.case_id == case.id))
    now = clock.now()
    db.session.add(CaseLock(case_id=case.id, person_id=by.id, since=now, used_at=now))
    history.record(case, "take-over", by=by, says="An officer took over the work on this case",
                   visibility=Visibility.INTERNAL)  # fmt: skip
