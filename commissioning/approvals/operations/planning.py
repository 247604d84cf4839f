"""The forward plan: notice of a decision, its papers, and the two lawful ways to be quicker."""

from dataclasses import dataclass
from datetime import date

from commissioning.approvals import emails, rules
from commissioning.approvals.models import (
    Case,
    DecisionFacts,
    ExemptPart,
    Office,
    Paragraph,
    PlanEntry,
)
from commissioning.approvals.operations.desk import must_be_at_work
from commissioning.approvals.operations.moving import CHANGED
from commissioning.approvals.operations.reporting import publish_report
from commissioning.approvals.queries import (
    Out,
    advice_on,
    entry_of,
    exempt_part_of,
    facts_of,
    interest_of,
    stewards_of,
    subject_of,
    why_not_on,
)
from commissioning.core import clock, history, text
from commissioning.core.database import db, unique
from commissioning.core.pages import with_day
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.gates.law import Blocks
from commissioning.gates.operations import must_be_clear
from commissioning.people.models import Person, PostKind
from commissioning.people.queries import holders
from commissioning.proposals.models import Proposal

SAY_WHY = "Say why, so that people can understand"


@dataclass(frozen=True)
class Notice:
    """What the notice of a key decision states (SI 2012/2089, reg. 9(1))."""

    matter: str
    maker: str
    decide_on: date
    papers: str
    copies_from: str
    ask_for: str
    where: str = ""


def publish_entry(case: Case, notice: Notice, *, by: Person) -> PlanEntry:
    """Put a decision in the forward plan, or change what it says there.

    Another matter or maker is another notice: its days count anew. Raises Refused for a day that
    is not lawful, with the first one that is.
    """
    facts = _facts(case, by)
    known = entry_of(case)
    if known is not None and (known.matter, known.maker) == (notice.matter, notice.maker):
        out = Out.of(known)
    else:
        out = Out(papers_on=known.papers_on if known else None)
    _must_be_lawful(notice.decide_on, case, facts, out)
    entry = known or PlanEntry(council_id=case.council_id, case_id=case.id)
    for name, value in vars(notice).items():
        setattr(entry, name, value)
    if out.published_on is None:
        _count_anew(entry)
    if known is None:
        with unique("uq_plan_entry_case_id", says=CHANGED):
            db.session.add(entry)
    says = f"The forward plan says that it is decided on {with_day(notice.decide_on)}"
    history.record(subject_of(case), "publish-notice", by=by, says=says)
    return entry


def restart(case: Case, why: str, *, by: Person) -> None:
    """What was notified has changed, for this reason: the days of its notice count from today.

    Nothing to do where no notice is out. Raises Refused once the papers are out.
    """
    entry = entry_of(case)
    if entry is None:
        return
    if entry.papers_on is not None:
        raise Refused(f"The papers are out already, so it is too late: {why}.")
    _count_anew(entry)
    says = f"The days of notice count anew: {why}"
    history.record(subject_of(case), "restart-notice", by=by, says=says)


def _count_anew(entry: PlanEntry) -> None:
    """Its days begin today, and no leave that was got for another notice shortens them."""
    entry.published_on = clock.today()
    entry.exception_on = entry.urgent_for = entry.agreed_on = None
    entry.asked_by_id = entry.agreed_by_id = entry.agreed_as = None
    entry.chair = entry.exception_reason = entry.urgent_reason = ""


def publish_papers(case: Case, *, by: Person) -> PlanEntry:
    """Open the agenda and the report to everyone. The report cannot change after that."""
    facts, entry = _facts(case, by), _entry(case)
    if entry.papers_on is not None:
        raise Refused("The papers are out already.")
    if advice_on(case) is None:
        raise Refused("Write the report first.")
    _must_be_lawful(entry.decide_on, case, facts, Out.of(entry))
    subject = subject_of(case)
    if isinstance(subject, Proposal):
        must_be_clear(subject, Blocks.PAPERS, by=by)
    entry.papers_on = clock.today()
    publish_report(case)
    history.record(subject, "publish-papers", by=by, says="The agenda and the report are out")
    deciders = holders(case.council_id, PostKind.DECISION_MAKER)
    emails.papers_out(entry, [*deciders, *stewards_of(case.group)])
    return entry


def use_exception(case: Case, chair: str, reason: str, decide_on: date, *, by: Person) -> None:
    """The general exception: 28 days are not possible, and the chair of scrutiny was told.

    SI 2012/2089, reg. 10: 5 clear days after the notice with the reasons. `chair`: who was told.
    """
    facts, entry = _facts(case, by), _entry(case)
    if not facts.is_key:
        raise Refused("Only a key decision needs the general exception.")
    if not chair.strip():
        raise Refused("Say who was told", "chair")
    if not reason.strip():
        raise Refused(SAY_WHY, "reason")
    out = Out.of(entry)._replace(exception_on=clock.today())
    _must_be_lawful(decide_on, case, facts, out)
    entry.exception_on, entry.chair, entry.exception_reason = clock.today(), chair, reason
    entry.decide_on = decide_on
    says = f"The general exception was used: it is decided on {with_day(decide_on)}"
    history.record(subject_of(case), "use-exception", by=by, says=says, reason=reason)


