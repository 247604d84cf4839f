"""What stands before a decision: who decides, its notice, and the first lawful day for it."""

from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Select, select

from commissioning.approvals.models import (
    Case,
    CaseStatus,
    DecisionFacts,
    ExemptPart,
    PlanEntry,
)
from commissioning.approvals.scheme import Reason
from commissioning.core import calendar, clock
from commissioning.core.database import db
from commissioning.core.pages import with_day
from commissioning.core.turns import Basis

COMING_DAYS = 28
EXCEPTION_DAYS = 5  # clear working days; SI 2012/2089, reg. 10


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
    query = select(PlanEntry).join(Case, Case.id == PlanEntry.case_id)
    query = query.where(PlanEntry.council_id == council_id, Case.status != CaseStatus.DONE)
    return query.order_by(PlanEntry.decide_on, PlanEntry.id)


def coming(council_id: int) -> list[PlanEntry]:
    """Decisions to be made within 28 days, and those whose day has passed; the first 100."""
    until = clock.today() + timedelta(days=COMING_DAYS)
    query = _open_entries(council_id).where(PlanEntry.decide_on <= until)
    return list(db.session.scalars(query.limit(100)))


def waiting_for_scrutiny(council_id: int) -> list[PlanEntry]:
    """Entries for which urgency was asked and scrutiny has not agreed; the first 100."""
    query = _open_entries(council_id).where(
        PlanEntry.urgent_for.is_not(None), PlanEntry.agreed_on.is_(None)
    )
    return list(db.session.scalars(query.limit(100)))


def waits(case: Case, facts: DecisionFacts, entry: PlanEntry | None) -> list[Wait]:
    """What has to be out before this is decided, and since when. Empty: it may be decided now."""
    found = []
    settings, is_private = case.council.settings, exempt_part_of(case) is not None
    if facts.is_key or (is_private and facts.body.meets):
        found.append(_notice(settings.forward_notice_clear_days, entry, is_key=facts.is_key))
    if facts.body.meets:
        found.append(_papers(settings.agenda_clear_days, entry, facts))
    return found


def _notice(days: int, entry: PlanEntry | None, *, is_key: bool) -> Wait:
    """SI 2012/2089, regs 9 (notice), 10 (general exception), 11 (special urgency), 5 (private)."""
    if is_key:
        says, source = "A key decision needs {} clear days of notice", "regulation 9"
    else:
        says, source = "A private meeting needs {} clear days of notice", "regulation 5"
    law = Reason(says.format(days), Basis.LAW, f"SI 2012/2089, {source}", is_compared=False)
    if entry is None:
        return Wait(None, law)
    if entry.agreed_on is not None:
        says = "Scrutiny agreed that it is urgent and cannot wait"
        return Wait(entry.agreed_on, law._replace(says=says, source="SI 2012/2089, regulation 11"))
    on = calendar.clear_days_after(entry.published_on, days)
    if entry.exception_on is not None and is_key:
        sooner = calendar.clear_days_after(entry.exception_on, EXCEPTION_DAYS, working=True)
        says = f"The general exception needs {EXCEPTION_DAYS} clear working days"
        if sooner < on:
            source = "SI 2012/2089, regulation 10"
            return Wait(sooner, law._replace(says=says, source=source))
    return Wait(on, law)


def _papers(days: int, entry: PlanEntry | None, facts: DecisionFacts) -> Wait:
    """SI 2012/2089, regs 6 and 7, for a cabinet; LGA 1972, s. 100B, for council and committees."""
    source = "SI 2012/2089, regulation 7"
    if not facts.body.is_executive:
        source = "Local Government Act 1972, section 100B"
    says = f"The agenda and the report must be out for {days} clear working days"
    why = Reason(says, Basis.LAW, source, is_compared=False)
    if entry is None or entry.papers_on is None:
        return Wait(None, why)
    if entry.agreed_on is not None:  # a meeting at short notice
        return Wait(max(entry.papers_on, entry.agreed_on), why)
    return Wait(calendar.clear_days_after(entry.papers_on, days, working=True), why)


def first_lawful_day(waits: list[Wait]) -> date | None:
    """The first day on which it is lawful to decide; None while something is not out yet."""
    days = [each.lawful_on for each in waits]
    known = [each for each in days if each is not None]
    if len(known) < len(days):
        return None
    return max([*known, clock.today()])


def before_deciding(case: Case) -> list[str]:
    """Why a decision cannot be made today, a sentence each."""
    facts = facts_of(case)
    if facts is None:
        return ["Nobody has written down yet who decides."]
    entry = entry_of(case)
    return [too_early(each) for each in waits(case, facts, entry) if _is_early(each)]


def _is_early(wait: Wait) -> bool:
    return wait.lawful_on is None or wait.lawful_on > clock.today()


def too_early(wait: Wait) -> str:
    """Why it cannot be decided yet, with the first lawful day or what is missing."""
    until = "It is not out yet" if wait.lawful_on is None else (
        f"The first lawful day is {with_day(wait.lawful_on)}"
    )  # fmt: skip
    return f"{wait.why.says} ({wait.why.source}). {until}."
