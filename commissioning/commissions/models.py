"""A commission: what is needed, who does what differently, what should change, and whose money."""

import hashlib
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.core import addresses
from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice
from commissioning.core.pages import number
from commissioning.core.sentences import listed
from commissioning.core.turns import Whose
from commissioning.groups.models import Group
from commissioning.mutuals.quarters import Quarter
from commissioning.people.models import Person
from commissioning.places.models import Council, Neighbourhood

FEWEST_SERVICES = 2  # one alone is not joined up (domain study 5.6)
FEWEST_PRIORITIES = 3
MOST_ROWS = 12  # in one part: more than that nobody reads


class Status(Choice):
    """Where a commission stands: eight stages in order, what lies between, and how it can end."""

    DRAFT = "draft", "Draft"
    COMMENTS = "comments", "Open for comments"
    MONEY = "money", "Money check"
    VOTE = "vote", "Residents’ vote"
    DECISION = "decision", "Council decision"
    PROVIDER = "provider", "Finding who will run it"
    RUNNING = "running", "Running"
    REVIEW = "review", "Review"

    COMMENTED = "commented", "Comments are in"  # waits for the group to answer and change it
    WITHDRAWN = "withdrawn", "Withdrawn"
    REFUSED = "refused", "Refused"


STAGES = (
    Status.DRAFT,
    Status.COMMENTS,
    Status.MONEY,
    Status.VOTE,
    Status.DECISION,
    Status.PROVIDER,
    Status.RUNNING,
    Status.REVIEW,
)
ENDINGS = {Status.WITHDRAWN, Status.REFUSED}

# Whose turn a stage begins with, and which of the council's promises its clock keeps ("" for no
# limit). A vote passes the turn on: to residents, back to count, and on to the decision.
TURNS = {
    Status.COMMENTS: (Whose.RESIDENTS, "comment_weeks"),
    Status.COMMENTED: (Whose.GROUP, "revise_weeks"),
    Status.MONEY: (Whose.HOLDERS, "holder_days"),
    Status.VOTE: (Whose.COUNCIL, "announce_days"),
    Status.DECISION: (Whose.COUNCIL, "decision_days"),
    Status.PROVIDER: (Whose.COUNCIL, "provider_weeks"),
    Status.RUNNING: (Whose.PROVIDER, ""),
    Status.REVIEW: (Whose.COUNCIL, "review_days"),
}


class Part(Choice):
    """The parts of a draft, in order. Comments are about one of them."""

    ABOUT = "about", "What it is and who it is for"
    NEEDS = "needs", "What is needed, and how we know"
    SERVICES = "services", "What each service does differently"
    OUTCOMES = "outcomes", "What should change"
    MONEY = "money", "Where the money comes from"
    PRIORITIES = "priorities", "What residents can choose first"


