"""A correction: which fact about a place is wrong, what is right, and how somebody knows."""

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice
from commissioning.people.models import Person
from commissioning.places.models import Place


class Fact(Choice):
    """What people can correct. The keys are columns of `Place`."""

    NAME = "name", "Name"
    KIND = "kind", "Type"
    ABOUT = "about", "What it is, in a sentence"
    OPENING = "opening", "When it is open"
    STAFFED_HOURS = "staffed_hours", "Hours a week with staff"
    UNSTAFFED_HOURS = "unstaffed_hours", "Hours a week without staff"
    VISITS = "visits", "Visits a year"
    RUNNING_COST = "running_cost", "What it costs a year"
    INCOME = "income", "What it earns a year"
    STAFF = "staff", "Staff"
    REPAIRS = "repairs", "Repairs needed"
    CONDITION = "condition", "Condition"
    TENURE = "tenure", "Land"
    LISTED_GRADE = "listed_grade", "Listed building"
    IS_OPEN_SPACE = "is_open_space", "Public open space"
    IS_CHARITY_LAND = "is_charity_land", "Charity land"
    SHARED_WITH = "shared_with", "Who shares its building"
    ADDRESS = "address", "Address"
    POSTCODE = "postcode", "Postcode"
    EMAIL = "email", "Email"
    WEBSITE = "website", "Website"
    OPENED_YEAR = "opened_year", "Year it opened"
    CLOSED_YEAR = "closed_year", "Year it closed"


class CorrectionStatus(Choice):
    """Where a correction stands."""

    CHECKING = "checking", "Being checked"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"


class Correction(Model):
    """What somebody says is wrong. Only the council's officers read who, what and how."""

    __tablename__ = "correction"
    __table_args__ = (
        Index(
            "ix_correction_person_id_place_id_fact",
            "person_id",
            "place_id",
            "fact",
            unique=True,
            sqlite_where=text("status = 'checking'"),
            postgresql_where=text("status = 'checking'"),
        ),
        Index("ix_correction_place_id_status", "place_id", "status"),
        Index("ix_correction_council_id_status", "council_id", "status"),
    )

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    fact: Mapped[Fact] = mapped_column(stored_choice(Fact, "fact"))
    right: Mapped[str] = mapped_column(short(600))  # what they say is right
    source: Mapped[str] = mapped_column(Text)  # how they know
    status: Mapped[CorrectionStatus] = mapped_column(
        stored_choice(CorrectionStatus, "status"), default=CorrectionStatus.CHECKING
    )
    answer: Mapped[str] = mapped_column(Text, default="")  # where the fact is from, or why not

    place: Mapped[Place] = relationship()
    person: Mapped[Person] = relationship()

    @property
    def neighbourhood_id(self) -> int | None:
        """Where the place is."""
        return self.place.neighbourhood_id

    @property
    def name(self) -> str:
        """What a queue calls it: Mill Lane Library: when it is open."""
        return f"{self.place.name}: {self.fact.words[0].lower()}{self.fact.words[1:]}"
