"""A case on the council’s desk and what is written in it."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    Table,
    Text,
    UniqueConstraint,
    and_,
    text,
)
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from commissioning.core import clock
from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice
from commissioning.core.turns import Turn
from commissioning.groups.models import Group
from commissioning.people.models import Person
from commissioning.places.models import Council, Neighbourhood
from commissioning.proposals.models import Competition, Competitor, Proposal

if TYPE_CHECKING:
    from commissioning.approvals.models.deciding import DecisionFacts


class CaseKind(Choice):
    """What the council has to do."""

    PROPOSAL_CHECK = "proposal-check", "Council check"
    ASSESSMENT = "assessment", "Council assessment"
    DECISION = "decision", "Council decision"
    PROVIDER = "provider", "Finding who will run it"


class CaseStatus(Choice):
    """Whether the council can act on it."""

    OPEN = "open", "Open"
    WAITING = "waiting", "Waiting for the group’s answer"
    DONE = "done", "Done"


class Case(Model):
    """Something the council has to deal with. Its subject is named by kind and number."""

    __tablename__ = "council_case"
    __table_args__ = (
        Index("ix_council_case_council_id_status_kind", "council_id", "status", "kind"),
        Index(
            "uq_council_case_open_subject",
            "subject_kind",
            "subject_id",
            unique=True,
            sqlite_where=text("status != 'done'"),
            postgresql_where=text("status != 'done'"),
        ),
    )

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    subject_kind: Mapped[str] = mapped_column(short(40))
    subject_id: Mapped[int]
    group_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood_group.id"))
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))
    kind: Mapped[CaseKind] = mapped_column(stored_choice(CaseKind, "kind"))
    reference: Mapped[str] = mapped_column(short(20))
    title: Mapped[str] = mapped_column(short(160))
    status: Mapped[CaseStatus] = mapped_column(
        stored_choice(CaseStatus, "status"), default=CaseStatus.OPEN
    )
    opened_on: Mapped[date] = mapped_column(default=clock.today)
    closed_on: Mapped[date | None]
    answers_due_on: Mapped[date | None]

    council: Mapped[Council] = relationship()
    group: Mapped[Group] = relationship()
    neighbourhood: Mapped[Neighbourhood | None] = relationship()
    turn: Mapped[Turn | None] = relationship(
        primaryjoin=lambda: _is_open_turn_of_case(), viewonly=True
    )
    owner: Mapped[Person | None] = relationship(
        secondary="turn",
        primaryjoin=lambda: _is_open_turn_of_case(),
        secondaryjoin=lambda: foreign(Turn.owner_id) == Person.id,
        viewonly=True,
    )
    facts: Mapped["DecisionFacts | None"] = relationship(viewonly=True)
    competitor: Mapped[Competitor | None] = relationship(
        primaryjoin=lambda: and_(
            Case.subject_kind == Proposal.__tablename__,
            Case.subject_id == foreign(Competitor.proposal_id),
        ),
        viewonly=True,
    )
    interests: Mapped[list["Interest"]] = relationship(  # of all cases about the same thing
        secondary=lambda: _SAME,
        primaryjoin=lambda: and_(
            Case.subject_kind == _SAME.c.subject_kind,
            Case.subject_id == _SAME.c.subject_id,
        ),
        secondaryjoin=lambda: and_(_SAME.c.id == Interest.case_id, Interest.has_interest),
        order_by="Interest.id",
        viewonly=True,
    )
    checks: Mapped[list["Check"]] = relationship(order_by="Check.id")
    questions: Mapped[list["CaseQuestion"]] = relationship(order_by="CaseQuestion.number")

    @property
    def name(self) -> str:
        """P7 Canal Gardens growing hub."""
        return f"{self.reference} {self.title}"

    @property
    def is_done(self) -> bool:
        """Is there nothing more to do?"""
        return self.status == CaseStatus.DONE

    @property
    def is_before_vote(self) -> bool:
        """Does it come before residents vote?"""
        return self.kind in {CaseKind.PROPOSAL_CHECK, CaseKind.ASSESSMENT}

    @property
    def competition(self) -> Competition | None:
        """The open competition that it is about, if its proposal is in one."""
        found = self.competitor.competition if self.competitor else None
        return found if found and found.is_open else None

    @property
    def open_checks(self) -> list["Check"]:
        """Checks without a result."""
        return [check for check in self.checks if check.result is None]

    @property
    def failed_checks(self) -> list["Check"]:
        """Checks that were not passed."""
        return [check for check in self.checks if check.result == CheckResult.FAILED]

    @property
    def unanswered(self) -> list["CaseQuestion"]:
        """Questions the group still has to answer."""
        return [each for each in self.questions if each.answered_at is None]


_SAME: Any = cast(Table, Case.__table__).alias("same_subject")  # cases about the same thing


def _is_open_turn_of_case() -> ColumnElement[bool]:
    return and_(
        Case.subject_kind == foreign(Turn.subject_kind),
        Case.subject_id == foreign(Turn.subject_id),
        Turn.ended_on.is_(None),
    )


class Interest(Model):
    """What a decision-maker declared before deciding, or anybody of the council at any time.

    `done_before`: what somebody did in it who declared late, as everyone reads it.
    """

    __tablename__ = "interest"
    __table_args__ = (UniqueConstraint("case_id", "person_id"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("council_case.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    has_interest: Mapped[bool]
    words: Mapped[str] = mapped_column(Text, default="")
    done_before: Mapped[str] = mapped_column(Text, default="")
    declared_on: Mapped[date] = mapped_column(default=clock.today)


class CheckResult(Choice):
    """How a check came out."""

    PASSED = "passed", "Passed"
    FAILED = "failed", "Not passed"
    NOT_NEEDED = "not-needed", "Not needed here"


class Check(Model):
    """One thing to check in a case. Its words are those of the day the case was opened."""

    __tablename__ = "case_check"
    __table_args__ = (UniqueConstraint("case_id", "key"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("council_case.id"))
    key: Mapped[str] = mapped_column(short(40))
    words: Mapped[str] = mapped_column(short(200))
    result: Mapped[CheckResult | None] = mapped_column(stored_choice(CheckResult, "result"))
    reason: Mapped[str] = mapped_column(Text, default="")  # staff read it
    public_note: Mapped[str] = mapped_column(Text, default="")  # everyone reads it
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    checked_on: Mapped[date | None]


class CaseQuestion(Model):
    """A numbered question to the group. The council’s clock stands still until the answer."""

    __tablename__ = "case_question"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("council_case.id"))
    number: Mapped[int]
    question: Mapped[str] = mapped_column(Text)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_on: Mapped[date]
    answer: Mapped[str] = mapped_column(Text, default="")
    answer_html: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]


class Side(Choice):
    """Who speaks."""

    COUNCIL = "council", "The council"
    GROUP = "group", "The group"


class Message(Model):
    """A message between the council and the group, public or private."""

    __tablename__ = "case_message"
    __table_args__ = (Index("ix_case_message_case_id_id", "case_id", "id"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("council_case.id"))
    side: Mapped[Side] = mapped_column(stored_choice(Side, "side"))
    is_public: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(short(60))


class Note(Model):
    """What staff write for each other."""

    __tablename__ = "case_note"
    __table_args__ = (Index("ix_case_note_case_id_id", "case_id", "id"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("council_case.id"))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Ground(Choice):
    """Why a proposal can be refused (ux study 0.5). Each needs a public sentence as well."""

    NOT_OURS = "not-ours", "It is not the council’s place"
    ALREADY_AGREED = "already-agreed", "A sale or contract is already agreed"
    LAND_RULE = "land-rule", "A lease, grant or charity rule stops it until a date"
    GROUP_CANNOT = "group-cannot", "The group cannot take it on in law"
    INFORMATION = "information", "Information is still missing after we asked twice"
    BREAKS_LAW = "breaks-law", "It would break a named law or duty"
    SAME = "same", "It is the same as an open proposal"
    SERVICE_ENDS = "service-ends", "The council has already agreed to stop the service"
    SITE_RULES = "site-rules", "It breaks the rules of this site"
    NOT_READY = "not-ready", "The plan does not reach the score it needs"


class SendBackGround(Choice):
    """Why something goes back to the group."""

    MISSING = "missing", "Something is missing"
    UNCLEAR = "unclear", "Something is not clear"
    FIGURES = "figures", "The figures do not add up or are out of date"
    RULES = "rules", "The group’s rules need a change"
    SAFETY = "safety", "Building or safety needs more work"


class LateReason(Choice):
    """Why the council is late (ux study 0.5)."""

    ADVICE = "advice", "Advice is not back yet"
    SURVEY = "survey", "A survey or valuation is not back yet"
    ABSENCE = "absence", "Staff are away"
    QUESTIONS = "questions", "There were more questions than we expected"
    MEETING = "meeting", "A meeting moved"
    OTHER = "other", "Another reason"
