"""Who may write, sign and carry out an agreement."""

from typing import Any

from commissioning.agreements.models import (
    NEEDED_TERMS,
    Agreement,
    AgreementStatus,
    HandoverTask,
    Side,
    TaskKind,
)
from commissioning.core.rules import rule
from commissioning.groups.rules import is_outsider, is_steward, role_in
from commissioning.mutuals.rules import is_director
from commissioning.people.rules import is_decision_maker, is_officer
from commissioning.proposals.models import Proposal, Status


@rule
def is_handed_over(_person: Any, proposal: Proposal) -> bool:
    """An agreement comes after the council has said yes."""
    return proposal.status == Status.HANDOVER


@rule
def is_being_written(_person: Any, agreement: Agreement) -> bool:
    """Both sides have signed this agreement. It cannot be changed any more."""
    return agreement.status == AgreementStatus.DRAFT


@rule
def is_signed(_person: Any, agreement: Agreement) -> bool:
    """Both sides have to sign the agreement first."""
    return agreement.status == AgreementStatus.SIGNED


@rule
def is_in_the_group(person: Any, agreement: Agreement) -> bool:
    """Only the council’s officers, the group and the mutual’s board can do this."""
    return role_in(person, agreement.proposal.group) is not None


@rule
def is_complete(_person: Any, agreement: Agreement) -> bool:
    """Before you sign: fill in the terms you need, and add a thing to do and a promise."""
    has_terms = all(agreement.terms.get(term) for term in NEEDED_TERMS)
    return has_terms and bool(agreement.tasks) and bool(agreement.promises)


@rule
def has_mutual(_person: Any, agreement: Agreement) -> bool:
    """The group has to become a mutual first."""
    return agreement.mutual is not None


@rule
def council_has_not_signed(_person: Any, agreement: Agreement) -> bool:
    """The council has signed already."""
    return agreement.council_signed_at is None


@rule
def mutual_has_not_signed(_person: Any, agreement: Agreement) -> bool:
    """The mutual has signed already."""
    return agreement.mutual_signed_at is None


@rule
def signed_for_nobody(person: Any, agreement: Agreement) -> bool:
    """The same person cannot sign for both sides."""
    return person.id not in (agreement.council_signed_by_id, agreement.mutual_signed_by_id)


@rule
def conditions_are_met(_person: Any, agreement: Agreement) -> bool:
    """Everything that comes before the opening has to be done first."""
    return all(task.done_on for task in agreement.tasks if task.kind == TaskKind.CONDITION)


@rule
def is_its_side(person: Any, task: HandoverTask) -> bool:
    """Only the side that has to do this can say that it is done."""
    if task.side == Side.COUNCIL:
        return is_officer(person, task.agreement) and is_outsider(person, task.agreement)
    if task.agreement.mutual is None:
        return is_steward(person, task.agreement.proposal)
    return is_director(person, task.agreement)


_ready = is_complete & has_mutual & signed_for_nobody
may_start = is_officer & is_outsider & is_handed_over
may_write = (is_officer | is_in_the_group) & is_being_written
may_sign_for_council = (
    (is_officer | is_decision_maker)
    & is_outsider
    & is_being_written
    & council_has_not_signed
    & _ready
)
may_sign_for_mutual = has_mutual & is_director & is_being_written & mutual_has_not_signed & _ready
may_open = is_officer & is_outsider & is_signed & conditions_are_met
