"""An agreement between a council and a mutual: terms, things to do before and after, promises."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.agreements.kpis import BY_KEY, Kpi
from commissioning.core import addresses, clock
from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice
from commissioning.groups.models import Group
from commissioning.mutuals.models import Mutual
from commissioning.mutuals.quarters import Quarter
from commissioning.people.models import Person
from commissioning.places.models import Council
from commissioning.proposals.models import Proposal

LONGEST_TERM = 2000  # characters


class Term(Choice):
    """What heads of terms settle, one by one, in the order of the page."""

    PREMISES = "premises", "The building and land, with the plan"
    INSTRUMENT = "instrument", "Lease or licence, and for how long"
    RENT = "rent", "Rent and when it is looked at again"
    USE = "use", "What it may be used for"
    REPAIRS = "repairs", "Who repairs what"
    INSURANCE = "insurance", "Who insures what"
    SHARING = "sharing", "Passing it on, letting rooms and hiring out"
    ALTERATIONS = "alterations", "Changes to the building"
    BREAKS = "breaks", "When each side may end it early"
    REVERTER = "reverter", "When it goes back to the council"
    ASSET_LOCK = "asset-lock", "The asset lock"
    NOMINEE = "nominee", "The council’s place on the board"
    SERVICE = "service", "The service the mutual gives"
    SUPPORT = "support", "Money and help from the council, year by year"
    STAFF = "staff", "Staff who move over, and their pensions"
    STOCK = "stock", "Stock, equipment and computers"
    DATA = "data-sharing", "Sharing of data"
    NAME = "name", "Name and signs"
    STEP_IN = "step-in", "When the council may step in"
    MONITORING = "monitoring", "Reports and visits"
    DISPUTES = "disputes", "How disputes are settled"
    TENANCY_ACT = "tenancy-act", "Landlord and Tenant Act 1954"
    LAND_REGISTRY = "land-registry", "HM Land Registry (for a lease of more than 7 years)"
    CHARITY_LAND = "charity-land", "Words the law asks for when it is charity land"


NEEDED_TERMS = (Term.INSTRUMENT, Term.RENT, Term.USE, Term.REPAIRS, Term.INSURANCE, Term.SERVICE)


class AgreementStatus(Choice):
    """Has it been signed?"""

    DRAFT = "draft", "Being written"
    SIGNED = "signed", "Signed by both sides"
    IN_FORCE = "in-force", "In force"


class Side(Choice):
    """Who has to do it."""

    COUNCIL = "council", "The council"
    MUTUAL = "mutual", "The mutual"


class TaskKind(Choice):
    """Must it be done before the doors open, or by a date?"""

    CONDITION = "condition", "Before the doors open"
    MILESTONE = "milestone", "By its date"


class PromiseRule(Choice):
    """How a promise is judged."""

    MIN = "min", "At least"
    MAX = "max", "At most"
    COUNT = "count", "Only counted"


class Agreement(Model):
    """What a council and a mutual agree about one place."""

    __tablename__ = "agreement"

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), unique=True)
    mutual_id: Mapped[int | None] = mapped_column(ForeignKey("mutual.id"), unique=True)
    status: Mapped[AgreementStatus] = mapped_column(
        stored_choice(AgreementStatus, "status"), default=AgreementStatus.DRAFT
    )
    terms: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    council_signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    council_signed_at: Mapped[datetime | None]
    mutual_signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    mutual_signed_at: Mapped[datetime | None]

    council: Mapped[Council] = relationship()
    proposal: Mapped[Proposal] = relationship()
    mutual: Mapped[Mutual | None] = relationship()
    tasks: Mapped[list["HandoverTask"]] = relationship(
        back_populates="agreement", order_by="HandoverTask.due_on, HandoverTask.id"
    )
    promises: Mapped[list["KeptPromise"]] = relationship(
        back_populates="agreement", order_by="KeptPromise.id"
    )

    @property
    def slug(self) -> str:
        """For addresses."""
        return addresses.slug(self.proposal.title)

    @property
    def group(self) -> Group:
        """The group that proposed it: its members cannot act for the council here."""
        return self.proposal.group

    @property
    def title(self) -> str:
        """Agreement: Canal Gardens growing hub."""
        return f"Agreement: {self.proposal.title}"

    @property
    def filled_terms(self) -> list[tuple[Term, str]]:
        """The terms that are settled, in order."""
        return [(term, self.terms[term]) for term in Term if self.terms.get(term)]

    @property
    def done_tasks(self) -> list["HandoverTask"]:
        """What has been done."""
        return [task for task in self.tasks if task.done_on]

    @property
    def late_tasks(self) -> list["HandoverTask"]:
        """What should have been done by now."""
        return [task for task in self.tasks if task.is_late]


class HandoverTask(Model):
    """A condition or a milestone: what, by which side and post, and by when."""

    __tablename__ = "handover_task"

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    kind: Mapped[TaskKind] = mapped_column(stored_choice(TaskKind, "kind"))
    what: Mapped[str] = mapped_column(short(200))
    side: Mapped[Side] = mapped_column(stored_choice(Side, "side"))
    post: Mapped[str] = mapped_column(short(80))  # a post, never a person's name
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    agreement: Mapped[Agreement] = relationship(back_populates="tasks")
    done_by: Mapped[Person | None] = relationship()

    @property
    def is_late(self) -> bool:
        """Not done, and its date has gone by."""
        return self.done_on is None and self.due_on < clock.today()


class KeptPromise(Model):
    """A figure the mutual promises to reach from a quarter on. Targets are in hundredths."""

    __tablename__ = "kept_promise"
    __table_args__ = (
        UniqueConstraint("agreement_id", "kpi"),
        CheckConstraint("(rule = 'count') = (target IS NULL)", name="target_or_count"),
    )

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    kpi: Mapped[str] = mapped_column(short(40))
    rule: Mapped[PromiseRule] = mapped_column(stored_choice(PromiseRule, "rule"))
    target: Mapped[int | None]
    from_quarter: Mapped[str] = mapped_column(short(7))

    agreement: Mapped[Agreement] = relationship(back_populates="promises")

    @property
    def figure(self) -> Kpi:
        """What is counted."""
        return BY_KEY[self.kpi]

    @property
    def goal(self) -> float | None:
        """The target as a number."""
        return None if self.target is None else self.target / 100

    @property
    def words(self) -> str:
        """At least 40,000."""
        if self.goal is None:
            return self.rule.words
        return f"{self.rule.words} {self.figure.shown(self.goal)}"

    @property
    def from_quarter_words(self) -> str:
        """July to September 2026."""
        return Quarter.from_key(self.from_quarter).words

    def holds_in(self, quarter: Quarter) -> bool:
        """Has the quarter come from which the promise counts?"""
        return Quarter.from_key(self.from_quarter) <= quarter

    def is_kept(self, value: float) -> bool:
        """Does this value keep the promise? What is only counted cannot be broken."""
        if self.goal is None:
            return True
        return value >= self.goal if self.rule is PromiseRule.MIN else value <= self.goal
