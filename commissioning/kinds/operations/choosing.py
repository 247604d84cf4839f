"""Choosing one of the groups that want a place: one officer asks, another one signs."""

from collections.abc import Mapping

from commissioning.approvals import operations as approvals
from commissioning.approvals.models import Case
from commissioning.approvals.queries import open_case_of
from commissioning.core import clock, history
from commissioning.core.history import Visibility
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.kinds import rules
from commissioning.kinds.operations.competing import end
from commissioning.kinds.workflow import COMPETING
from commissioning.people.models import Person
from commissioning.proposals.models import Competition, Proposal, Status


def ask_to_choose(
    competition: Competition, chosen: Proposal, reasons: Mapping[int, str], *, by: Person
) -> None:
    """Ask a second officer to sign the choice; nothing is public yet. It can be asked again.

    `reasons`: by the number of each other proposal, why it is not the one. Raises Refused while a
    group may still send its plan, or where a reason is missing.
    """
    rules.may_run.check(by, competition)
    _check_time(competition)
    if chosen not in _assessed(competition):
        raise Refused("Choose one of the proposals that sent a full plan", "chosen")
    for each in competition.competitors:
        history.must_have_no_interest(each.proposal, by)
        is_other = each.proposal is not chosen and each.proposal.status == Status.ASSESSMENT
        each.reason = reasons.get(each.proposal_id, "").strip() if is_other else ""
        if is_other and not each.reason:
            raise Refused("Say why it is not this one", f"reason_{each.proposal_id}")
    competition.chosen, competition.asked_by = chosen, by
    history.record(competition, "ask-to-choose", by=by, says="An officer asked to choose one",
                   visibility=Visibility.INTERNAL)  # fmt: skip


def drop_choice(competition: Competition, *, by: Person) -> None:
    """Do not choose after all: what was asked is gone."""
    rules.may_run.check(by, competition)
    if competition.chosen is None:
        raise Refused("Nobody has asked to choose yet.")
    competition.chosen = competition.asked_by = None
    for each in competition.competitors:
        each.reason = ""
    history.record(competition, "drop-choice", by=by, says="The wish to choose was dropped",
                   visibility=Visibility.INTERNAL)  # fmt: skip


def sign_choice(competition: Competition, *, by: Person) -> None:
    """Another officer signs: one goes on to the vote, each other is refused with its reason.

    From now on everyone reads all the plans. Raises NotAllowed for whoever asked.
    """
    rules.may_run.check(by, competition)
    problem = rules.why_not_sign(by, competition)
    if problem is not None or competition.chosen is None:
        raise NotAllowed(problem or "Nobody has asked to choose yet.")
    _check_time(competition)
    cases = {each.id: _case_of(each) for each in _assessed(competition)}
    chosen = cases.pop(competition.chosen_id or 0, None)
    if chosen is None:
        raise Refused("The one that was chosen is not there any more. Choose again.")
    reasons = {each.proposal_id: each.reason for each in competition.competitors}
    if not all(reasons[number] for number in cases):
        raise Refused("A plan came in since. Choose again, with a reason about each.")
    competition.signed_by_id = by.id
    others = {case: reasons[number] for number, case in cases.items()}
    approvals.choose(chosen, others, by=by)
    COMPETING.take("decide", competition, by=by, chosen=competition.chosen.id)
    end(competition)


def _check_time(competition: Competition) -> None:
    writing = any(each.proposal.status == Status.PLAN for each in competition.competitors)
    if writing and clock.today() <= competition.last_day:
        raise Refused("A group still has time to send its plan.")


def _assessed(competition: Competition) -> list[Proposal]:
    proposals = [each.proposal for each in competition.competitors]
    return [each for each in proposals if each.status == Status.ASSESSMENT]


def _case_of(proposal: Proposal) -> Case:
    case = open_case_of(proposal)
    if case is None:
        raise Refused(f"The council has no open case for {proposal.reference}.")
    return case
