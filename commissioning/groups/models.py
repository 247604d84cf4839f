"""A group, the people in it and what they may do, and invitations to join."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
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
