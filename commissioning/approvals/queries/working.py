"""Who is working on a case."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from commissioning.approvals.models import Case, CaseLock
from commissioning.core import clock
from commissioning.core.database import db

LOCKED = timedelta(minutes=15)  # after a form was opened; our default


def lock_of_another(case: Case, person: Any, *, to_write: bool = False) -> CaseLock | None:
    """The lock of somebody else on this case; None when there is none, or it has expired.

    `to_write`: nobody takes it over until this transaction has ended.
    """
    query = (
        select(CaseLock)
        .where(
            CaseLock.case_id == case.id,
            CaseLock.person_id != person.id,
            CaseLock.used_at > clock.now() - LOCKED,
        )
        .options(joinedload(CaseLock.person, innerjoin=True))
        .execution_options(populate_existing=True)
    )
    return db.session.scalar(query.with_for_update(of=CaseLock) if to_write else query)
