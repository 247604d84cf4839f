"""Who decides, and whether a decision is key: the council’s scheme as a table, with its sources.

The rows are those of the domain study 5.3, the first that fits counts. What a source says that
nobody here has compared with the text of the law is marked so, and its numbers are settings.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from commissioning.core.choices import Choice
from commissioning.core.turns import Basis
from commissioning.places.settings import CouncilSettings

PENCE = 100


class Body(Choice):
    """Who can decide, the lowest first. A committee stands where the cabinet would."""

    OFFICER = "officer", "A council officer"
    CABINET_MEMBER = "cabinet-member", "A cabinet member"
    CABINET = "cabinet", "The cabinet"
    COMMITTEE = "committee", "A committee"
    FULL_COUNCIL = "full-council", "Full council"

    @property
    def meets(self) -> bool:
        """Does it decide in a meeting, with an agenda?"""
        return self in {Body.CABINET, Body.COMMITTEE, Body.FULL_COUNCIL}

    @property
    def is_executive(self) -> bool:
        """Is its decision one of the council’s executive, where there is one?"""
        return self not in {Body.COMMITTEE, Body.FULL_COUNCIL}

    @property
    def meets_as_executive(self) -> bool:
        """Does SI 2012/2089 say how it meets? For other meetings the Act of 1972 does."""
        return self.meets and self.is_executive


ORDER = tuple(Body)


class Land(Choice):
    """What the council would give of a building or land."""

    NONE = "none", "No land or building"
    LEASE = "lease", "A lease"
    FREEHOLD = "freehold", "The freehold"


@dataclass(frozen=True)
class Facts:
    """What of a case decides who decides. `value`: pence spent, saved or given over its life."""

    value: int
    neighbourhoods: int = 1
    land: Land = Land.NONE
    lease_years: int | None = None
    is_undervalue: bool = False
    is_charity_land: bool = False
    changes_libraries: bool = False
    is_outside_framework: bool = False


class Reason(NamedTuple):
    """A sentence, on what basis, where that is written, and whether we compared it with it.

    `basis` is None for a sentence that was written down and is not among today’s any more.
    """

    says: str
    basis: Basis | None = None
    source: str = ""
    is_compared: bool = True


class Answer(NamedTuple):
    """Who decides and why; whether the decision is key and why, or why not."""

    body: Body
    because: Reason
    is_key: bool
    key_because: Reason


REG_8 = "SI 2012/2089, regulation 8"
# The regulation speaks of wards or divisions.
WARDS = f"{REG_8}, where a neighbourhood stands for a ward by our default"
TABLE = "our table of who decides"
Fits = Callable[[Facts, CouncilSettings, bool], bool]
# (does it fit? with a cabinet, without one, the sentence). The first that fits counts.
ROWS: tuple[tuple[Fits, Body, Body, str], ...] = (
    (lambda f, _s, _big: f.is_outside_framework, Body.FULL_COUNCIL, Body.FULL_COUNCIL,
     "It is outside the budget or the policy framework"),
    (lambda f, _s, _big: f.changes_libraries, Body.CABINET, Body.COMMITTEE,
     "It changes how the council runs its libraries"),
    (lambda f, _s, _big: f.is_charity_land, Body.CABINET, Body.COMMITTEE,
     "The council holds the land for a charity, and decides as its trustee"),
    (lambda _f, _s, big: big, Body.CABINET, Body.COMMITTEE,
     "It is worth a lot of money, or touches several neighbourhoods"),
    (lambda f, _s, _big: f.land == Land.FREEHOLD, Body.CABINET_MEMBER, Body.COMMITTEE,
     "The council would give the freehold"),
    (lambda f, _s, _big: f.is_undervalue, Body.CABINET_MEMBER, Body.COMMITTEE,
     "The council would get less than the full price"),
    (lambda f, s, _big: _years(f) > s.officer_lease_limit_years, Body.CABINET_MEMBER,
     Body.COMMITTEE, "The lease is longer than {s.officer_lease_limit_years} years"),
    (lambda f, _s, _big: f.land == Land.LEASE, Body.OFFICER, Body.OFFICER,
     "The lease is no longer than {s.officer_lease_limit_years} years"),
    (lambda f, s, _big: f.value > s.officer_property_limit_gbp * PENCE, Body.CABINET_MEMBER,
     Body.COMMITTEE, "It is worth more than £{s.officer_property_limit_gbp:,}"),
    (lambda _f, _s, _big: True, Body.OFFICER, Body.OFFICER,
     "It is worth no more than £{s.officer_property_limit_gbp:,}"),
)  # fmt: skip
NOT_EXECUTIVE = "Only a council with a cabinet has key decisions"
OUTSIDE = "Full council decides it, and only decisions of the cabinet’s side can be key"
LIBRARIES = "A change to how the council runs its libraries counts as key"
MUCH = "It is worth £{s.key_decision_threshold_gbp:,} or more"
MANY = "It touches {s.key_decision_ward_count} neighbourhoods or more"
NEITHER = (
    "It is worth less than £{s.key_decision_threshold_gbp:,} "
    "and touches fewer than {s.key_decision_ward_count} neighbourhoods"
)
# Every sentence of the scheme. A number in it that is not our default is the council’s own.
SENTENCES = (
    Reason(NOT_EXECUTIVE, Basis.LAW, "SI 2012/2089, regulation 2", is_compared=False),
    Reason(OUTSIDE, Basis.LAW, REG_8),
    Reason(LIBRARIES, Basis.DEFAULT, TABLE),
    Reason(MUCH, Basis.DEFAULT, REG_8),
    Reason(MANY, Basis.DEFAULT, WARDS),
    Reason(NEITHER, Basis.DEFAULT, WARDS),
    *(Reason(says, Basis.DEFAULT, TABLE) for _fits, _with, _without, says in ROWS),
)
NUMBER = re.compile(r"\{[^}]+\}")


def who_decides(facts: Facts, settings: CouncilSettings) -> Answer:
    """Who decides this under the council’s scheme, and whether it is a key decision.

    Sources: domain study 5.3 (our default); SI 2012/2089, reg. 8, for what a key decision is.
    """
    has_executive = settings.governance_model.is_executive
    is_key, key_because = _key(facts, settings)
    is_big = _big(facts, settings) is not None
    for fits, with_cabinet, without, says in ROWS:
        if fits(facts, settings, is_big):
            body = with_cabinet if has_executive else without
            because, key_why = (each.format(s=settings) for each in (says, key_because))
            return Answer(body, reason_of(because), is_key, reason_of(key_why))
    raise AssertionError("The last row fits everything")


def reason_of(says: str) -> Reason:
    """A sentence of the scheme as it was written down, with its source and its basis on that day.

    The numbers of the day stand in it, so a council that has changed them since changes nothing.
    """
    for each in SENTENCES:
        words = NUMBER.split(each.says)
        if re.fullmatch(r"[\d,]+".join(map(re.escape, words)), says):
            is_own = says != each.says.format(s=CouncilSettings())
            return each._replace(says=says, basis=Basis.COUNCIL if is_own else each.basis)
    return Reason(says)


def _key(facts: Facts, settings: CouncilSettings) -> tuple[bool, str]:
    """Is it key? Only an executive decision can be; the council itself says how much is a lot."""
    if not settings.governance_model.is_executive:
        return False, NOT_EXECUTIVE
    if facts.is_outside_framework:
        return False, OUTSIDE
    if facts.changes_libraries:
        return True, LIBRARIES
    big = _big(facts, settings)
    return big is not None, big or NEITHER


def _big(facts: Facts, settings: CouncilSettings) -> str | None:
    """Why it is significant in money or in neighbourhoods; None when it is not."""
    if facts.value >= settings.key_decision_threshold_gbp * PENCE:
        return MUCH
    return MANY if facts.neighbourhoods >= settings.key_decision_ward_count else None


def higher_than(body: Body | None, settings: CouncilSettings) -> list[Body]:
    """The bodies of this council above this one; above none, all but the lowest."""
    has_executive = settings.governance_model.is_executive
    absent = {Body.COMMITTEE} if has_executive else {Body.CABINET_MEMBER, Body.CABINET}
    above = ORDER.index(body or Body.OFFICER) + 1
    return [each for each in ORDER[above:] if each not in absent]


def _years(facts: Facts) -> int:
    return (facts.lease_years or 0) if facts.land == Land.LEASE else 0
