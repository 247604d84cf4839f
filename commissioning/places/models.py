"""Councils, neighbourhoods made of small areas, postcodes, and places with what they cost."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, and_, text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from commissioning.core import addresses, clock
from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice
from commissioning.places.settings import CouncilSettings


class Installation(Model):
    """One row: facts about this database. The demo's pages exist only where the demo made it."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    is_demo: Mapped[bool] = mapped_column(default=False)


class Council(Model):
    """A council that runs services; the root of everything that belongs to it."""

    __tablename__ = "council"

    short_name: Mapped[str] = mapped_column(short(60), unique=True)  # also the word in a host name
    name: Mapped[str] = mapped_column(short(120), unique=True)
    host: Mapped[str] = mapped_column(short(200), default="", index=True)
    colour: Mapped[str] = mapped_column(short(7), default="#174a57")
    email: Mapped[str] = mapped_column(short(254), default="")
    phone: Mapped[str] = mapped_column(short(40), default="")
    desk: Mapped[str] = mapped_column(Text, default="")  # where and when people get help in person
    complaints: Mapped[str | None] = mapped_column(Text)  # how to complain to the council itself
    notice: Mapped[str] = mapped_column(Text, default="")  # shown on every page while it is set
    is_open: Mapped[bool] = mapped_column(default=False)  # set up and live
    changed_settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    settings_version: Mapped[int] = mapped_column(default=1)
    # Its own, besides bank holidays: day -> why, as in {"2026-12-24": "Christmas Eve"}.
    closed_days: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("council.id"))

    @property
    def council_id(self) -> int:
        """Itself: what happens to it is in its own record."""
        return self.id

    @property
    def slug(self) -> str:
        """For addresses."""
        return addresses.slug(self.name)

    @property
    def settings(self) -> CouncilSettings:
        """The numbers this council works with."""
        return CouncilSettings.of(self.changed_settings, self.closed_days)


class Neighbourhood(Model):
    """A part of a council's area that people would call by one name."""

    __tablename__ = "neighbourhood"
    __table_args__ = (UniqueConstraint("council_id", "name"),)

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    name: Mapped[str] = mapped_column(short(120))
    code: Mapped[str] = mapped_column(short(20), default="")  # an official code, where there is one
    people: Mapped[int | None]
    help_hours: Mapped[int] = mapped_column(default=0)  # council help for groups, this year
    boundary: Mapped[dict[str, Any] | None] = mapped_column(
        JSON,
        deferred=True,  # GeoJSON geometry, WGS 84: long, and only maps read it
    )

    council: Mapped[Council] = relationship()

    @property
    def slug(self) -> str:
        """For addresses."""
        return addresses.slug(self.name)


class SmallArea(Model):
    """A census small area (LSOA, data zone) with its deprivation decile: 1 is most deprived."""

    __tablename__ = "small_area"
    __table_args__ = (CheckConstraint("decile BETWEEN 1 AND 10", name="decile"),)

    code: Mapped[str] = mapped_column(short(12), unique=True)
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"), index=True)
    adults: Mapped[int | None]  # people who may vote
    decile: Mapped[int | None]  # within its own nation
    uk_decile: Mapped[int | None]  # for comparing nations

    neighbourhood: Mapped[Neighbourhood | None] = relationship()


class Postcode(Model):
    """Which small area a postcode lies in. Written without a space: AM12BX."""

    __tablename__ = "postcode"

    code: Mapped[str] = mapped_column(short(7), unique=True)
    small_area_id: Mapped[int] = mapped_column(ForeignKey("small_area.id"), index=True)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]

    small_area: Mapped[SmallArea] = relationship()


class PlaceKind(Choice):
    """What sort of place it is."""

    LIBRARY = "library", "Library"
    LEISURE_CENTRE = "leisure-centre", "Leisure centre"
    SWIMMING_POOL = "swimming-pool", "Swimming pool"
    PARK = "park", "Park"
    COMMUNITY_CENTRE = "community-centre", "Community centre"
    YOUTH_CENTRE = "youth-centre", "Youth centre"
    PAVILION = "pavilion", "Pavilion"
    ALLOTMENTS = "allotments", "Allotments"
    EMPTY_BUILDING = "empty-building", "Empty building"
    OTHER = "other", "Other"


class Operator(Choice):
    """Who runs a place."""

    COUNCIL = "council", "The council"
    COUNCIL_UNSTAFFED = "council-unstaffed", "The council, without staff"
    COMMISSIONED = "commissioned", "An organisation the council pays"
    COMMUNITY = "community", "Local people, with the council"
    INDEPENDENT = "independent", "Local people, without the council"
    MUTUAL = "mutual", "A mutual"
    UNKNOWN = "unknown", "Not known"


class Condition(Choice):
    """The state of a building, as councils grade it."""

    A = "a", "A: good"
    B = "b", "B: fair"
    C = "c", "C: poor"
    D = "d", "D: bad"
    UNKNOWN = "unknown", "Not known"


