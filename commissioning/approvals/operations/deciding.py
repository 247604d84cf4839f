"""Advice, interests and the decision."""

from dataclasses import dataclass
from datetime import date

from commissioning.approvals import emails, rules
from commissioning.approvals.models import (
    Advice,
    Case,
    CaseKind,
    Choose,
    Decision,
    Deferral,
    Interest,
)
from commissioning.approvals.operations.conditions import write_conditions
from commissioning.approvals.operations.desk import finish, hold, must_be_at_work
from commissioning.approvals.operations.moving import CHANGED
from commissioning.approvals.operations.reporting import publish_report
from commissioning.approvals.operations.taking_effect import put_in_effect, wait_for_call_in
from commissioning.approvals.queries import (
    advice_on,
    count_with_interest,
    decision_on,
    deferrals_of,
    entry_of,
    facts_of,
    in_the_way,
    interest_of,
    kind_waiting,
    stewards_of,
    subject_of,
    why_not_callable,
    writers_of,
)
from commissioning.core import clock, history, text, turns
from commissioning.core.database import db, unique
from commissioning.core.history import Visibility
from commissioning.core.pages import plural, with_day
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.people.models import Person

NO_INTEREST = "Who decided declared that they have no interest in this."


@dataclass(frozen=True)
class Written:
    """What a decision-maker writes down. All of it is published.

    `conditions` are to be met before the opening, `later` ones after it; `consulted` names the
    conflicts of members who were asked.
    """

    choice: Choose
    reasons: str
    rejected: str
    conditions: str = ""
    differs_because: str = ""
    dispensations: str = ""
    later: str = ""
    consulted: str = ""

    @property
    def all_conditions(self) -> str:
        """Both kinds, a line each."""
        return "\n".join(filter(None, (self.conditions.strip(), self.later.strip())))


def advise(case: Case, choice: Choose, words: str, *, by: Person) -> Advice:
    """One officer advises the decision-maker, and can change it. Whoever advised cannot decide."""
    rules.may_advise.check(by, case)
    must_be_at_work(case)
    if not words.strip():
        raise Refused("Say why, so that people can understand", "words")
    entry, advice = entry_of(case), advice_on(case)
    if entry is not None and entry.papers_on is not None:
        raise Refused("The report is out for everyone, so it cannot change now.")
    if advice is not None and advice.person_id != by.id:
        raise Refused("Another officer has advised on this already.")
    if advice is None:
        advice = Advice(case_id=case.id, person_id=by.id)
    advice.given_on = clock.today()
    advice.choice, advice.text, advice.html = choice, words, text.to_html(words)
    with unique("uq_advice_case_id", says=CHANGED):
        db.session.add(advice)
    history.record(case, "advise", by=by, says=f"An officer advised: {choice.words.lower()}",
                   visibility=Visibility.INTERNAL)  # fmt: skip
    return advice


def declare(case: Case, has_interest: bool, words: str = "", *, by: Person) -> Interest:
    """Declare an interest in this, or that there is none. It is declared once and stays."""
    rules.may_open_decision.check(by, case)
    must_be_at_work(case)
    if has_interest and not words.strip():
        raise Refused("Say what your interest is", "words")
    interest = Interest(case_id=case.id, person_id=by.id, has_interest=has_interest, words=words)
    with unique("uq_interest_case_id_person_id", says="You have declared your interests already."):
        db.session.add(interest)
    if has_interest:
        says = "A decision-maker declared an interest and takes no part"
        history.record(subject_of(case), history.INTEREST, by=by, says=says, note=words)
    else:
        history.record(case, history.INTEREST, by=by, says="A decision-maker has no interest",
                       visibility=Visibility.INTERNAL)  # fmt: skip
    return interest


