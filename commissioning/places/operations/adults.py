"""How many people may vote in a neighbourhood, where nobody has a file that says it."""

from typing import Any

from sqlalchemy import select, update

from commissioning.core import history
from commissioning.core.database import db
from commissioning.core.pages import number
from commissioning.core.refusals import Refused
from commissioning.places.models import Neighbourhood, SmallArea

WHOLE = "ALL-"  # begins the codes of areas that stand for a whole neighbourhood


def say_adults(home: Neighbourhood, adults: int, *, by: Any) -> None:
    """Keep how many people may vote in a neighbourhood: as one area of it, without a decile.

    Raises Refused when a file said it already for the small areas of the neighbourhood.
    """
    code = f"{WHOLE}{home.id}"
    hold = select(Neighbourhood.id).where(Neighbourhood.id == home.id).with_for_update()
    db.session.execute(hold)  # two administrators say it one after the other
    query = select(SmallArea.id).where(
        SmallArea.neighbourhood_id == home.id, SmallArea.adults.is_not(None), SmallArea.code != code
    )
    if db.session.scalar(query.limit(1)) is not None:
        raise Refused(
            f"A file says how many live in each small area of {home.name}. "
            "Bring in a newer file instead",
            "adults",
        )
    area = db.session.scalar(select(SmallArea).where(SmallArea.code == code))
    if area is None:
        area = SmallArea(code=code)
        db.session.add(area)
    area.neighbourhood_id, area.adults = home.id, adults
    says = f"{number(adults)} people in {home.name} may vote, the council says"
    history.record(home, "say-adults", by=by, says=says, adults=adults)


def forget_whole(homes: set[int]) -> None:
    """A file has said how many live in the small areas of these: nobody is counted twice."""
    codes = [f"{WHOLE}{each}" for each in sorted(homes)]
    db.session.execute(
        update(SmallArea).where(SmallArea.code.in_(codes)).values(neighbourhood_id=None)
    )
