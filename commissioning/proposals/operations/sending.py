"""Asking a second member to agree, opening for support, sending, withdrawing, running out."""

from collections.abc import Iterable

from sqlalchemy import func, select

from commissioning.core import history
from commissioning.core.database import db
from commissioning.core.history import Visibility
from commissioning.core.refusals import Refused
from commissioning.people.models import Person
from commissioning.people.queries import the_service
from commissioning.proposals import emails, money, rules
from commissioning.proposals.models import SHORT_FORM, PlanSection, Proposal, Section
from commissioning.proposals.operations.holding import hold
from commissioning.proposals.operations.steps import take_step
from commissioning.proposals.queries import due_plans


def plan_version(proposal: Proposal) -> int:
    """Grows with every saving of a section or the money table: what somebody agrees to."""
    saved = select(func.coalesce(func.sum(PlanSection.version), 0)).where(
        PlanSection.proposal_id == proposal.id
    )
    return int(db.session.scalar(saved) or 0) + proposal.money_version


def ask_to_send(proposal: Proposal, *, by: Person) -> None:
    """A steward asks the others of the group to agree to sending it."""
    hold(proposal)
    rules.may_ask_to_send.check(by, proposal)
    proposal.asked_to_send_by_id = by.id
    proposal.agreed_by_id = None
    history.record(proposal, "ask-to-send", by=by, visibility=Visibility.PARTIES,
                   says="A steward asked a second member to agree")  # fmt: skip
    others = [each.person for each in proposal.group.current_members if each.person_id != by.id]
    emails.ask_to_agree(proposal, others)


def agree(proposal: Proposal, *, by: Person, seen: int | None = None) -> None:
    """A second member agrees to what is written now.

    `seen`: the plan_version they read. Raises Refused when it has changed since, or when they have
    agreed already.
    """
    hold(proposal)
    rules.may_agree.check(by, proposal)
    if proposal.agreed_by_id == by.id:
        raise Refused("You have agreed to this already.")
    if seen is not None and seen != plan_version(proposal):
        raise Refused("The plan has changed since you opened this page. Read it again first.")
    proposal.agreed_by_id = by.id
    history.record(proposal, "agree", by=by, says="A second member agreed to sending it",
                   version=plan_version(proposal), visibility=Visibility.PARTIES)  # fmt: skip


def open_support(proposal: Proposal, *, by: Person) -> None:
    """Open a draft for support. From now on everyone can read the short form, as it stands now."""
    take_step(proposal, "open-support", by=by)
    proposal.support_target = proposal.council.settings.support_target
    _publish(proposal, SHORT_FORM)


def send_in(proposal: Proposal, *, by: Person) -> None:
    """Send a proposal that has reached its target to the council."""
    take_step(proposal, "send-in", by=by)


def send_plan(proposal: Proposal, *, by: Person) -> None:
    """Send the full plan to the council. From now on everyone can read it, as it stands now."""
    take_step(proposal, "send-plan", by=by)
    _publish(proposal, Section)
    plan = money.plan_of_proposal(proposal)
    if plan is not None:
        first = plan.years[0]
        proposal.public_money = plan.as_facts()
        proposal.yearly_cost = int(first.costs + first.debt_service)
        proposal.council_pays = int(first.council_grant)


def _publish(proposal: Proposal, sections: Iterable[Section]) -> None:
    wanted = set(sections)
    for each in proposal.sections:
        if each.section in wanted:
            each.public_html, each.public_version = each.html, each.version


def withdraw(proposal: Proposal, *, by: Person, reason: str) -> None:
    """The group gives up before the decision, and says why."""
    take_step(proposal, "withdraw", by=by, reason=reason)


def run_out(proposal_id: int) -> bool:
    """The time for a full plan is over. Returns False when that is no longer so."""
    if proposal_id not in due_plans():
        return False
    take_step(db.session.get_one(Proposal, proposal_id), "run-out", by=the_service())
    return True
