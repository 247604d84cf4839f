"""Who is working on a case, so that two officers do not write the same thing."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.core.database import Model
from commissioning.people.models import Person


class CaseLock(Model):
    """Who has a form of a case open, since when, and when they last opened one. Housekeeping."""

    __tablename__ = "case_lock"

    case_id: Mapped[int] = mapped_column(ForeignKey("council_case.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    since: Mapped[datetime]
    used_at: Mapped[datetime]

    person: Mapped[Person] = relationship()
