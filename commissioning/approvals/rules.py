"""Who may do what with a case and a decision. Conflicts are judged by person, not by post."""

from collections.abc import Collection
from typing import Any

from commissioning.approvals.models import (
    Advice,
    Body,
    Case,
    CaseKind,
    Condition,
    Decision,
    DecisionReport,
    DecisionStatus,
    Interest,
    Panel,
    PlanEntry,
)
from commissioning.core import clock
from commissioning.core.rules import rule
from commissioning.groups.rules import is_member, is_outsider, is_writer
from commissioning.people.rules import (
    is_decision_maker,
    is_officer,
    is_panel_member,
    is_scrutiny,
    is_senior_officer,
    is_staff,
    is_the_service,
)
from commissioning.proposals.rules import is_in_no_rival, is_outside_rivals


@rule
def is_at_work(_person: Any, case: Case) -> bool:
    """This case is done: nothing in it can change."""
    return not case.is_done


@rule
def is_assessment(_person: Any, case: Case) -> bool:
    """Scores belong to the council’s assessment of a full plan."""
    return case.kind == CaseKind.ASSESSMENT


@rule
def is_decision(_person: Any, case: Case) -> bool:
    """This is not a case for a decision."""
    return case.kind == CaseKind.DECISION


@rule
def is_finding_a_provider(_person: Any, case: Case) -> bool:
    """This case is not about finding who will run it."""
    return case.kind == CaseKind.PROVIDER


@rule
def is_before_decision(_person: Any, case: Case) -> bool:
    """Only a council check or an assessment can be refused here."""
    return case.kind in {CaseKind.PROPOSAL_CHECK, CaseKind.ASSESSMENT}


@rule
def falls_to_an_officer(person: Any, case: Case) -> bool:
    """By the council’s scheme no officer decides this, or you wrote down yourself that one does."""
    facts = case.facts
    if facts is None or facts.body != Body.OFFICER:
        return False
    return bool(facts.recorded_by_id != person.id)


@rule
def is_out(_person: Any, report: DecisionReport) -> bool:
    """This report is not out yet."""
    return report.published_on is not None


@rule
def is_not_out(_person: Any, report: DecisionReport) -> bool:
    """The report is out for everyone, so it cannot change now."""
    return report.published_on is None


@rule
def has_no_interest(person: Any, thing: Any) -> bool:
    """You declared an interest in this, so somebody else at the council has to do it."""
    case = _case_of(thing)
    return case is None or person.id not in {each.person_id for each in case.interests}


def _case_of(thing: Any) -> Case | None:
    """The case itself, or that of a decision, of its report or of a condition."""
    if isinstance(thing, Condition):
        thing = thing.decision
    if isinstance(thing, Decision | DecisionReport):
        return thing.case
    return thing if isinstance(thing, Case) else None


has_no_part = is_outsider & is_outside_rivals & has_no_interest

may_see = is_staff & is_outside_rivals
may_assign = is_officer
may_work = is_officer & has_no_part
may_declare = is_staff & is_outsider & is_outside_rivals
may_note = is_staff & has_no_part
may_score = is_panel_member & has_no_part & is_assessment
may_name_panel = is_officer & has_no_part & is_assessment
may_agree_scores = is_officer & has_no_part & is_assessment
may_refuse = is_officer & has_no_part & is_before_decision
may_advise = is_officer & has_no_part & is_decision
may_answer = is_writer & is_in_no_rival
may_write = is_member & is_in_no_rival
may_name_provider = is_officer & has_no_part & is_finding_a_provider
decides = (is_senior_officer & falls_to_an_officer) | is_decision_maker
may_open_decision = decides & is_outsider & is_outside_rivals & is_decision
may_decide = may_open_decision & has_no_interest
may_agree_urgency = is_scrutiny & has_no_part & is_decision
may_read_report = ((is_officer | is_decision_maker) & has_no_part) | is_out
may_write_report = is_officer & has_no_part & is_not_out
may_read_exempt = (is_officer | is_decision_maker) & has_no_part
may_add_file = may_work & is_at_work
may_read_file = is_member | may_note  # those for the group and the council


