"""Budget lines by the links of their holders, and what the clock has to do before the vote."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from commissioning.commissions.models import BudgetLine, Commission, Status
from commissioning.core import clock
from commissioning.core.clock import Due
from commissioning.core.database import db
from commissioning.core.refusals import NotHere
from commissioning.core.turns import Turn
from commissioning.people.session import hash_of

REMIND_BEFORE = timedelta(days=7)  # before the last day
_IS_TURN = (
    (Turn.subject_kind == Commission.__tablename__)
    & (Turn.subject_id == Commission.id)
    & Turn.ended_on.is_(None)
)


def line_by_token(token: str, council_id: int) -> BudgetLine:
    """The budget a holder's link is about. Raises NotHere: unknown, or a newer link was sent."""
    query = (
        select(BudgetLine)
        .join(Commission)
        .where(BudgetLine.token_hash == hash_of(token), Commission.council_id == council_id)
        .options(joinedload(BudgetLine.commission).joinedload(Commission.council))
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotHere
    return found


def get_line(commission_id: int, line_id: int, council_id: int) -> BudgetLine:
    """One budget of a commission of this council. Raises NoResultFound."""
    query = (
        select(BudgetLine)
        .join(Commission)
        .where(
            BudgetLine.id == line_id,
            Commission.id == commission_id,
            Commission.council_id == council_id,
        )
    )
    return db.session.scalars(query).one()


def due_reminders() -> list[Due]:
    """Budgets whose holder has not answered a week before the last day."""
    query = (
        select(BudgetLine.id, Turn.due_on)
        .join(Commission)
        .join(Turn, _IS_TURN)
        .where(
            Commission.status == Status.MONEY,
            BudgetLine.answer.is_(None),
            BudgetLine.asked_on < clock.today(),
            BudgetLine.reminded_on.is_(None),
            Turn.due_on <= clock.today() + REMIND_BEFORE,
        )
    )
    rows = db.session.execute(query.order_by(BudgetLine.id).limit(200))
    return Due.each(rows, -REMIND_BEFORE)


def due_to_close_comments() -> list[Due]:
    """Commissions whose last day for comments is over."""
    query = (
        select(Commission.id, Turn.due_on)
        .join(Turn, _IS_TURN)
        .where(Commission.status == Status.COMMENTS, Turn.due_on < clock.today())
    )
    rows = db.session.execute(query.order_by(Turn.due_on, Commission.id).limit(200))
    return Due.each(rows, clock.DAY)