def ask_urgency(case: Case, reason: str, decide_on: date, *, by: Person) -> None:
    """Ask scrutiny to agree that a key decision cannot wait (SI 2012/2089, reg. 11).

    When the day has passed without an answer, whoever asked can ask again: somebody else cannot,
    as the first could agree then.
    """
    facts, entry = _facts(case, by), _entry(case)
    if not facts.is_key:
        raise Refused("Only a key decision can be urgent in this way.")
    _must_be_unasked(entry, by)
    if not reason.strip():
        raise Refused(SAY_WHY, "reason")
    if decide_on < clock.today():
        raise Refused("Choose today or a later day", "decide_on")
    if (entry.urgent_reason, entry.urgent_for) == (reason, decide_on):
        raise Refused("Scrutiny has this question already.")
    entry.urgent_reason, entry.urgent_for, entry.asked_by_id = reason, decide_on, by.id
    says = "Scrutiny was asked to agree that this is urgent"
    history.record(subject_of(case), "ask-urgency", by=by, says=says, reason=reason)
    emails.urgency_asked(entry, holders(case.council_id, PostKind.SCRUTINY))


def _must_be_unasked(entry: PlanEntry, by: Person) -> None:
    if entry.is_urgent:
        raise Refused("Scrutiny has agreed already.")
    if entry.waits_for_scrutiny:
        raise Refused("Scrutiny has been asked already. Wait for the answer.")
    if entry.asked_by_id not in {None, by.id}:
        raise Refused("Somebody else asked before. Only they can ask again.")


def agree_urgency(case: Case, office: Office, *, by: Person) -> None:
    """A scrutiny councillor agrees: neither who asked or advised, nor a decision-maker here.

    `office`: reg. 11 wants the chair of scrutiny, else the council’s chair, else its vice-chair.
    When the day that was asked for has passed, nobody waits for this any more.
    """
    rules.may_agree_urgency.check(by, case)
    must_be_at_work(case)
    entry = _entry(case)
    problem = rules.why_not_agree(by, entry, advice_on(case), interest_of(by, case))
    if problem is not None or entry.urgent_for is None:
        raise NotAllowed(problem or CHANGED)
    entry.agreed_by_id, entry.agreed_on, entry.agreed_as = by.id, clock.today(), office
    entry.decide_on = entry.urgent_for
    says = f"Scrutiny agreed that this is urgent: it is decided on {with_day(entry.decide_on)}"
    history.record(subject_of(case), "agree-urgency", by=by, says=says,
                   reason=entry.urgent_reason, office=office.value)  # fmt: skip


def keep_back(
    case: Case, paragraph: Paragraph, public_interest: str, words: str, *, by: Person
) -> ExemptPart:
    """Write the part of the report that only officers and decision-makers read.

    Everyone reads the paragraph of Schedule 12A and why keeping it back is in the public interest.
    """
    facts, entry = _facts(case, by), entry_of(case)
    if entry is not None and entry.papers_on is not None:
        raise Refused("The report is out for everyone, so it cannot change now.")
    if not public_interest.strip():
        raise Refused(SAY_WHY, "public_interest")
    if not words.strip():
        raise Refused("Write the part that is kept back", "words")
    known = exempt_part_of(case)
    if known is None and facts.body.meets_as_executive:
        restart(case, "part of the meeting is to be private", by=by)
    part = known or ExemptPart(case_id=case.id)
    part.paragraph, part.public_interest, part.person_id = paragraph, public_interest, by.id
    part.text, part.html = words, text.to_html(words)
    if known is None:
        with unique("uq_exempt_part_case_id", says=CHANGED):
            db.session.add(part)
    history.record(subject_of(case), "keep-back", by=by, reason=public_interest,
                   says=f"Part of the report is kept back. {paragraph.words}")  # fmt: skip
    return part


def _facts(case: Case, by: Person) -> DecisionFacts:
    """What an officer needs for any of this. Raises NotAllowed, or Refused while it is missing."""
    rules.may_advise.check(by, case)
    must_be_at_work(case)
    facts = facts_of(case)
    if facts is None:
        raise Refused("Say who decides first.")
    return facts


def _entry(case: Case) -> PlanEntry:
    entry = entry_of(case)
    if entry is None:
        raise Refused("Publish the notice first.")
    return entry


def _must_be_lawful(day: date, case: Case, facts: DecisionFacts, out: Out) -> None:
    problem = why_not_on(day, case, facts, out)
    if day < clock.today():
        problem = "Choose today or a later day"
    if problem is not None:
        raise Refused(problem, "decide_on")
