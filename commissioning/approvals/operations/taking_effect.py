"""What becomes of a decision: it waits for its call-in, is called in, heard, and takes effect."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from commissioning.approvals import emails, rules
from commissioning.approvals.models import (
    PENDING,
    Body,
    CallIn,
    CallInGround,
    CallInRequest,
    Case,
    Choose,
    Decision,
    DecisionFacts,
    DecisionStatus,
    Outcome,
    PlanEntry,
)
from commissioning.approvals.operations.opening import open_next
from commissioning.approvals.queries import (
    advice_on,
    call_in_of,
    entry_of,
    facts_of,
    kind_waiting,
    last_day_to_call_in,
    requests_of,
    stewards_of,
    subject_of,
)
from commissioning.approvals.workflow import DECISION
from commissioning.core import clock, history, turns
from commissioning.core.database import db, unique
from commissioning.core.pages import with_day
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.turns import Promise, Whose
from commissioning.follows import operations as follows
from commissioning.people.models import Person, PostKind
from commissioning.people.queries import holders, the_service
from commissioning.votes.operations import take_step

STEPS = {
    Choose.APPROVE: "approve",
    Choose.WITH_CONDITIONS: "approve",
    Choose.REFUSE: "refuse",
}
SOURCE = "Local Government Act 2000, section 9F"
COPIED = ("maker", "matter", "papers", "copies_from", "ask_for", "where", "published_on")


def wait_for_call_in(decision: Decision, *, by: Person) -> None:
    """Nothing happens by it until the time for call-in is over. Scrutiny councillors are told."""
    subject, settings = subject_of(decision.case), decision.case.council.settings
    decision.call_in_until = last = last_day_to_call_in(decision.case)
    _begin_turn(subject, settings.promise("call_in_days"), last)
    says = f"The council decided: {decision.choice.words.lower()}"
    next_ = f"Councillors can call it in until {with_day(last)}. It takes effect after that."
    history.record(subject, "decide", by=by, says=says, reason=decision.reasons)
    _tell(subject, says, next_)
    emails.can_be_called_in(decision, holders(decision.council_id, PostKind.SCRUTINY))


def put_in_effect(decision: Decision, *, by: Person) -> None:
    """What was decided happens now: its subject takes its step, and the next case is opened."""
    subject = subject_of(decision.case)
    was_called_in = decision.status == DecisionStatus.CALLED_IN
    DECISION.take("stand" if was_called_in else "take-effect", decision, by=by)
    decision.effective_on = clock.today()
    decider = the_service() if was_called_in else by
    take_step(subject, STEPS[decision.choice], by=decider, reason=decision.reasons)
    if kind_waiting(subject):
        open_next(subject, by=decider)


def take_effect(decision_id: int) -> bool:
    """What the clock does after the time for call-in or its hearing. Was it still due?"""
    decision = _held(db.session.get_one(Decision, decision_id))
    if decision.status not in PENDING:
        return False
    if subject_of(decision.case).has_ended:
        DECISION.take("lapse", decision, by=the_service())
    else:
        put_in_effect(decision, by=the_service())
    return True


def call_in(decision: Decision, ground: CallInGround, words: str, *, by: Person) -> CallInRequest:
    """A scrutiny councillor asks for the decision to be looked at again.

    Each counts once. When as many as the council’s rule says have asked, it is called in.
    Raises NotAllowed when it cannot be called in, or not by this person; Refused without words.
    """
    rules.may_call_in.check(by, decision)
    _held(decision)
    subject = subject_of(decision.case)
    problem = rules.why_not_call_in(by, decision, subject.has_ended)
    if problem is not None:
        raise NotAllowed(problem)
    if not words.strip():
        raise Refused("Say why, so that people can understand", "words")
    request = CallInRequest(decision_id=decision.id, person_id=by.id, ground=ground, words=words)
    says = "You have asked for this already. Each councillor counts once."
    with unique("uq_call_in_request_decision_id_person_id", says=says):
        db.session.add(request)
    says = "A scrutiny councillor asked to call the decision in"
    history.record(subject, "ask-to-call-in", by=by, says=says, reason=f"{ground.words}. {words}")
    if len(requests_of(decision)) >= decision.case.council.settings.min_requesters:
        _start_hearing(decision, subject, by)
    return request


def _start_hearing(decision: Decision, subject: Any, by: Person) -> None:
    settings, case = decision.case.council.settings, decision.case
    DECISION.take("call-in", decision, by=by)
    hear_by = settings.working_days.after(clock.today(), settings.hearing_max_days)
    db.session.add(CallIn(decision_id=decision.id, called_on=clock.today(), hear_by=hear_by))
    _begin_turn(subject, settings.promise("hearing_max_days"), hear_by)
    says = "The decision was called in: councillors look at it again"
    next_ = f"They do so by {with_day(hear_by)}. Nothing happens by the decision until then."
    history.record(subject, "call-in", by=by, says=says)
    _tell(subject, says, next_)
    emails.called_in(decision, [*stewards_of(case.group), *_deciders(decision)], says, next_)


def record_hearing(decision: Decision, outcome: Outcome, reason: str, *, by: Person) -> None:
    """Write down what scrutiny said: the decision stands, or it is made again.

    By somebody who did not ask for the call-in, advise or decide. Raises NotAllowed and Refused.
    """
    found, subject = _hearing_for(by, decision), subject_of(decision.case)
    if subject.has_ended:
        raise Refused("The group withdrew this, so there is nothing left to decide.")
    if not reason.strip():
        raise Refused("Say why, so that people can understand", "reason")
    found.outcome, found.reason = outcome, reason
    found.heard_on, found.recorded_by_id = clock.today(), by.id
    says = f"Scrutiny looked at the decision. {outcome.words}"
    history.record(subject, "hear", by=by, says=says, reason=reason)
    if outcome == Outcome.STANDS:
        put_in_effect(decision, by=by)
    else:
        DECISION.take("decide-again", decision, by=by, reason=reason)
        _decide_again(decision, subject, outcome, by)
    people = [*stewards_of(decision.case.group), *_deciders(decision)]
    emails.called_in(decision, people, says, reason)


def _hearing_for(person: Person, decision: Decision) -> CallIn:
    """The call-in whose outcome this person may write down. Raises NotAllowed."""
    rules.may_record_hearing.check(person, decision)
    _held(decision)
    found = call_in_of(decision)
    askers = {each.person_id for each in requests_of(decision)}
    problem = rules.why_not_record_hearing(person, decision, advice_on(decision.case), askers)
    if problem is not None or found is None:
        raise NotAllowed(problem or "This is not called in.")
    return found


def _decide_again(decision: Decision, subject: Any, outcome: Outcome, by: Person) -> None:
    """A new case with the facts and the notice of the first; its papers have to go out anew."""
    settings = decision.case.council.settings
    turns.begin(subject, subject.status.value, Whose.COUNCIL, settings.promise("decision_days"))
    case = open_next(subject, by=by)
    known, entry = facts_of(decision.case), entry_of(decision.case)
    if known is not None:
        db.session.add(_same_facts(known, case, outcome))
    if entry is not None:
        days = settings.agenda_clear_days
        soonest = settings.working_days.clear_after(clock.today(), days)
        same = {name: getattr(entry, name) for name in COPIED}
        if outcome == Outcome.FULL_COUNCIL:
            same["maker"] = Body.FULL_COUNCIL.words
        db.session.add(PlanEntry(council_id=case.council_id, case_id=case.id, decide_on=soonest,
                                 **same))  # fmt: skip


def _same_facts(known: DecisionFacts, case: Case, outcome: Outcome) -> DecisionFacts:
    again = DecisionFacts(
        case_id=case.id, **vars(known.facts), scheme_body=known.scheme_body, body=known.body,
        higher_because=known.higher_because, because=known.because, is_key=known.is_key,
        key_because=known.key_because, recorded_by_id=known.recorded_by_id,
    )  # fmt: skip
    if outcome == Outcome.FULL_COUNCIL:
        again.body, again.higher_because = Body.FULL_COUNCIL, "Scrutiny sent it to full council"
        again.is_key = False
        again.key_because = "Full council decides it, so it is not a decision of the cabinet"
    return again


def _held(decision: Decision) -> Decision:
    """Let nobody else change this decision until the transaction ends, and look at it afresh."""
    db.session.flush()
    db.session.execute(select(Decision.id).where(Decision.id == decision.id).with_for_update())
    db.session.refresh(decision, ["status"])
    return decision


def _begin_turn(subject: Any, promise: Promise, last: date) -> None:
    """The council’s turn while a decision waits: it ends on the day after its last day."""
    promise = replace(promise, source=SOURCE)
    day = last + timedelta(days=1)
    turns.begin(subject, subject.status.value, Whose.COUNCIL, promise, due_on=day)


def _tell(subject: Any, says: str, next_: str) -> None:
    members = [each.person.email for each in subject.group.current_members]
    follows.tell(subject, f"{says}.", next_, also=members)


def _deciders(decision: Decision) -> Sequence[Person]:
    return holders(decision.council_id, PostKind.DECISION_MAKER)