def decide(case: Case, written: Written, *, by: Person) -> Decision:
    """Record and publish the council’s decision.

    It takes effect at once, or, where councillors can call it in, when the time for that is over.

    Raises NotAllowed when this person advised, has an interest or has not declared; Refused when
    something is missing or somebody else has just decided.
    """
    advice = _advised(case, by)
    check_decision(case, written, advice)
    subject, facts = subject_of(case), facts_of(case)
    if facts is None or kind_waiting(subject) != CaseKind.DECISION:
        raise Refused("This does not wait for a decision now.")
    cannot = why_not_callable(case, facts, entry_of(case), decision_on(subject))
    publish_report(case)
    finish(case, by=by, outcome=written.choice.value)
    decision = _decision(case, written, advice, by)
    with unique("uq_decision_case_id", says=CHANGED):
        db.session.add(decision)
    write_conditions(decision, written.conditions, written.later)
    if cannot is None:
        wait_for_call_in(decision, by=by)
    else:
        decision.no_call_in = cannot
        put_in_effect(decision, by=by)
    emails.decided(case, decision, stewards_of(case.group))
    return decision


def _advised(case: Case, by: Person) -> Advice:
    """The advice on a case that this person may decide. Raises NotAllowed with the reason."""
    hold(case)  # two who put it off, or one who does while another decides
    rules.may_decide.check(by, case)
    must_be_at_work(case)
    advice = advice_on(case)
    interest, entry = interest_of(by, case), entry_of(case)
    problem = rules.why_not_decide(by, advice, interest, entry, writers_of(case))
    if problem is not None or advice is None:
        raise NotAllowed(problem or CHANGED)
    return advice


def defer(case: Case, until: date, reason: str, *, by: Person) -> Deferral:
    """Put the decision off until a day, with a reason that everyone can read.

    Raises NotAllowed as `decide` does; Refused for a day that is not later than today.
    """
    _advised(case, by)
    if until <= clock.today():
        raise Refused("Choose a day after today", "until")
    if any(each.until == until for each in deferrals_of(case)[:1]):
        raise Refused("It is put off until that day already", "until")
    if not reason.strip():
        raise Refused("Say why, so that people can understand", "reason")
    made = Deferral(case_id=case.id, person_id=by.id, role=by.role_words, until=until,
                    reason=reason)  # fmt: skip
    db.session.add(made)
    subject, entry = subject_of(case), entry_of(case)
    if entry is not None:
        entry.decide_on = until
    turn = turns.turn_of(subject)
    if turn is not None and turn.due_on is not None and until > turn.due_on:
        turn.late_reason, turn.new_date = f"The decision was put off. {reason}", until
    says = f"The council put its decision off until {with_day(until)}"
    history.record(subject, "defer", by=by, says=says, reason=reason, until=until.isoformat())
    emails.moved(case, subject, stewards_of(case.group), says, reason)
    return made


def check_decision(case: Case, written: Written, advice: Advice) -> None:
    """Raise Refused when something that a decision needs is missing."""
    if not written.reasons.strip():
        raise Refused("Give the council’s reasons", "reasons")
    if not written.rejected.strip():
        raise Refused("Say which other options there were, and why not those", "rejected")
    if written.choice == Choose.WITH_CONDITIONS and not written.all_conditions:
        raise Refused("Write the conditions", "conditions")
    if written.choice != advice.choice and not written.differs_because.strip():
        raise Refused("Say why the council does not follow the advice", "differs_because")
    obstacles = in_the_way(case)
    if obstacles:
        raise Refused(" ".join(obstacles))


def _decision(case: Case, written: Written, advice: Advice, by: Person) -> Decision:
    has_conditions = written.choice == Choose.WITH_CONDITIONS
    conditions = written.all_conditions if has_conditions else ""
    return Decision(
        council_id=case.council_id,
        case_id=case.id,
        subject_kind=case.subject_kind,
        subject_id=case.subject_id,
        title=case.title,
        choice=written.choice,
        advised=advice.choice,
        advice_html=advice.html,
        reasons=written.reasons,
        reasons_html=text.to_html(written.reasons),
        differs_because=written.differs_because if written.choice != advice.choice else "",
        rejected=written.rejected,
        rejected_html=text.to_html(written.rejected),
        conditions=conditions,
        conditions_html=text.to_html(conditions),
        interests=_interests(case),
        dispensations=written.dispensations,
        consulted=written.consulted,
        decided_on=clock.today(),
        decided_by_id=by.id,
        role=by.role_words,
    )


def _interests(case: Case) -> str:
    """What was declared, as everyone reads it: who decided has none, others took no part."""
    others = count_with_interest(case)
    if not others:
        return NO_INTEREST
    people = plural(others, "other decision-maker")
    return f"{NO_INTEREST} {people} declared an interest and took no part."
