"""What stands before a decision: who decides, its notice, and the first lawful day for it."""

from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from commissioning.approvals.models import (
    Case,
    CaseStatus,
    DecisionFacts,
    ExemptPart,
    PlanEntry,
)
from commissioning.approvals.queries.decisions import deferrals_of
from commissioning.approvals.scheme import Reason
from commissioning.core import calendar, clock
from commissioning.core.database import db
from commissioning.core.pages import with_day
from commissioning.core.turns import Basis
from commissioning.groups.models import Group
from commissioning.places.settings import LEAST, CouncilSettings

SOON_DAYS = 28  # what /decisions lists first
RULES = "SI 2012/2089, regulation"
EXCEPTION_DAYS = 5  # clear working days; SI 2012/2089, reg. 10


class Out(NamedTuple):
    """Since when the notice and the papers of a decision are out, and what makes it quicker."""

    published_on: date | None = None
    papers_on: date | None = None
    exception_on: date | None = None
    agreed_on: date | None = None
    urgent_for: date | None = None  # the day that scrutiny was asked for

    @classmethod
    def of(cls, entry: PlanEntry | None) -> "Out":
        """As the forward plan has it."""
        if entry is None:
            return cls()
        return cls(entry.published_on, entry.papers_on, entry.exception_on, entry.agreed_on,
                   entry.urgent_for)  # fmt: skip

    def by(self, day: date) -> "Out":
        """The same, if everything that is missing went out on this day."""
        return self._replace(published_on=self.published_on or day, papers_on=self.papers_on or day)


class Wait(NamedTuple):
    """Something that has to be out for a time: from which day a decision is lawful, and why."""

    lawful_on: date | None  # None: it is not out yet
    why: Reason


def facts_of(case: Case) -> DecisionFacts | None:
    """The facts that say who decides; None until an officer wrote them down."""
    return db.session.scalar(select(DecisionFacts).where(DecisionFacts.case_id == case.id))


def entry_of(case: Case) -> PlanEntry | None:
    """What the forward plan says of this decision."""
    return db.session.scalar(select(PlanEntry).where(PlanEntry.case_id == case.id))


def exempt_part_of(case: Case) -> ExemptPart | None:
    """The part of the report that is kept back."""
    return db.session.scalar(select(ExemptPart).where(ExemptPart.case_id == case.id))


def get_entry(entry_id: int, council_id: int) -> PlanEntry:
    """One entry of this council’s forward plan. Raises NoResultFound."""
    query = select(PlanEntry).where(PlanEntry.id == entry_id, PlanEntry.council_id == council_id)
    return db.session.scalars(query).one()


def _open_entries(council_id: int) -> Select[PlanEntry]:
    query = select(PlanEntry).join(PlanEntry.case).options(contains_eager(PlanEntry.case))
    query = query.where(PlanEntry.council_id == council_id, Case.status != CaseStatus.DONE)
    return query.order_by(PlanEntry.decide_on, PlanEntry.id)


def forward_plan(council_id: int, *, neighbourhood_id: int | None = None) -> list[PlanEntry]:
    """All decisions that are to be made, the soonest first; the first 100."""
    query = _open_entries(council_id)
    if neighbourhood_id is not None:
        query = query.where(Case.neighbourhood_id == neighbourhood_id)
    return list(db.session.scalars(query.limit(100)))


def is_soon(entry: PlanEntry) -> bool:
    """Is it to be decided within 28 days, or has its day passed?"""
    return entry.decide_on <= clock.today() + timedelta(days=SOON_DAYS)


def waiting_for_scrutiny(council_id: int) -> list[PlanEntry]:
    """Entries for which urgency was asked, in time, and scrutiny has not agreed; the first 100."""
    query = _open_entries(council_id).where(
        PlanEntry.urgent_for >= clock.today(), PlanEntry.agreed_on.is_(None)
    )
    with_those_barred = contains_eager(PlanEntry.case).options(
        joinedload(Case.group).selectinload(Group.members),
        joinedload(Case.competitor),
        selectinload(Case.interests),
    )
    return list(db.session.scalars(query.options(with_those_barred).limit(100)))


def waits(case: Case, facts: DecisionFacts, out: Out) -> list[Wait]:
    """What has to be out before this is decided, and since when. Empty: it may be decided now."""
    found = []
    settings, is_private = case.council.settings, exempt_part_of(case) is not None
    if facts.is_key or (is_private and facts.body.meets_as_executive):
        found.append(_notice(settings, out, is_key=facts.is_key))
    if facts.body.meets:
        found.append(_papers(settings, out, facts))
    return found


