"""A request under a right the law gives, an owner's notice to sell, and what others say of one."""

from datetime import date

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.core import addresses, clock
from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice
from commissioning.core.turns import Whose
from commissioning.groups.models import Group
from commissioning.people.models import Person
from commissioning.places.models import Council, Place
from commissioning.places.settings import CouncilSettings, ListingScheme
from commissioning.rights.scheme import (
    CONTENTS,
    MAY_BE_EMPTY,
    PRIVATE,
    Body,
    Part,
    RefusalGround,
    RightKind,
)

TITLE = 160  # characters


class Status(Choice):
    """Where a request stands."""

    DRAFT = "draft", "Draft"
    CHECK = "check", "Council check"
    SENT_BACK = "sent-back", "Sent back to the group"
    DECISION = "decision", "Council decision"
    CHANGES = "changes", "Changes to agree to"
    REVIEW = "review", "Council review"
    LISTED = "listed", "On the list"
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Refused"
    REMOVED = "removed", "Taken off the list"
    EXPIRED = "expired", "Listing over"
    SOLD = "sold", "Sold"
    REPEAT = "repeat", "Not looked at again"
    WITHDRAWN = "withdrawn", "Withdrawn"


STAGES = (Status.DRAFT, Status.CHECK, Status.DECISION)
ENDINGS = {
    Status.LISTED, Status.ACCEPTED, Status.REFUSED, Status.REMOVED, Status.EXPIRED, Status.SOLD,
    Status.REPEAT, Status.WITHDRAWN,
}  # fmt: skip
# Whose turn it is at a status, and the setting that says how long, where one does.
TURNS = {
    Status.DRAFT: (Whose.GROUP, ""),
    Status.CHECK: (Whose.COUNCIL, "right_check_days"),
    Status.SENT_BACK: (Whose.GROUP, ""),
    Status.DECISION: (Whose.COUNCIL, ""),  # the law, or the day the council named
    Status.CHANGES: (Whose.GROUP, ""),
    Status.REVIEW: (Whose.COUNCIL, ""),
}
# What the page of all stages says where no setting sets the time.
LIMITS = {
    Status.SENT_BACK: "The turn of the group. There is no limit.",
    Status.DECISION: "The turn of the council. The law gives it 8 weeks for a nomination, and 6 "
    "months for an asset transfer request. For a challenge it names the day itself.",
    Status.REVIEW: "The turn of the council. The law gives it 8 weeks for an owner’s review.",
    Status.LISTED: "Nobody has to do anything. It lasts 5 years: the law.",
    Status.REFUSED: "It ends here, unless a review can be asked for in time.",
}


class RightRequest(Model):
    """One request of a group: a nomination, a challenge, or an asset transfer request."""

    __tablename__ = "right_request"
    __table_args__ = (
        CheckConstraint("kind = 'challenge' OR place_id IS NOT NULL", name="place"),
        Index("ix_right_request_council_id_kind_status", "council_id", "kind", "status"),
        Index("ix_right_request_status_listed_until", "status", "listed_until"),
    )

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood_group.id"), index=True)
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True)
    kind: Mapped[RightKind] = mapped_column(stored_choice(RightKind, "kind"))
    title: Mapped[str] = mapped_column(short(TITLE))
    status: Mapped[Status] = mapped_column(stored_choice(Status, "status"), default=Status.DRAFT)
    scheme: Mapped[ListingScheme] = mapped_column(
        stored_choice(ListingScheme, "scheme"), default=ListingScheme.LA2011
    )
    body: Mapped[Body | None] = mapped_column(stored_choice(Body, "body"))
    people: Mapped[int | None]  # members, or employees who ask
    contents: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # by part
    version: Mapped[int] = mapped_column(default=0)  # grows when it is saved

    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # to send it
    received_on: Mapped[date | None]  # by the council, as it stands now
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    validated_on: Mapped[date | None]
    decide_by: Mapped[date | None]
    longer_until: Mapped[date | None]  # what the council asks the group to agree to
    represent_by: Mapped[date | None]
    respond_by: Mapped[date | None]
    response: Mapped[str] = mapped_column(Text, default="")  # the group, to what others said
    changes: Mapped[str] = mapped_column(Text, default="")  # offered, or agreed
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_on: Mapped[date | None]
    reasons: Mapped[str] = mapped_column(Text, default="")
    grounds: Mapped[list[str]] = mapped_column(JSON, default=list)
    listed_until: Mapped[date | None]
    review_asked_on: Mapped[date | None]
    review_reasons: Mapped[str] = mapped_column(Text, default="")
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reviewed_on: Mapped[date | None]

    council: Mapped[Council] = relationship()
    group: Mapped[Group] = relationship()
    place: Mapped[Place | None] = relationship()

    @property
    def name(self) -> str:
        """What a queue calls it: R7 Nomination of a place for the list: Canal Gardens."""
        return f"{self.reference} {self.kind.words}: {self.title}"

    @property
    def reference(self) -> str:
        """What people quote: R7."""
        return f"R{self.id}"

    @property
    def slug(self) -> str:
        """For addresses."""
        return addresses.slug(self.title)

    @property
    def neighbourhood_id(self) -> int | None:
        """Where the place is, or the group."""
        return self.place.neighbourhood_id if self.place else self.group.neighbourhood_id

    @property
    def settings(self) -> CouncilSettings:
        """The numbers of its council."""
        return self.council.settings

    @property
    def is_public(self) -> bool:
        """Has it been sent?"""
        return self.received_on is not None

    @property
    def has_ended(self) -> bool:
        """Is there nothing more that one side owes the other?"""
        return self.status in ENDINGS

    @property
    def whose_turn(self) -> Whose:
        """Who acts next."""
        return TURNS[self.status][0]

    @property
    def is_with_the_group(self) -> bool:
        """Does the group write it now?"""
        return self.status in {Status.DRAFT, Status.SENT_BACK}

    @property
    def is_overdue(self) -> bool:
        """Has the last day for the decision gone by without one?"""
        return (
            self.status == Status.DECISION
            and self.decide_by is not None
            and self.decide_by < clock.today()
        )

    @property
    def written(self) -> list[tuple[Part, str]]:
        """Every part of its kind with what is written."""
        return [(part, self.contents.get(part.value, "")) for part in CONTENTS[self.kind]]

    @property
    def missing(self) -> list[Part]:
        """The parts that it needs and that are not written."""
        needless = set() if self.body == Body.EMPLOYEES else MAY_BE_EMPTY
        return [part for part, words in self.written if not words and part not in needless]

    @property
    def public_parts(self) -> list[tuple[Part, str]]:
        """The same without people's names and addresses."""
        return [
            (part, words)
            for part, words in self.written
            if part not in PRIVATE and (words or part in self.missing)
        ]

    @property
    def ground_words(self) -> list[str]:
        """The grounds of a refusal, in words."""
        return [RefusalGround(each).words for each in self.grounds]