class Commission(Model):
    """A neighbourhood's plan for one joined-up service."""

    __tablename__ = "commission"
    __table_args__ = (Index("ix_commission_council_id_status_id", "council_id", "status", "id"),)

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood_group.id"), index=True)
    title: Mapped[str] = mapped_column(short(120))
    summary: Mapped[str] = mapped_column(short(400), default="")
    who_for: Mapped[str] = mapped_column(short(400), default="")
    status: Mapped[Status] = mapped_column(stored_choice(Status, "status"), default=Status.DRAFT)
    edits: Mapped[int] = mapped_column(default=0)  # grows with every saving: what is agreed to
    asked_to_send_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    draft_number: Mapped[int] = mapped_column(default=0)  # of the newest published draft
    per_year: Mapped[int] = mapped_column(default=0)  # pence: the budget lines added up

    provider: Mapped[str] = mapped_column(short(160), default="")
    how_chosen: Mapped[str] = mapped_column(Text, default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]

    council: Mapped[Council] = relationship()
    group: Mapped[Group] = relationship()
    neighbourhoods: Mapped[list[Neighbourhood]] = relationship(
        secondary="commission_neighbourhood", order_by="Neighbourhood.name"
    )
    agreed_by: Mapped[Person | None] = relationship(foreign_keys=[agreed_by_id])
    needs: Mapped[list["Need"]] = relationship(order_by="Need.id")
    services: Mapped[list["Service"]] = relationship(order_by="Service.id")
    outcomes: Mapped[list["Outcome"]] = relationship(order_by="Outcome.id")
    lines: Mapped[list["BudgetLine"]] = relationship(order_by="BudgetLine.id")
    priorities: Mapped[list["Priority"]] = relationship(order_by="Priority.id")

    @property
    def slug(self) -> str:
        """For addresses."""
        return addresses.slug(self.title)

    @property
    def reference(self) -> str:
        """What people quote: C2."""
        return f"C{self.id}"

    @property
    def name(self) -> str:
        """C2 After-school 3 till 6."""
        return f"{self.reference} {self.title}"

    @property
    def neighbourhood_id(self) -> int | None:
        """Its only neighbourhood; None when it has more than one."""
        numbers = [each.id for each in self.neighbourhoods]
        return numbers[0] if len(numbers) == 1 else None

    @property
    def is_public(self) -> bool:
        """Drafts are the group's own; everything later is everybody's."""
        return self.status != Status.DRAFT

    @property
    def has_ended(self) -> bool:
        """Is this an ending, from which nothing more comes by itself?"""
        return self.status in ENDINGS

    @property
    def whose_turn(self) -> Whose:
        """Who acts next at the stage it stands at, where no turn says so itself."""
        return TURNS[self.status][0]

    @property
    def after_limit(self) -> str:
        """What happens when the group's time is over: no clock waits for it."""
        return "Nothing is lost after that day: the group can still change it and go on."

    @property
    def where(self) -> str:
        """The neighbourhoods in words."""
        return listed([each.name for each in self.neighbourhoods])

    @property
    def parts_left(self) -> list[Part]:
        """The parts of the draft that still need something."""
        filled = {
            Part.ABOUT: bool(self.summary and self.who_for and self.neighbourhoods),
            Part.NEEDS: bool(self.needs),
            Part.SERVICES: len(self.services) >= FEWEST_SERVICES
            and all(each.differently for each in self.services),
            Part.OUTCOMES: bool(self.outcomes),
            Part.MONEY: bool(self.lines),
            Part.PRIORITIES: len(self.priorities) >= FEWEST_PRIORITIES,
        }
        return [part for part in Part if not filled[part]]


class CommissionNeighbourhood(Model):
    """A neighbourhood a commission is for."""

    __tablename__ = "commission_neighbourhood"
    __table_args__ = (UniqueConstraint("commission_id", "neighbourhood_id"),)

    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"))
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"), index=True)


class Need(Model):
    """One thing that is needed, and where we know it from."""

    __tablename__ = "need"

    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    words: Mapped[str] = mapped_column(short(300))
    source: Mapped[str] = mapped_column(short(200))
    source_on: Mapped[date]  # when the source was published or the people were asked


class Service(Model):
    """One service that is joined up: what it does now, and what it will do differently."""

    __tablename__ = "service"

    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    name: Mapped[str] = mapped_column(short(120))
    before: Mapped[str] = mapped_column(short(300))
    differently: Mapped[str] = mapped_column(short(300))
    answers: Mapped[str] = mapped_column(short(120))  # the post that answers for it


class Direction(Choice):
    """Which way is better."""

    UP = "up", "At least"
    DOWN = "down", "At most"


class Outcome(Model):
    """Something that should change, how it is counted, and the promise. Figures in hundredths."""

    __tablename__ = "outcome"

    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    words: Mapped[str] = mapped_column(short(200))
    unit: Mapped[str] = mapped_column(short(20), default="")  # "%", or what is counted
    baseline: Mapped[int | None]  # before it began; None: nobody counted
    target: Mapped[int]
    direction: Mapped[Direction] = mapped_column(stored_choice(Direction, "direction"))
    how_counted: Mapped[str] = mapped_column(short(200))

    @property
    def field(self) -> str:
        """What a form calls its figure."""
        return f"outcome_{self.id}"

    def shown(self, value: int) -> str:
        """A value (in hundredths) in words: 13.4% or 52 people."""
        written = number(value / 100)
        return f"{written}%" if self.unit == "%" else f"{written} {self.unit}".strip()

    @property
    def promise(self) -> str:
        """At least 90%."""
        return f"{self.direction.words} {self.shown(self.target)}"

    def is_kept(self, value: int) -> bool:
        """Does this value (in hundredths) keep the promise?"""
        return value >= self.target if self.direction is Direction.UP else value <= self.target


class Answer(Choice):
    """What a budget holder says."""

    YES = "yes", "Yes"
    NO = "no", "No"