def _notice(settings: CouncilSettings, out: Out, *, is_key: bool) -> Wait:
    """SI 2012/2089, regs 9 (notice), 10 (general exception), 11 (special urgency), 5 (private)."""
    days = settings.forward_notice_clear_days
    if is_key:
        says, source = "A key decision needs {} clear days of notice", f"{RULES} 9"
    else:
        says, source = "A private meeting needs {} clear days of notice", f"{RULES} 5"
    why = _by_law("forward_notice_clear_days", days, says, source)
    if out.published_on is None:
        return Wait(None, why)
    if out.agreed_on is not None:
        says = "Scrutiny agreed that it is urgent and cannot wait"
        agreed_for = max(out.agreed_on, out.urgent_for or out.agreed_on)
        why = Reason(says, Basis.LAW, f"{RULES} 11", is_compared=False)
        return Wait(agreed_for, why)
    on = calendar.clear_days_after(out.published_on, days)
    if is_key and out.exception_on is not None:
        sooner = settings.working_days.clear_after(out.exception_on, EXCEPTION_DAYS)
        if sooner < on:
            says = f"The general exception needs {EXCEPTION_DAYS} clear working days"
            why = Reason(says, Basis.LAW, f"{RULES} 10", is_compared=False)
            return Wait(sooner, why)
    return Wait(on, why)


def _papers(settings: CouncilSettings, out: Out, facts: DecisionFacts) -> Wait:
    """SI 2012/2089, reg. 7, for a cabinet; LGA 1972, s. 100B, for full council and committees."""
    days = settings.agenda_clear_days
    in_cabinet = facts.body.is_executive
    source = f"{RULES} 7" if in_cabinet else "Local Government Act 1972, section 100B"
    says = "The agenda and the report must be out for {} clear working days"
    why = _by_law("agenda_clear_days", days, says, source)
    if out.papers_on is None:
        return Wait(None, why)
    if in_cabinet and out.agreed_on is not None:  # a meeting at short notice
        return Wait(max(out.papers_on, out.agreed_on), why)
    return Wait(settings.working_days.clear_after(out.papers_on, days), why)


def _by_law(name: str, days: int, says: str, source: str) -> Reason:
    """So many days are needed: as few as the law allows, or more by this council’s own rule."""
    least = LEAST[name]
    if days == least:
        return Reason(says.format(days), Basis.LAW, source, is_compared=False)
    source = f"more than the {least} of {source}"
    return Reason(says.format(days), Basis.COUNCIL, source, is_compared=False)


def longest(found: list[Wait]) -> Wait | None:
    """The one that ends last, of those that are out; None when there is none."""
    known = [each for each in found if each.lawful_on is not None]
    return max(known, key=lambda each: each.lawful_on or date.min, default=None)


def why_not_on(day: date, case: Case, facts: DecisionFacts, out: Out) -> str | None:
    """Why it may not be decided on this day, if what is missing goes out today; None: it may."""
    last = longest(waits(case, facts, out.by(clock.today())))
    if last is None or last.lawful_on is None or day >= last.lawful_on:
        return None
    return too_early(last)


def before_deciding(case: Case) -> list[str]:
    """Why a decision cannot be made today, a sentence each."""
    facts = facts_of(case)
    if facts is None:
        return ["Nobody has written down yet who decides."]
    entry = entry_of(case)
    sentences = [too_early(each) for each in waits(case, facts, Out.of(entry)) if _is_early(each)]
    if entry is not None and entry.decide_on > clock.today():
        sentences.append(f"The forward plan says {with_day(entry.decide_on)}, not today.")
    put_off = deferrals_of(case)
    if entry is None and put_off and put_off[0].until > clock.today():
        sentences.append(f"The decision was put off until {with_day(put_off[0].until)}.")
    return sentences


def _is_early(wait: Wait) -> bool:
    return wait.lawful_on is None or wait.lawful_on > clock.today()


def too_early(wait: Wait) -> str:
    """Why it cannot be decided yet, with the first lawful day or what is missing."""
    until = "It is not out yet" if wait.lawful_on is None else (
        f"The first lawful day is {with_day(wait.lawful_on)}"
    )  # fmt: skip
    return f"{wait.why.says} ({wait.why.source}). {until}."
