"""One commission."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from commissioning.commissions.models import Commission
from commissioning.core.database import db


def get_commission(commission_id: int, council_id: int) -> Commission:
    """One commission of this council, with its group. Raises NoResultFound."""
    query = (
        select(Commission)
        .where(Commission.id == commission_id, Commission.council_id == council_id)
        .options(joinedload(Commission.council), joinedload(Commission.group))
    )
    return db.session.scalars(query).one()