class BudgetLine(Model):
    """What one budget gives in a year, and what its holder said. The link needs no account."""

    __tablename__ = "budget_line"
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    holder: Mapped[str] = mapped_column(short(120))
    email: Mapped[str] = mapped_column(short(254))  # never shown to the public
    amount: Mapped[int]  # pence a year
    asked_on: Mapped[date | None]
    reminded_on: Mapped[date | None]
    token_hash: Mapped[str | None] = mapped_column(short(64), unique=True)
    answer: Mapped[Answer | None] = mapped_column(stored_choice(Answer, "answer"))
    answered_by: Mapped[str] = mapped_column(short(80), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    answered_on: Mapped[date | None]

    commission: Mapped[Commission] = relationship(overlaps="lines")


class Priority(Model):
    """One thing residents can ask to come first, when they vote."""

    __tablename__ = "priority"

    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    words: Mapped[str] = mapped_column(short(120))
    means: Mapped[str] = mapped_column(short(400), default="")


class PublishedDraft(Model):
    """A draft as everyone could read it, whole; the last one stands for the vote."""

    __tablename__ = "published_draft"
    __table_args__ = (UniqueConstraint("commission_id", "number"),)

    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(short(64))  # SHA-256 of the content in canonical JSON
    published_on: Mapped[date]


class Results(Model):
    """How it went in one quarter. One person enters them; another checks and publishes.

    A correction is a new version; the one before it stays.
    """

    __tablename__ = "results"
    __table_args__ = (UniqueConstraint("commission_id", "quarter", "version"),)

    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"))
    quarter: Mapped[str] = mapped_column(short(7))
    version: Mapped[int] = mapped_column(default=1)
    why_corrected: Mapped[str] = mapped_column(Text, default="")
    people_helped: Mapped[int]  # since it began
    words: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime | None]

    commission: Mapped[Commission] = relationship()
    measurements: Mapped[list["Measurement"]] = relationship(
        order_by="Measurement.outcome_id", lazy="selectin", cascade="all, delete-orphan"
    )

    @property
    def name(self) -> str:
        """What a queue calls them: C1 Getting home well: July to September 2026."""
        return f"{self.commission.name}: {self.of_quarter.words}"

    @property
    def neighbourhood_id(self) -> int | None:
        """Where its commission is, if that is one neighbourhood."""
        return self.commission.neighbourhood_id

    @property
    def council_id(self) -> int:
        """The council of its commission, for the rules about posts."""
        return self.commission.council_id

    @property
    def group(self) -> Group:
        """The group of its commission, for the rules about its members."""
        return self.commission.group

    @property
    def of_quarter(self) -> Quarter:
        """The quarter they are about."""
        return Quarter.from_key(self.quarter)

    @property
    def is_public(self) -> bool:
        """Has a second person published them?"""
        return self.published_at is not None

    @property
    def fingerprint(self) -> str:
        """Of what they say, to see whether it is still what somebody read."""
        said = f"{self.id} {self.people_helped} {sorted(self.values.items())} {self.words}"
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def values(self) -> dict[int, int]:
        """What was counted, in hundredths, by the number of the outcome."""
        return {each.outcome_id: each.value for each in self.measurements}


class Measurement(Model):
    """One outcome, counted in one quarter, in hundredths."""

    __tablename__ = "measurement"
    __table_args__ = (UniqueConstraint("results_id", "outcome_id"),)

    results_id: Mapped[int] = mapped_column(ForeignKey("results.id"))
    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome.id"))
    value: Mapped[int]

    outcome: Mapped[Outcome] = relationship()


class ReviewChoice(Choice):
    """What comes after the review."""

    CARRY_ON = "carry-on", "Carry on"
    WITH_CHANGES = "with-changes", "Carry on with changes"
    STOP = "stop", "Stop"


class Review(Model):
    """The council's words on how a commission went. One officer writes, another publishes."""

    __tablename__ = "review"

    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), unique=True)
    choice: Mapped[ReviewChoice] = mapped_column(stored_choice(ReviewChoice, "choice"))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    published_on: Mapped[date | None]

    commission: Mapped[Commission] = relationship()

    @property
    def council_id(self) -> int:
        """The council of its commission, for the rules about posts."""
        return self.commission.council_id

    @property
    def group(self) -> Group:
        """The group of its commission: its members cannot publish it."""
        return self.commission.group

    @property
    def is_public(self) -> bool:
        """Has a second officer published it?"""
        return self.published_on is not None
