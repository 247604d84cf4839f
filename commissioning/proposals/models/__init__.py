"""A proposal to take over a place, its sections and their versions, its money, its supporters."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.core import addresses
from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice
from commissioning.core.turns import Promise, Whose
from commissioning.groups.models import Group
from commissioning.people.models import Person
from commissioning.places.models import Council, Neighbourhood, Place
from commissioning.proposals.models.kinds import (
    FAST,
    Competition,
    CompetitionQuestion,
    CompetitionStatus,
    Competitor,
    FastTrack,
    SizeFacts,
    Tier,
)

__all__ = [
    "FAST",
    "Competition",
    "CompetitionQuestion",
    "CompetitionStatus",
    "Competitor",
    "FastTrack",
    "SizeFacts",
    "Tier",
]  # of other files; what is written here needs no list


class Status(Choice):
    """Where a proposal stands: nine stages in order, and the ways it can end."""

    DRAFT = "draft", "Draft"
    SUPPORT = "support", "Gathering support"
    CHECK = "check", "Council check"
    PLAN = "plan", "Full plan"
    ASSESSMENT = "assessment", "Council assessment"
    VOTE = "vote", "Residents’ vote"
    DECISION = "decision", "Council decision"
    HANDOVER = "handover", "Handover"
    RUNNING = "running", "Running"

    SUPPORTED = "supported", "Reached its target"  # waits for the group to send it in
    NOT_REACHED = "not-reached", "Did not reach its target"
    RAN_OUT = "ran-out", "Ran out of time"
    NOT_ACCEPTED = "not-accepted", "Not accepted"
    WITHDRAWN = "withdrawn", "Withdrawn"
    REFUSED = "refused", "Refused"
    HANDED_BACK = "handed-back", "Handed back"


STAGES = (
    Status.DRAFT,
    Status.SUPPORT,
    Status.CHECK,
    Status.PLAN,
    Status.ASSESSMENT,
    Status.VOTE,
    Status.DECISION,
    Status.HANDOVER,
    Status.RUNNING,
)
ENDINGS = {
    Status.NOT_REACHED,
    Status.RAN_OUT,
    Status.NOT_ACCEPTED,
    Status.WITHDRAWN,
    Status.REFUSED,
    Status.HANDED_BACK,
}

# Whose turn a stage begins with, and which of the council's promises its clock keeps ("" for no
# limit). A vote passes the turn on: to residents, back to count, and on to the decision.
TURNS = {
    Status.SUPPORT: (Whose.RESIDENTS, "support_weeks"),
    Status.SUPPORTED: (Whose.GROUP, "send_in_weeks"),
    Status.CHECK: (Whose.COUNCIL, "check_days"),
    Status.PLAN: (Whose.GROUP, "plan_weeks"),
    Status.ASSESSMENT: (Whose.COUNCIL, "assessment_days"),
    Status.VOTE: (Whose.COUNCIL, "announce_days"),
    Status.DECISION: (Whose.COUNCIL, "decision_days"),
    Status.HANDOVER: (Whose.BOTH, "handover_weeks"),
    Status.RUNNING: (Whose.MUTUAL, ""),
}

# What happens after the last day of a turn of the group.
AFTER_LIMIT = {
    Status.SUPPORTED: "Nothing is lost after that day: the group can still send it in.",
    Status.PLAN: "After that day it has run out of time, and it ends.",
}

BEFORE_PLAN = (
    Status.DRAFT,
    Status.SUPPORT,
    Status.SUPPORTED,
    Status.NOT_REACHED,
    Status.CHECK,
)
GATHERING = (Status.SUPPORT, Status.SUPPORTED)  # support is still counted after the target


class Section(Choice):
    """The sections of a plan, in order. The first form needs four; size says how many more."""

    IDEA = "idea", "The place and your idea"
    NEED = "need", "Who it helps"
    VOICES = "voices", "What people have told you"
    GROUP = "group", "Your group and its rules"
    SERVICES = "services", "Services and opening hours"
    PEOPLE = "people", "People: staff and volunteers"
    MONEY = "money", "Money for 5 years"
    BUILDING = "building", "Building, safety and insurance"
    RISKS = "risks", "Risks and what you will do"
    RENEWAL = "renewal", "Repairs and renewal for 10 years"
    EXIT = "exit", "What happens if it has to stop"


SHORT_FORM = (Section.IDEA, Section.NEED, Section.GROUP, Section.SERVICES)
FULL_PLAN = tuple(Section)[:9]  # what every draft has; a complex proposal has the others too


class Proposal(Model):
    """A group's proposal to run one place as a mutual."""

    __tablename__ = "proposal"
    __table_args__ = (
        Index("ix_proposal_council_id_status_id", "council_id", "status", "id"),
        Index("ix_proposal_council_id_id", "council_id", "id"),
    )

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood_group.id"), index=True)
    title: Mapped[str] = mapped_column(short(120))
    summary: Mapped[str] = mapped_column(short(400), default="")
    status: Mapped[Status] = mapped_column(stored_choice(Status, "status"), default=Status.DRAFT)
    support_target: Mapped[int] = mapped_column(default=0)  # fixed when gathering opens
    supporters_count: Mapped[int] = mapped_column(default=0)  # confirmed online, in the area
    supporters_elsewhere_count: Mapped[int] = mapped_column(default=0)  # outside it: shown apart
    paper_supporters_count: Mapped[int] = mapped_column(default=0)
    questions_count: Mapped[int] = mapped_column(default=0)
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_to_send_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    support_ended_on: Mapped[date | None]  # when gathering last ended, for the wait to restart
    yearly_cost: Mapped[int | None]  # pence, from the plan
    council_pays: Mapped[int | None]  # pence a year, from the plan
    money_version: Mapped[int] = mapped_column(default=0)  # how often the money table was saved
    public_money: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # as last sent (money.py)

    council: Mapped[Council] = relationship()
    neighbourhood: Mapped[Neighbourhood] = relationship()
    place: Mapped[Place] = relationship()
    group: Mapped[Group] = relationship()
    agreed_by: Mapped[Person | None] = relationship(foreign_keys=[agreed_by_id])
    size_facts: Mapped[SizeFacts | None] = relationship(back_populates="proposal")
    competitor: Mapped[Competitor | None] = relationship(back_populates="proposal")
    fast_track: Mapped[FastTrack | None] = relationship(back_populates="proposal")
    sections: Mapped[list["PlanSection"]] = relationship(
        back_populates="proposal", order_by="PlanSection.id"
    )
    years: Mapped[list["MoneyYear"]] = relationship(
        back_populates="proposal", order_by="MoneyYear.year"
    )

    @property
    def slug(self) -> str:
        """For addresses."""
        return addresses.slug(self.title)

    @property
    def reference(self) -> str:
        """What people quote: P7."""
        return f"P{self.id}"

    @property
    def name(self) -> str:
        """P7 Canal Gardens growing hub."""
        return f"{self.reference} {self.title}"

    @property
    def is_public(self) -> bool:
        """Drafts are the group's own; everything later is everybody's."""
        return self.status != Status.DRAFT

    @property
    def has_ended(self) -> bool:
        """Is this an ending, from which nothing more comes by itself?"""
        return self.status in ENDINGS

    @property
    def competition(self) -> Competition | None:
        """The open competition it is in, if it is in one."""
        found = self.competitor.competition if self.competitor else None
        return found if found and found.is_open else None

    @property
    def is_fast(self) -> bool:
        """Is it on the fast track, while the council still says that the place will close?"""
        return self.fast_track is not None and self.fast_track.closure.stands

    def promise(self, name: str) -> Promise:
        """One of the council’s promises, as it holds for this proposal. `name`: of a setting."""
        return self.council.settings.promise(FAST.get(name, name) if self.is_fast else name)

    @property
    def whose_turn(self) -> Whose:
        """Who acts next at the stage it stands at, where no turn says so itself."""
        return TURNS[self.status][0]

    @property
    def after_limit(self) -> str:
        """What happens when the group's time is over."""
        return AFTER_LIMIT.get(self.status, "")

    @property
    def is_gathering(self) -> bool:
        """Can people support it now?"""
        return self.status in GATHERING

    @property
    def all_supporters_count(self) -> int:
        """Confirmed supporters who live in the council's area, online and on paper."""
        return self.supporters_count + self.paper_supporters_count


