"""Who is what in a mutual, and what its register number looks like."""

import re
from typing import Any

from commissioning.core.rules import rule
from commissioning.groups.rules import is_checked, is_steward
from commissioning.mutuals.models import LegalForm, Mutual, MutualStatus
from commissioning.people.rules import is_officer

LEAST_BOARD = 3  # Co-operative and Community Benefit Societies Act 2014, s.2: three members

_COMPANY = re.compile(r"[0-9]{8}|(SC|NI)[0-9]{6}")
_SOCIETY = re.compile(r"[0-9]{3,5}|IP[0-9]{5}R|RS[0-9]{6}")
_CHARITY = re.compile(r"[0-9]{7}|SC[0-9]{6}")
_SOCIETY_SAYS = (
    "Enter the society’s number from the Financial Conduct Authority, like 8234 or RS007134"
)
_COMPANY_SAYS = (
    "Enter the company number from Companies House: 8 figures, like 01234567, or SC and 6 figures"
)
_CHARITY_SAYS = "Enter the charity number: 7 figures, like 1123456, or SC and 6 figures"

# What each form's register gives out, and the sentence for a number that is not one.
REGISTERS = {
    LegalForm.CBS: (_SOCIETY, _SOCIETY_SAYS),
    LegalForm.COOPERATIVE: (_SOCIETY, _SOCIETY_SAYS),
    LegalForm.CIC: (_COMPANY, _COMPANY_SAYS),
    LegalForm.CIO: (_CHARITY, _CHARITY_SAYS),
    LegalForm.CHARITABLE_COMPANY: (_COMPANY, _COMPANY_SAYS),
}
# Companies (Audit, Investigations and Community Enterprise) Act 2004, s.30; Charities Act 2011.
LOCKED_BY_LAW = {LegalForm.CIC, LegalForm.CIO, LegalForm.CHARITABLE_COMPANY}


def tidy_number(written: str) -> str:
    """A register number without spaces, in capitals."""
    return "".join(written.split()).upper()


def what_is_wrong_with(form: LegalForm, number: str) -> str | None:
    """The sentence for a register number that this form's register would not give out, or None."""
    pattern, says = REGISTERS[form]
    return None if pattern.fullmatch(number) else says


def mutual_of(thing: Any) -> Mutual | None:
    """The mutual itself, or the mutual a report or agreement belongs to, if there is one yet."""
    return thing if isinstance(thing, Mutual) else thing.mutual


@rule
def is_director(person: Any, thing: Any) -> bool:
    """Only directors of the mutual can do this."""
    mutual = mutual_of(thing)
    return mutual is not None and any(seat.person_id == person.id for seat in mutual.current_board)


@rule
def sits_elsewhere(person: Any, thing: Any) -> bool:
    """You are on the board of this mutual, so somebody else at the council has to do this."""
    return not is_director(person, thing)


@rule
def is_open(_person: Any, thing: Any) -> bool:
    """This mutual has closed."""
    mutual = mutual_of(thing)
    return mutual is not None and mutual.status != MutualStatus.CLOSED


@rule
def is_off_the_board(person: Any, mutual: Mutual) -> bool:
    """You are on the board. Your time there has to end before you can stop being a member."""
    return not is_director(person, mutual)


@rule
def can_spare_a_director(_person: Any, mutual: Mutual) -> bool:
    """A board has at least 3 people. Add somebody before somebody leaves."""
    return len(mutual.current_board) > LEAST_BOARD


may_form = is_steward & is_checked
may_lead = is_director & is_open
may_step = is_officer & sits_elsewhere
