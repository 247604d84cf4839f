"""A group, its people and what they may do, invitations to join, and what it asks to change."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.core import addresses
from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice
from commissioning.people.models import Person
from commissioning.places.models import Council, Neighbourhood


class GroupStatus(Choice):
    """Has the council checked that the group is what it says?"""

    NEW = "new", "being checked by the council"
    CHECKED = "checked", "checked by the council"
    SENT_BACK = "sent-back", "asked to put something right"
    CLOSED = "closed", "closed"


class Group(Model):
    """People of a neighbourhood who want to run something together."""

    __tablename__ = "neighbourhood_group"
    __table_args__ = (UniqueConstraint("council_id", "name"),)

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    neighbourhood_id: Mapped[int | None] = mapped_column(  # None: the whole council area
        ForeignKey("neighbourhood.id"), index=True
    )
    name: Mapped[str] = mapped_column(short(120))
    about: Mapped[str] = mapped_column(Text, default="")
    about_html: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(short(60), default="")  # "charity", "not registered", ...
    rules_text: Mapped[str] = mapped_column(Text, default="")  # how it decides, who may join
    supporters_outside: Mapped[int] = mapped_column(default=0)  # members not on this site
    status: Mapped[GroupStatus] = mapped_column(
        stored_choice(GroupStatus, "status"), default=GroupStatus.NEW
    )
    checked_on: Mapped[date | None]

    council: Mapped[Council] = relationship()
    neighbourhood: Mapped[Neighbourhood | None] = relationship()
    members: Mapped[list["Membership"]] = relationship(
        back_populates="group", order_by="Membership.id"
    )

    @property
    def slug(self) -> str:
        """For addresses."""
        return addresses.slug(self.name)

    @property
    def current_members(self) -> list["Membership"]:
        """Those who have not left."""
        return [member for member in self.members if member.left_on is None]

    @property
    def named(self) -> list["Membership"]:
        """The people the council checked; who left stays named until another takes their place."""
        return [member for member in self.members if member.is_named]


class GroupRole(Choice):
    """What a member may do: a steward leads, a writer writes, a reader reads and suggests."""

    STEWARD = "steward", "Steward"
    WRITER = "writer", "Writer"
    READER = "reader", "Reader"


class Membership(Model):
    """A person in a group, from a day to a day."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("group_id", "person_id"),)

    group_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood_group.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[GroupRole] = mapped_column(stored_choice(GroupRole, "role"))
    joined_on: Mapped[date]
    left_on: Mapped[date | None]
    is_named: Mapped[bool] = mapped_column(default=False)  # one of the three the council checked

    group: Mapped[Group] = relationship(back_populates="members")
    person: Mapped[Person] = relationship(lazy="joined")


class RequestStatus(Choice):
    """Where an invitation or a wish to join stands."""

    OPEN = "open", "waiting for an answer"
    ACCEPTED = "accepted", "accepted"
    DECLINED = "declined", "not accepted"


class Invitation(Model):
    """An invitation to join, sent by e-mail; its link works once, for 14 days."""

    __tablename__ = "invitation"

    group_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood_group.id"), index=True)
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(short(80))
    email: Mapped[str] = mapped_column(short(254))
    role: Mapped[GroupRole] = mapped_column(stored_choice(GroupRole, "role"))
    token_hash: Mapped[str] = mapped_column(short(64), unique=True)
    status: Mapped[RequestStatus] = mapped_column(
        stored_choice(RequestStatus, "status"), default=RequestStatus.OPEN
    )
    answered_at: Mapped[datetime | None]

    group: Mapped[Group] = relationship()
    invited_by: Mapped[Person] = relationship()

    @property
    def council_id(self) -> int:
        """Its group's council."""
        return self.group.council_id


class JoinRequest(Model):
    """Somebody asks to join a group and says why."""

    __tablename__ = "join_request"
    __table_args__ = (UniqueConstraint("group_id", "person_id"),)

    group_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood_group.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    why: Mapped[str] = mapped_column(Text)
    status: Mapped[RequestStatus] = mapped_column(
        stored_choice(RequestStatus, "status"), default=RequestStatus.OPEN
    )

    group: Mapped[Group] = relationship()
    person: Mapped[Person] = relationship()

    @property
    def council_id(self) -> int:
        """Its group's council."""
        return self.group.council_id


class Change(Choice):
    """What a group cannot change by itself once the council has checked it."""

    NAME = "name", "another name"
    NEIGHBOURHOOD = "neighbourhood", "another neighbourhood"
    PERSON = "person", "another named person"


class ChangeStatus(Choice):
    """Where a change stands."""

    ASKED = "asked", "Waiting for the council"
    AGREED = "agreed", "Agreed"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Taken back"


class GroupChange(Model):
    """What a checked group asks the council to agree to: one thing at a time."""

    __tablename__ = "group_change"
    __table_args__ = (
        Index(
            "ix_group_change_group_id",
            "group_id",
            unique=True,
            sqlite_where=text("status = 'asked'"),
            postgresql_where=text("status = 'asked'"),
        ),
        Index("ix_group_change_council_id_status", "council_id", "status"),
    )

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood_group.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    what: Mapped[Change] = mapped_column(stored_choice(Change, "what"))
    why: Mapped[str] = mapped_column(Text)
    new_name: Mapped[str] = mapped_column(short(120), default="")
    new_neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))
    leaving_id: Mapped[int | None] = mapped_column(ForeignKey("membership.id"))
    joining_id: Mapped[int | None] = mapped_column(ForeignKey("membership.id"))
    status: Mapped[ChangeStatus] = mapped_column(
        stored_choice(ChangeStatus, "status"), default=ChangeStatus.ASKED
    )
    answer: Mapped[str] = mapped_column(Text, default="")  # why the council refused

    group: Mapped[Group] = relationship()
    asked_by: Mapped[Person] = relationship()
    new_neighbourhood: Mapped[Neighbourhood | None] = relationship()
    leaving: Mapped[Membership | None] = relationship(foreign_keys=[leaving_id])
    joining: Mapped[Membership | None] = relationship(foreign_keys=[joining_id])

    @property
    def neighbourhood_id(self) -> int | None:
        """Where the group is."""
        return self.group.neighbourhood_id

    @property
    def name(self) -> str:
        """What a queue calls it: Baths for All: another named person."""
        return f"{self.group.name}: {self.what.words}"

    @property
    def now(self) -> str:
        """What it is while nothing is agreed. For the group and the council: it may be a person."""
        return {
            Change.NAME: self.group.name,
            Change.NEIGHBOURHOOD: _where(self.group.neighbourhood),
            Change.PERSON: self.leaving.person.name if self.leaving else "",
        }[self.what]

    @property
    def wanted(self) -> str:
        """What it should become."""
        return {
            Change.NAME: self.new_name,
            Change.NEIGHBOURHOOD: _where(self.new_neighbourhood),
            Change.PERSON: self.joining.person.name if self.joining else "",
        }[self.what]


def _where(neighbourhood: Neighbourhood | None) -> str:
    return neighbourhood.name if neighbourhood else "The whole council area"
