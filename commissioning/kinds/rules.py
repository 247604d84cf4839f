"""Who runs a competition, announces a closure, and puts a proposal on the fast track. By person."""

from typing import Any

from commissioning.core.rules import rule
from commissioning.groups.rules import is_outsider, role_in
from commissioning.people.rules import is_officer
from commissioning.proposals.models import Competition, CompetitionQuestion, Proposal
from commissioning.proposals.rules import is_outside_rivals
from commissioning.proposals.workflow import PRE_DECISION


def competition_of(thing: Any) -> Competition:
    """The competition itself, or the one a question belongs to."""
    return thing.competition if isinstance(thing, CompetitionQuestion) else thing


@rule
def is_open(_person: Any, thing: Any) -> bool:
    """This competition is over."""
    return competition_of(thing).is_open


@rule
def is_outside_all(person: Any, thing: Any) -> bool:
    """You belong to a group that wants this place, or did, so others at the council do this."""
    groups = [each.proposal.group for each in competition_of(thing).competitors]
    return all(is_outsider(person, group) for group in groups)


@rule
def is_competing(person: Any, thing: Any) -> bool:
    """Only members of the groups that want this place can ask."""
    competitors = competition_of(thing).competitors
    return any(role_in(person, each.proposal.group) is not None for each in competitors)


@rule
def is_unanswered(_person: Any, question: CompetitionQuestion) -> bool:
    """This question has its answer."""
    return not question.answer


@rule
def is_before_decision(_person: Any, proposal: Proposal) -> bool:
    """The fast track ends with the council’s decision."""
    return proposal.status in PRE_DECISION


may_announce = is_officer
may_put_on_fast_track = is_officer & is_outsider & is_outside_rivals & is_before_decision
may_run = is_officer & is_outside_all & is_open
may_ask = is_competing & is_open
may_answer = is_officer & is_outside_all & is_open & is_unanswered


def why_not_sign(person: Any, competition: Competition) -> str | None:
    """Why this person may not sign the choice; None when they may."""
    if competition.asked_by_id is None:
        return "Nobody has asked to choose yet."
    if competition.asked_by_id == person.id:
        return "You asked to choose this one, so a second officer has to sign it."
    return None