class Tenure(Choice):
    """By what right the council holds the land."""

    FREEHOLD = "freehold", "Owned by the council"
    LEASEHOLD = "leasehold", "Rented by the council"
    LICENCE = "licence", "Used by permission"
    OTHER = "other", "Other"
    UNKNOWN = "unknown", "Not known"


class Place(Model):
    """A library, park, leisure centre or the like."""

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("council_id", "register_key"),)

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"), index=True)
    register_key: Mapped[str] = mapped_column(short(200))  # finds it again in a file
    uprn: Mapped[str] = mapped_column(short(12), default="")  # text: 010001 is not a number
    name: Mapped[str] = mapped_column(short(160))
    kind: Mapped[PlaceKind] = mapped_column(stored_choice(PlaceKind, "kind"), index=True)
    about: Mapped[str] = mapped_column(Text, default="")  # a sentence or two
    address: Mapped[str] = mapped_column(short(300), default="")
    postcode: Mapped[str] = mapped_column(short(8), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]

    operator: Mapped[Operator] = mapped_column(
        stored_choice(Operator, "operator"), default=Operator.UNKNOWN
    )
    run_by: Mapped[str] = mapped_column(short(160), default="")  # the operator's own name
    source_kind: Mapped[str] = mapped_column(short(40), default="")  # codes as the source has them
    source_operator: Mapped[str] = mapped_column(short(40), default="")
    is_statutory: Mapped[bool | None]
    opened_year: Mapped[int | None]
    closed_year: Mapped[int | None]
    is_closed: Mapped[bool] = mapped_column(default=False)  # for good; the year may be unknown
    staffed_hours: Mapped[float | None]  # a week
    unstaffed_hours: Mapped[float | None]
    opening: Mapped[str] = mapped_column(short(300), default="")  # in words
    shared_with: Mapped[str] = mapped_column(short(300), default="")
    website: Mapped[str] = mapped_column(short(300), default="")
    email: Mapped[str] = mapped_column(short(254), default="")

    running_cost: Mapped[int | None]  # pence a year; what the council pays, income taken off
    income: Mapped[int | None]  # pence a year
    visits: Mapped[int | None]  # a year
    staff: Mapped[float | None]  # full-time equivalents
    condition: Mapped[Condition] = mapped_column(
        stored_choice(Condition, "condition"), default=Condition.UNKNOWN
    )
    repairs: Mapped[int | None]  # pence
    tenure: Mapped[Tenure] = mapped_column(stored_choice(Tenure, "tenure"), default=Tenure.UNKNOWN)
    is_open_space: Mapped[bool | None]  # LGA 1972 s.123(2A): notices before it is let
    is_charity_land: Mapped[bool | None]
    listed_grade: Mapped[str] = mapped_column(short(8), default="")
    not_open_until: Mapped[date | None]  # proposals wait until then...
    not_open_because: Mapped[str] = mapped_column(short(300), default="")  # ...and why

    source: Mapped[str] = mapped_column(short(40), default="")  # which register it came from
    is_missing: Mapped[bool] = mapped_column(default=False)  # it vanished from its register

    council: Mapped[Council] = relationship()
    neighbourhood: Mapped[Neighbourhood | None] = relationship()
    closure: Mapped["Closure | None"] = relationship(  # what the council says now
        primaryjoin=lambda: and_(
            Place.id == foreign(Closure.place_id), Closure.taken_back_on.is_(None)
        ),
        viewonly=True,
    )

    @property
    def slug(self) -> str:
        """For addresses."""
        return addresses.slug(self.name)

    @property
    def is_waiting(self) -> bool:
        """Must proposals wait? A grant's rule, a sale or the like, with its last day."""
        return self.not_open_until is not None and self.not_open_until > clock.today()

    @property
    def reference(self) -> str:
        """What people quote: PL9."""
        return f"PL{self.id}"


class Closure(Model):
    """The council said that it will close a place. It may take that back."""

    __tablename__ = "closure"
    __table_args__ = (
        CheckConstraint("closes_on > announced_on", name="closes_on"),
        Index(
            "uq_closure_open_place",
            "place_id",
            unique=True,
            sqlite_where=text("taken_back_on IS NULL"),
            postgresql_where=text("taken_back_on IS NULL"),
        ),
    )

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    announced_on: Mapped[date]
    closes_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(short(300))  # where the council said so
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    taken_back_on: Mapped[date | None]
    taken_back_because: Mapped[str] = mapped_column(Text, default="")

    place: Mapped[Place] = relationship()

    @property
    def stands(self) -> bool:
        """Does the council still say so?"""
        return self.taken_back_on is None

    @property
    def days_left(self) -> int:
        """Calendar days until it closes; none below zero."""
        return max((self.closes_on - clock.today()).days, 0)


class PlaceCost(Model):
    """What a place cost in one year, in pence."""

    __tablename__ = "place_cost"
    __table_args__ = (UniqueConstraint("place_id", "year"),)

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    year: Mapped[int]  # the year in which the financial year starts
    staff: Mapped[int]
    building: Mapped[int]
    other: Mapped[int]
    income: Mapped[int]
    visits: Mapped[int | None]

    @property
    def net(self) -> int:
        """What the council paid in the end."""
        return self.staff + self.building + self.other - self.income
