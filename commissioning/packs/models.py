"""A place information pack and its items."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice
from commissioning.groups.models import Group
from commissioning.proposals.models import ENDINGS, Proposal, Status


class Item(Choice):
    """What belongs in a pack: the design study's list for taking over a place (4.1, step 2)."""

    TITLE_PLAN = "title-plan", "Title plan"
    RUNNING_COSTS = "running-costs", "Running costs"
    SERVICING = "servicing", "Servicing the law asks for, and its cost"
    CONDITION = "condition", "Condition survey"
    ENERGY = "energy", "Energy performance certificate"
    ASBESTOS = "asbestos", "Asbestos register"
    FIRE = "fire", "Fire risk assessment"
    STAFF = "staff", "Staff list"
    BOOKINGS = "bookings", "Bookings and users"
    INCOME = "income", "Income"


class ItemState(Choice):
    """What the council has said about an item."""

    WAITING = "waiting", "Not there yet"
    GIVEN = "given", "Given"
    NOT_HELD = "not-held", "Not held"


class PackStatus(Choice):
    """Where a pack stands."""

    ASKED = "asked", "The council gets it ready"
    SENT = "sent", "Sent"
    CLOSED = "closed", "Not needed any more"


# Where a proposal stands when nobody needs its pack any more.
NOT_NEEDED = ENDINGS | {Status.HANDOVER, Status.RUNNING}


class InformationPack(Model):
    """The pack for one proposal; its group asks for it once."""

    __tablename__ = "information_pack"
    __table_args__ = (
        UniqueConstraint("proposal_id"),
        Index("ix_information_pack_council_id_status", "council_id", "status"),
    )

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    status: Mapped[PackStatus] = mapped_column(
        stored_choice(PackStatus, "status"), default=PackStatus.ASKED
    )
    sent_on: Mapped[date | None]

    proposal: Mapped[Proposal] = relationship()
    items: Mapped[list["PackItem"]] = relationship(back_populates="pack", order_by="PackItem.id")

    @property
    def neighbourhood_id(self) -> int:
        """Where the place is."""
        return self.proposal.neighbourhood_id

    @property
    def name(self) -> str:
        """What a queue calls it: P7 Canal Gardens: information pack."""
        return f"{self.proposal.reference} {self.proposal.place.name}: information pack"

    @property
    def group(self) -> Group:
        """The group that asked for it."""
        return self.proposal.group

    @property
    def is_public(self) -> bool:
        """Everyone can see how far it is."""
        return True

    @property
    def has_ended(self) -> bool:
        """Is there nothing more to send?"""
        return self.status != PackStatus.ASKED

    @property
    def left(self) -> list["PackItem"]:
        """The items about which the council has said nothing yet."""
        return [each for each in self.items if each.state == ItemState.WAITING]


class PackItem(Model):
    """One item: given with words or a web address, or not held, and why.

    The words about staff are for the group alone, also when they say why there is no list;
    everyone sees how many people it names.
    """

    __tablename__ = "pack_item"
    __table_args__ = (
        UniqueConstraint("pack_id", "item"),
        CheckConstraint("staff_count >= 0", name="staff_count"),
    )

    pack_id: Mapped[int] = mapped_column(ForeignKey("information_pack.id"))
    item: Mapped[Item] = mapped_column(stored_choice(Item, "item"))
    state: Mapped[ItemState] = mapped_column(
        stored_choice(ItemState, "state"), default=ItemState.WAITING
    )
    words: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(short(300), default="")
    staff_count: Mapped[int | None]

    pack: Mapped[InformationPack] = relationship(back_populates="items")

    @property
    def is_private(self) -> bool:
        """Are its words for the group and the council alone?"""
        return self.item == Item.STAFF