class NoticeStatus(Choice):
    """Where an owner's notice to sell stands."""

    INTERIM = "interim", "Time to come forward"
    ASKED = "asked", "Council checks the bidder"
    FULL = "full", "Time to bid"
    PROTECTED = "protected", "No more waiting"
    SOLD = "sold", "Sold"
    ENDED = "ended", "Notice over"


NOTICE_STAGES = (
    NoticeStatus.INTERIM, NoticeStatus.ASKED, NoticeStatus.FULL, NoticeStatus.PROTECTED,
)  # fmt: skip
NOTICE_ENDINGS = {NoticeStatus.SOLD, NoticeStatus.ENDED}
NOTICE_TURNS: dict[Choice, tuple[Whose, str]] = {
    NoticeStatus.INTERIM: (Whose.GROUP, ""),
    NoticeStatus.ASKED: (Whose.COUNCIL, "bid_check_days"),
    NoticeStatus.FULL: (Whose.GROUP, ""),
    NoticeStatus.PROTECTED: (Whose.GROUP, ""),
}
NOTICE_LIMITS = {
    NoticeStatus.INTERIM: "Groups have 6 weeks from the day of the notice: the law.",
    NoticeStatus.FULL: "Groups have 6 months from the day of the notice: the law.",
    NoticeStatus.PROTECTED: "Nobody has to do anything until 18 months after the notice: the law.",
}
_OPEN = "status NOT IN ('sold', 'ended')"


class SaleNotice(Model):
    """An owner wants to sell a listed place (Localism Act 2011, s.95). Its days are stored."""

    __tablename__ = "sale_notice"
    __table_args__ = (
        Index("ix_sale_notice_request_id", "request_id", unique=True,
              sqlite_where=text(_OPEN), postgresql_where=text(_OPEN)),
        Index("ix_sale_notice_council_id_status", "council_id", "status"),
    )  # fmt: skip

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    request_id: Mapped[int] = mapped_column(ForeignKey("right_request.id"))
    status: Mapped[NoticeStatus] = mapped_column(
        stored_choice(NoticeStatus, "status"), default=NoticeStatus.INTERIM
    )
    received_on: Mapped[date]
    interim_until: Mapped[date]
    full_until: Mapped[date]
    protected_until: Mapped[date]
    bidder_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood_group.id"))
    bidder_body: Mapped[Body | None] = mapped_column(stored_choice(Body, "bidder_body"))
    asked_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(Text, default="")  # why a group may not bid

    request: Mapped[RightRequest] = relationship()
    bidder: Mapped[Group | None] = relationship()

    @property
    def neighbourhood_id(self) -> int | None:
        """Where the place is."""
        return self.request.neighbourhood_id

    @property
    def name(self) -> str:
        """What a queue calls it: R7 Canal Gardens: time to bid."""
        return f"{self.request.reference} {self.request.title}: time to bid"

    @property
    def group(self) -> Group:
        """The group that asks for time; before one does, the group that had the place listed."""
        return self.bidder or self.request.group

    @property
    def is_open(self) -> bool:
        """Does it still bind somebody?"""
        return self.status not in NOTICE_ENDINGS

    @property
    def until(self) -> date:
        """The last day of the part it stands in."""
        return {
            NoticeStatus.INTERIM: self.interim_until,
            NoticeStatus.ASKED: self.interim_until,
            NoticeStatus.FULL: self.full_until,
        }.get(self.status, self.protected_until)


class Representation(Model):
    """What somebody thinks of an asset transfer request. Everyone reads the words, not the name."""

    __tablename__ = "representation"
    __table_args__ = (UniqueConstraint("request_id", "person_id"),)

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    request_id: Mapped[int] = mapped_column(ForeignKey("right_request.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str] = mapped_column(Text)

    request: Mapped[RightRequest] = relationship()
    person: Mapped[Person] = relationship()
