"""Who may do what with a proposal, and when."""

from datetime import timedelta
from typing import Any

from commissioning.core import clock
from commissioning.core.rules import rule
from commissioning.groups.models import Group
from commissioning.groups.rules import (
    is_checked,
    is_member,
    is_outsider,
    is_steward,
    is_writer,
    role_in,
)
from commissioning.people.rules import is_officer, is_panel_member, is_staff, is_the_service
from commissioning.proposals.models import SHORT_FORM, Proposal, Status
from commissioning.proposals.tiers import compulsory

EARLY = (Status.SUPPORT, Status.SUPPORTED, Status.CHECK)  # before the full plan


@rule
def is_public(_person: Any, proposal: Proposal) -> bool:
    """This proposal is not public yet."""
    return proposal.is_public


@rule
def is_draft(_person: Any, proposal: Proposal) -> bool:
    """This proposal is no longer a draft."""
    return proposal.status == Status.DRAFT


@rule
def is_being_written(_person: Any, proposal: Proposal) -> bool:
    """You can only change the plan while it is the group’s turn to write."""
    return proposal.status in {Status.DRAFT, Status.PLAN, Status.NOT_REACHED}


@rule
def can_be_written(_person: Any, proposal: Proposal) -> bool:
    """You can only change the plan while it is the group’s turn to write."""
    is_early = proposal.is_fast and proposal.status in EARLY  # stages run side by side
    return is_early or is_being_written(_person, proposal)


@rule
def has_short_form(_person: Any, proposal: Proposal) -> bool:
    """Finish the four parts of the short form first."""
    finished = {each.section for each in proposal.sections if each.is_finished}
    return finished >= set(SHORT_FORM)


@rule
def has_full_plan(_person: Any, proposal: Proposal) -> bool:
    """Finish every section that a plan of this size needs, and the money table, first."""
    finished = {each.section for each in proposal.sections if each.is_finished}
    return finished >= set(compulsory(proposal)) and len(proposal.years) == 5


@rule
def is_agreed(person: Any, proposal: Proposal) -> bool:
    """A second member of the group has to agree first."""
    return proposal.agreed_by_id is not None and proposal.agreed_by_id != person.id


@rule
def has_reached_target(_person: Any, proposal: Proposal) -> bool:
    """It has not reached its target of supporters."""
    return proposal.all_supporters_count >= proposal.support_target


@rule
def may_see(person: Any, proposal: Proposal) -> bool:
    """This proposal is not public yet. Only its group and the council can see it."""
    return proposal.is_public or any(each(person, proposal) for each in (is_member, is_staff))


@rule
def is_second_person(person: Any, proposal: Proposal) -> bool:
    """Somebody else has to agree: not the person who asks to send it."""
    return bool(proposal.asked_to_send_by_id != person.id)


@rule
def is_ready(person: Any, proposal: Proposal) -> bool:
    """Finish all the sections first."""
    needed = has_full_plan if proposal.status == Status.PLAN else has_short_form
    return needed(person, proposal)


@rule
def is_place_open(_person: Any, proposal: Proposal) -> bool:
    """This place is not open to proposals yet."""
    until = proposal.place.not_open_until
    return until is None or until <= clock.today()


@rule
def is_going_on(_person: Any, proposal: Proposal) -> bool:
    """This proposal has ended, so nothing can be added to it."""
    return not proposal.has_ended


@rule
def has_waited(_person: Any, proposal: Proposal) -> bool:
    """It is too soon to gather support again."""
    wait = timedelta(days=proposal.council.settings.support_restart_days)
    ended = proposal.support_ended_on
    return ended is None or ended + wait <= clock.today()


@rule
def is_gathering(_person: Any, proposal: Proposal) -> bool:
    """This proposal is not gathering support now."""
    return proposal.is_gathering


@rule
def is_not_of_the_group(person: Any, proposal: Proposal) -> bool:
    """You are a member of the group, so somebody else has to do this."""
    return role_in(person, proposal.group) is None


@rule
def is_before_full_plan_is_sent(_person: Any, proposal: Proposal) -> bool:
    """A proposal’s size is set between its first support and the day its full plan is sent."""
    return proposal.status in {Status.SUPPORT, Status.SUPPORTED, Status.CHECK, Status.PLAN}


def rival_groups(thing: Any) -> list[Group]:
    """The other groups that compete now for the place of a proposal, or of a case about one."""
    competition = getattr(thing, "competition", None)
    if competition is None:
        return []
    groups = [each.proposal.group for each in competition.competitors]
    return [each for each in groups if each.id != thing.group.id]


@rule
def is_in_no_rival(person: Any, thing: Any) -> bool:
    """You belong to another group that wants this place, so you cannot see or do this."""
    return all(role_in(person, group) is None for group in rival_groups(thing))


@rule
def is_outside_rivals(person: Any, thing: Any) -> bool:
    """You belong to a group that wants this place, or did, so others at the council do this."""
    return all(is_outsider(person, group) for group in rival_groups(thing))


@rule
def is_not_hidden(person: Any, proposal: Proposal) -> bool:
    """More than one group wants this place. Their plans are hidden until one of them is chosen."""
    if proposal.competition is None or is_member(person, proposal):
        return True
    return is_panel_member(person, proposal) and is_outside_rivals(person, proposal)


may_read_own = is_member & is_in_no_rival
may_read_plan = may_see & is_in_no_rival & is_not_hidden
may_edit = is_writer & can_be_written & is_in_no_rival
may_agree = is_writer & is_being_written & is_ready & is_second_person & is_in_no_rival
may_ask_to_send = is_steward & is_being_written & is_ready & is_in_no_rival
may_open_support = is_steward & is_checked & is_place_open & has_short_form & is_agreed
may_send_plan = is_steward & has_full_plan & is_agreed & is_in_no_rival
may_withdraw = is_steward
may_restart_support = is_steward & is_checked & has_waited
may_answer = is_member
may_set_size = is_officer & is_outsider & is_outside_rivals & is_before_full_plan_is_sent
may_hide = is_officer & is_not_of_the_group
may_decide_step = is_officer | is_the_service

may_add_file = is_writer & is_going_on
# Those for the group and the council.
may_read_file = (is_member & is_in_no_rival) | (is_officer & is_outside_rivals)
may_remove_file = (is_writer & is_in_no_rival) | (is_officer & is_outsider & is_outside_rivals)
