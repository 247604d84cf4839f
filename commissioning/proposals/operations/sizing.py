"""How large a proposal is: what an officer knows, and what is kept when its check is passed."""

from commissioning.core import history
from commissioning.core.database import db
from commissioning.core.refusals import Refused
from commissioning.people.models import Person
from commissioning.proposals import rules, tiers
from commissioning.proposals.models import PlanSection, Proposal, SizeFacts, Tier
from commissioning.proposals.operations.holding import hold
from commissioning.proposals.tiers import Size


def set_size(
    proposal: Proposal,
    size: Size,
    chosen: Tier | None = None,
    reason: str = "",
    *,
    by: Person,
) -> SizeFacts:
    """An officer writes down what is known; the tier follows, or they set another and say why.

    `chosen`: the tier they set, None for the one that follows. Everyone reads the reason.
    Raises Refused, with the field’s name, for another tier without a reason.
    """
    hold(proposal)
    rules.may_set_size.check(by, proposal)
    history.must_have_no_interest(proposal, by)
    found = tiers.sized(proposal.place, size, proposal.council.settings)
    is_other = chosen is not None and chosen != found.tier
    if is_other and not reason.strip():
        raise Refused("Say why, so that people can understand", "reason")
    facts = _keep(proposal, size, by)
    facts.chosen = chosen if is_other else None
    facts.chosen_because = reason.strip() if is_other else ""
    _ask_for_sections(proposal)
    tier, because = tiers.tier_of(proposal)
    says = f"The council deals with this as a {tier.words.lower()} proposal"
    history.record(proposal, "set-size", by=by, says=says, reason=because, tier=tier.value,
                   worked_out=found.tier.value)  # fmt: skip
    return facts


def keep_size(proposal: Proposal, *, by: Person) -> None:
    """The check is passed: what the plan needs stays, though the register may change later."""
    if proposal.size_facts is None:
        _keep(proposal, Size(), by)
    _ask_for_sections(proposal)


def _keep(proposal: Proposal, size: Size, by: Person) -> SizeFacts:
    found = tiers.sized(proposal.place, size, proposal.council.settings)
    facts = proposal.size_facts or SizeFacts(proposal=proposal)
    db.session.add(facts)
    for name, value in size._asdict().items():
        setattr(facts, name, value)
    facts.worked_out, facts.because, facts.set_by_id = found.tier, found.because, by.id
    return facts


def _ask_for_sections(proposal: Proposal) -> None:
    """A section that was asked for once stays, with what was written in it."""
    there = {each.section for each in proposal.sections}
    missing = [each for each in tiers.compulsory(proposal) if each not in there]
    proposal.sections += [PlanSection(section=each) for each in missing]