may_put_in_effect = is_senior_officer | is_decision_maker | is_the_service
may_call_in = is_scrutiny & has_no_part
may_claim = is_writer
may_accept = is_officer & has_no_part
may_record_hearing = (is_scrutiny | is_officer) & has_no_part


def why_not_moderate(person: Any, panel: Panel | None) -> str | None:
    """Why this person may not write down the scores that count; None when they may."""
    if panel is None:
        return "Nobody has named the panel for this plan yet."
    if panel.moderator_id != person.id:
        return f"Only the moderator, {panel.moderator.name}, can do this."
    return None


def why_not_sign(person: Any, advice: Advice | None) -> str | None:
    """Why this person may not sign the refusal; None when they may."""
    if advice is None:
        return "Nobody has asked to refuse this."
    if advice.person_id == person.id:
        return "You asked to refuse this, so a second officer has to sign it."
    return None


def why_not_decide(
    person: Any,
    advice: Advice | None,
    interest: Interest | None,
    entry: PlanEntry | None = None,
    writers: Collection[int] = (),
) -> str | None:
    """Why this person may not decide, apart from their post; None when they may.

    `writers`: the numbers of those who wrote in the report.
    """
    if advice is None:
        return "An officer has to advise the council first."
    parts = {
        "agreed that this is urgent": entry is not None and entry.agreed_by_id == person.id,
        "asked to treat this as urgent": entry is not None and entry.asked_by_id == person.id,
        "advised on this": advice.person_id == person.id,
        "wrote in the report on this": person.id in writers,
    }
    for words, is_theirs in parts.items():
        if is_theirs:
            return f"You {words}, so somebody else has to decide."
    if interest is None:
        return "Declare your interests first."
    if interest.has_interest:
        return "You declared an interest, so somebody else has to decide."
    return None


def why_not_agree(
    person: Any, entry: PlanEntry, advice: Advice | None, interest: Interest | None
) -> str | None:
    """Why this person may not agree that a decision is urgent; None when they may."""
    if not entry.waits_for_scrutiny:
        return "Nobody waits for scrutiny to agree that this is urgent."
    if entry.asked_by_id == person.id:
        return "You asked for this, so somebody else has to agree."
    if advice is not None and advice.person_id == person.id:
        return "You advised on this, so somebody else has to agree."
    if interest is not None:
        return "You declared your interests to decide this, so somebody else has to agree."
    return None


def why_not_call_in(person: Any, decision: Decision, has_ended: bool) -> str | None:
    """Why this person may not ask for a call-in; None when they may.

    `has_ended`: the group withdrew what was decided.
    """
    if decision.call_in_until is None:
        return f"This cannot be called in. {decision.no_call_in}."
    if has_ended:
        return "The group withdrew this, so there is nothing to call in."
    if decision.status == DecisionStatus.CALLED_IN:
        return "This is called in already."
    if decision.status != DecisionStatus.WAITING or clock.today() > decision.call_in_until:
        return "The time to call this in is over."
    if decision.decided_by_id == person.id:
        return "You decided this, so others have to call it in."
    return None


def why_not_record_hearing(
    person: Any, decision: Decision, advice: Advice | None, askers: set[int]
) -> str | None:
    """Why this person may not write down what scrutiny said; None when they may."""
    if decision.status != DecisionStatus.CALLED_IN:
        return "This is not called in."
    if decision.decided_by_id == person.id:
        return "You decided this, so somebody else has to write down the outcome."
    if advice is not None and advice.person_id == person.id:
        return "You advised on this, so somebody else has to write down the outcome."
    if person.id in askers:
        return "You asked for this call-in, so somebody else has to write down the outcome."
    return None
