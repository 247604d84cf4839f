"""A mutual, who belongs to it, who sits on its board, and what it promised."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.core import addresses
from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice
from commissioning.groups.models import Group
from commissioning.people.models import Person
from commissioning.places.models import Council, Neighbourhood, Place


class LegalForm(Choice):
    """What a mutual is in law."""

    CBS = "cbs", "Community benefit society"
    COOPERATIVE = "cooperative", "Co-operative society"
    CIC = "cic", "Community interest company"
    CIO = "cio", "Charitable incorporated organisation"
    CHARITABLE_COMPANY = "charitable-company", "Charitable company"


class MutualStatus(Choice):
    """How a mutual is doing, in one word."""

    FORMING = "forming", "Getting ready"
    RUNNING = "running", "Running"
    SUPPORTED = "supported", "On a support plan"
    CLOSED = "closed", "Closed"


class Mutual(Model):
    """A society that runs a place."""

    __tablename__ = "mutual"
    __table_args__ = (UniqueConstraint("council_id", "name"),)

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood_group.id"), unique=True)
    name: Mapped[str] = mapped_column(short(120))
    form: Mapped[LegalForm] = mapped_column(stored_choice(LegalForm, "form"))
    register_number: Mapped[str] = mapped_column(short(20), default="")
    has_asset_lock: Mapped[bool] = mapped_column(default=False)
    status: Mapped[MutualStatus] = mapped_column(
        stored_choice(MutualStatus, "status"), default=MutualStatus.FORMING
    )
    opened_on: Mapped[date | None]
    opening_bank: Mapped[int] = mapped_column(default=0)  # pence
    seats: Mapped[int] = mapped_column(default=6)
    members_count: Mapped[int] = mapped_column(default=0)

    council: Mapped[Council] = relationship()
    neighbourhood: Mapped[Neighbourhood] = relationship()
    place: Mapped[Place] = relationship()
    group: Mapped[Group] = relationship()
    board: Mapped[list["BoardSeat"]] = relationship(
        back_populates="mutual", order_by="BoardSeat.id"
    )

    @property
    def slug(self) -> str:
        """For addresses."""
        return addresses.slug(self.name)

    @property
    def current_board(self) -> list["BoardSeat"]:
        """Those who sit on the board today."""
        return [seat for seat in self.board if seat.ended_on is None]


class Office(Choice):
    """What a director does on the board."""

    CHAIR = "chair", "Chair"
    SECRETARY = "secretary", "Secretary"
    TREASURER = "treasurer", "Treasurer"
    DIRECTOR = "director", "Director"


class BoardSeat(Model):
    """A director, from a day to a day."""

    __tablename__ = "board_seat"

    mutual_id: Mapped[int] = mapped_column(ForeignKey("mutual.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    office: Mapped[Office] = mapped_column(stored_choice(Office, "office"))
    started_on: Mapped[date]
    ended_on: Mapped[date | None]

    mutual: Mapped[Mutual] = relationship(back_populates="board")
    person: Mapped[Person] = relationship(lazy="joined")


class MutualMember(Model):
    """A member of the society."""

    __tablename__ = "mutual_member"
    __table_args__ = (UniqueConstraint("mutual_id", "person_id"),)

    mutual_id: Mapped[int] = mapped_column(ForeignKey("mutual.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    joined_on: Mapped[date]
    left_on: Mapped[date | None]

    mutual: Mapped[Mutual] = relationship()
    person: Mapped[Person] = relationship()