class PlanSection(Model):
    """One section as it stands. Every saving adds a version; the newest is copied here."""

    __tablename__ = "plan_section"
    __table_args__ = (UniqueConstraint("proposal_id", "section"),)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    section: Mapped[Section] = mapped_column(stored_choice(Section, "section"))
    text: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=0)
    is_finished: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime | None]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    public_html: Mapped[str] = mapped_column(Text, default="")  # as it was last opened or sent
    public_version: Mapped[int] = mapped_column(default=0)

    proposal: Mapped[Proposal] = relationship(back_populates="sections")
    saved_by: Mapped[Person | None] = relationship(foreign_keys=[saved_by_id])


class OpenEditor(Model):
    """Who has a section open to write: advice for the others, not a lock. Housekeeping."""

    __tablename__ = "open_editor"
    __table_args__ = (UniqueConstraint("plan_section_id", "person_id"),)

    plan_section_id: Mapped[int] = mapped_column(ForeignKey("plan_section.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime]


class SectionVersion(Model):
    """A section as somebody saved it."""

    __tablename__ = "section_version"
    __table_args__ = (UniqueConstraint("plan_section_id", "version"),)

    plan_section_id: Mapped[int] = mapped_column(ForeignKey("plan_section.id"))
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    is_finished: Mapped[bool]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship()


class MoneyYear(Model):
    """One of the five years of the plan's money, in pence."""

    __tablename__ = "money_year"
    __table_args__ = (
        UniqueConstraint("proposal_id", "year"),
        CheckConstraint("year BETWEEN 1 AND 5", name="year"),
    )

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    year: Mapped[int]
    council_grant: Mapped[int] = mapped_column(default=0)
    sales: Mapped[int] = mapped_column(default=0)
    grants: Mapped[int] = mapped_column(default=0)
    donations: Mapped[int] = mapped_column(default=0)
    secured: Mapped[int] = mapped_column(default=0)  # of that year's income, promised in writing
    staff: Mapped[int] = mapped_column(default=0)
    energy: Mapped[int] = mapped_column(default=0)
    building: Mapped[int] = mapped_column(default=0)  # with the money put by for repairs
    put_by: Mapped[int] = mapped_column(default=0)  # of building: for lifecycle repairs
    other: Mapped[int] = mapped_column(default=0)
    debt_service: Mapped[int] = mapped_column(default=0)
    opening_cash: Mapped[int] = mapped_column(default=0)  # year 1 only; later years follow
    rebuild_value: Mapped[int | None]  # year 1 only; 0: nothing is built there

    proposal: Mapped[Proposal] = relationship(back_populates="years")


class Supporter(Model):
    """Somebody who supports a proposal; counted when they press the button in the e-mail."""

    __tablename__ = "supporter"
    __table_args__ = (
        UniqueConstraint("proposal_id", "email", "name_key"),
        CheckConstraint("email = lower(email)", name="email_is_lower"),
        Index(  # counts by neighbourhood are read from it alone, in order
            "ix_supporter_proposal_id_neighbourhood_id_confirmed_at",
            "proposal_id",
            "neighbourhood_id",
            "confirmed_at",
        ),
        Index("ix_supporter_proposal_id_show_name_id", "proposal_id", "show_name", "id"),
    )

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    name: Mapped[str] = mapped_column(short(80))
    name_key: Mapped[str] = mapped_column(short(80))  # the name for comparing: one row a person
    email: Mapped[str] = mapped_column(short(254))
    postcode: Mapped[str] = mapped_column(short(8))
    neighbourhood_id: Mapped[int | None] = mapped_column(  # None: outside the council's area
        ForeignKey("neighbourhood.id")
    )
    show_name: Mapped[bool] = mapped_column(default=False)
    confirmed_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]

    proposal: Mapped[Proposal] = relationship()
    neighbourhood: Mapped[Neighbourhood | None] = relationship()

    @property
    def is_elsewhere(self) -> bool:
        """Do they live outside the council's area?"""
        return self.neighbourhood_id is None


class SupportLink(Model):
    """A link sent to a supporter. Only its hash is kept; a newer one takes its place."""

    __tablename__ = "support_link"

    supporter_id: Mapped[int] = mapped_column(ForeignKey("supporter.id"), index=True)
    token_hash: Mapped[str] = mapped_column(short(64), unique=True)

    supporter: Mapped[Supporter] = relationship()


class PaperSheet(Model):
    """A batch of support sheets entered at the desk: what counted, and why some did not."""

    __tablename__ = "paper_sheet"
    __table_args__ = (UniqueConstraint("proposal_id", "number"),)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    number: Mapped[str] = mapped_column(short(20))  # as printed on the sheet
    lines: Mapped[int]
    counted: Mapped[int]
    left_out_because: Mapped[str] = mapped_column(Text, default="")
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    proposal: Mapped[Proposal] = relationship()
    neighbourhood: Mapped[Neighbourhood | None] = relationship()
