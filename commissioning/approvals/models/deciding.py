"""What stands before a decision: who decides, the notice of it, and what is kept back."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.approvals.models.cases import Case
from commissioning.approvals.scheme import Body, Facts, Land, Reason, reason_of
from commissioning.core import clock
from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice
from commissioning.files.models import Paragraph


class DecisionFacts(Model):
    """The facts of a case, and who decides by them. Its words are those of the day."""

    __tablename__ = "decision_facts"
    __table_args__ = (CheckConstraint("value >= 0", name="value"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("council_case.id"), unique=True)
    value: Mapped[int]  # pence spent, saved or given over its whole life
    neighbourhoods: Mapped[int]
    land: Mapped[Land] = mapped_column(stored_choice(Land, "land"))
    lease_years: Mapped[int | None]
    is_undervalue: Mapped[bool]
    is_charity_land: Mapped[bool]
    changes_libraries: Mapped[bool]
    is_outside_framework: Mapped[bool]
    scheme_body: Mapped[Body] = mapped_column(stored_choice(Body, "scheme_body"))
    body: Mapped[Body] = mapped_column(stored_choice(Body, "body"))  # the same, or a higher one
    higher_because: Mapped[str] = mapped_column(Text, default="")
    because: Mapped[str] = mapped_column(short(300))
    is_key: Mapped[bool]
    key_because: Mapped[str] = mapped_column(short(300))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_on: Mapped[date] = mapped_column(default=clock.today)

    @property
    def facts(self) -> Facts:
        """As the scheme reads them."""
        return Facts(
            self.value,
            self.neighbourhoods,
            self.land,
            self.lease_years,
            self.is_undervalue,
            self.is_charity_land,
            self.changes_libraries,
            self.is_outside_framework,
        )

    @property
    def why(self) -> Reason:
        """Why this body decides, as it was written down."""
        return reason_of(self.because)

    @property
    def key_why(self) -> Reason:
        """Why it is key or not, as it was written down."""
        return reason_of(self.key_because)


class Office(Choice):
    """In which office somebody agrees that a decision is urgent (SI 2012/2089, reg. 11)."""

    SCRUTINY_CHAIR = "scrutiny-chair", "Chair of scrutiny"
    COUNCIL_CHAIR = "council-chair", "Chair of the council, as scrutiny has no chair who can act"
    VICE_CHAIR = "vice-chair", "Vice-chair of the council, as neither chair can act"


class PlanEntry(Model):
    """What the forward plan says of a decision that is coming: the notice of it."""

    __tablename__ = "plan_entry"
    __table_args__ = (Index("ix_plan_entry_council_id_decide_on", "council_id", "decide_on"),)

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("council_case.id"), unique=True)
    matter: Mapped[str] = mapped_column(Text)
    maker: Mapped[str] = mapped_column(Text)  # a name and title, or a body and its members
    decide_on: Mapped[date]
    where: Mapped[str] = mapped_column(Text, default="")  # of the meeting, and at what time
    papers: Mapped[str] = mapped_column(Text)
    copies_from: Mapped[str] = mapped_column(Text)
    ask_for: Mapped[str] = mapped_column(Text)  # how to ask for papers that come later
    published_on: Mapped[date]  # the days of notice count from here
    papers_on: Mapped[date | None]  # agenda and report open to everyone
    exception_on: Mapped[date | None]  # general exception: notice to the chair of scrutiny
    exception_reason: Mapped[str] = mapped_column(Text, default="")
    chair: Mapped[str] = mapped_column(short(160), default="")
    urgent_reason: Mapped[str] = mapped_column(Text, default="")
    urgent_for: Mapped[date | None]  # the day that is asked for
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    agreed_on: Mapped[date | None]
    agreed_as: Mapped[Office | None] = mapped_column(stored_choice(Office, "agreed_as"))
    changed_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)

    case: Mapped[Case] = relationship()

    @property
    def is_urgent(self) -> bool:
        """Did scrutiny agree that it cannot wait?"""
        return self.agreed_on is not None

    @property
    def waits_for_scrutiny(self) -> bool:
        """Was urgency asked for, for a day that has not passed, and not agreed yet?"""
        if self.urgent_for is None or self.agreed_on is not None:
            return False
        return self.urgent_for >= clock.today()


class ExemptPart(Model):
    """The part of a report that is kept back, on what ground, and why that is right."""

    __tablename__ = "exempt_part"

    case_id: Mapped[int] = mapped_column(ForeignKey("council_case.id"), unique=True)
    paragraph: Mapped[Paragraph] = mapped_column(stored_choice(Paragraph, "paragraph"))
    public_interest: Mapped[str] = mapped_column(Text)  # everyone reads it
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
