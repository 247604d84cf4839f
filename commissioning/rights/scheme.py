"""What the law says of each right: who may ask, what belongs in it, how long it may take.

Each time limit has its source. What the sources did not show us is not here: it is a setting.
"""

from dataclasses import dataclass

from commissioning.core.choices import Choice
from commissioning.places.settings import CouncilSettings, ListingScheme

LOCALISM_ACT = "Localism Act 2011"
LISTING_RULES = "Assets of Community Value (England) Regulations 2012"
CHALLENGE_RULES = "Localism Act 2011, sections 81 to 86"
TRANSFER_RULES = "SSI 2016/357"
NEW_ACT = "English Devolution and Community Empowerment Act 2026"

ENOUGH_MEMBERS = 21  # of a body with no legal form: SI 2012/2421, regulation 5
ENOUGH_EMPLOYEES = 2  # Localism Act 2011, s.81
MONTHS_TO_DECIDE = 6  # an asset transfer request, from its validation: SSI 2016/357, regulation 10
YEARS_WITHOUT_REPEAT = 2  # Community Empowerment (Scotland) Act 2015, s.93


class RightKind(Choice):
    """Which right is used."""

    NOMINATION = "nomination", "Nomination of a place for the list"
    CHALLENGE = "challenge", "Right to challenge"
    TRANSFER = "transfer", "Asset transfer request"


class Body(Choice):
    """What the body that asks is in law."""

    PARISH = "parish", "A parish council"
    FORUM = "forum", "A neighbourhood forum"
    UNREGISTERED = "unregistered", "A group with no legal form"
    CHARITY = "charity", "A charity"
    SCIO = "scio", "A Scottish charitable incorporated organisation (SCIO)"
    COMPANY = "company", "A company limited by guarantee that keeps its profits"
    SOCIETY = "society", "A community benefit or co-operative society that keeps its profits"
    CIC = "cic", "A community interest company (CIC)"
    VOLUNTARY = "voluntary", "Another voluntary or community body"
    EMPLOYEES = "employees", "Two or more people who work for the council"
    CONTROLLED = "controlled", "Another body that local people control, with written rules"


# Who may use each right. SI 2012/2421, reg. 5; Localism Act 2011, s.81; 2015 asp 6, s.77.
MAY_ASK = {
    RightKind.NOMINATION: (
        Body.PARISH, Body.FORUM, Body.UNREGISTERED, Body.CHARITY, Body.COMPANY, Body.SOCIETY,
        Body.CIC,
    ),
    RightKind.CHALLENGE: (Body.VOLUNTARY, Body.CHARITY, Body.PARISH, Body.EMPLOYEES),
    RightKind.TRANSFER: (Body.COMPANY, Body.SCIO, Body.SOCIETY, Body.CONTROLLED),
}  # fmt: skip
# Who may ask for time to bid. SI 2012/2421, reg. 12: a body with no legal form may not.
MAY_BID = (Body.PARISH, Body.CHARITY, Body.COMPANY, Body.SOCIETY, Body.CIC)
MAY_OWN = (Body.COMPANY, Body.SCIO, Body.SOCIETY)  # 2015 asp 6, s.80


class Part(Choice):
    """What belongs in a request."""

    PLACE = "place", "What the place is, and where its borders are"
    OWNERS = "owners", "Who owns it and who uses it: names and last known addresses"
    WHY = "why", "Why it should be listed"
    EVIDENCE = "evidence", "What shows that the group may ask"
    SERVICE = "service", "Which service, and in which area"
    MONEY = "money", "The money the group has"
    ABLE = "able", "What shows that the group can do it when the competition starts"
    OUTCOMES = "outcomes", "How people gain, and how it meets what users need"
    STAFF = "staff", "How the other staff will have a say"
    LAND = "land", "Which land or building"
    USE = "use", "What it will be used for, and why"
    TERMS = "terms", "The price or rent, and other terms"
    BENEFITS = "benefits", "How people gain"
    BACKING = "backing", "Who in the community supports it"
    FUNDING = "funding", "How it will be paid for"
    CONTACT = "contact", "A name and an address to write to"


# SI 2012/2421, reg. 6; SI 2012/1313, Sch. 1; 2015 asp 6, s.79 and SSI 2016/357, reg. 4.
CONTENTS = {
    RightKind.NOMINATION: (Part.PLACE, Part.OWNERS, Part.WHY, Part.EVIDENCE),
    RightKind.CHALLENGE: (Part.SERVICE, Part.MONEY, Part.ABLE, Part.OUTCOMES, Part.STAFF),
    RightKind.TRANSFER: (
        Part.LAND, Part.USE, Part.TERMS, Part.BENEFITS, Part.BACKING, Part.FUNDING, Part.CONTACT,
    ),
}  # fmt: skip
# People's names and addresses are on no public page.
PRIVATE = {Part.OWNERS, Part.CONTACT, Part.EVIDENCE}
MAY_BE_EMPTY = {Part.STAFF}  # needed from people who work for the council alone


class Wanted(Choice):
    """What a transfer request asks for (2015 asp 6, s.79)."""

    OWN = "own", "To own it"
    LEASE = "lease", "To rent it"
    USE = "use", "To use or manage it"


class RefusalGround(Choice):
    """The only reasons for which a challenge may be rejected: SI 2012/1647 (closed list)."""

    NON_COMPLIANT = "non-compliant", "It does not do what the Act or the regulations ask"
    INADEQUATE = "inadequate", "What it says is not enough, or not right, in something that matters"
    UNSUITABLE = "unsuitable", "The body, or one that works with it, is not suitable"
    ENDED = "ended", "The service has ended, or the council has decided in writing to end it"
    NHS = "nhs", "The service must stay joined with a health service for those who use both"
    IN_PROCUREMENT = "in-procurement", "The service is in a competition already"
    NEGOTIATING = "negotiating", "The council is in talks in writing with somebody else"
    STAFF_MUTUAL = "staff-mutual", "The council has published that its staff may form a mutual"
    FRIVOLOUS = "frivolous", "It is not serious, or is meant to annoy"
    UNLAWFUL = "unlawful", "To accept it would break a law or a duty"


@dataclass(frozen=True)
class Times:
    """How long each part of a listing lasts under one scheme."""

    source: str
    decision_weeks: int
    review_weeks: int  # to ask for a review, and to hold it
    listing_years: int
    interim_weeks: int
    full_months: int
    protected_months: int


# ss.87, 92 and 95; SI 2012/2421, regs 7 and Sch. 2. In force in England since 21 September 2012.
TIMES_2011 = Times(LISTING_RULES, 8, 8, 5, 6, 6, 18)


def times_of(scheme: ListingScheme, settings: CouncilSettings) -> Times:
    """The times of a scheme. Those of the 2026 Act are what the council's administrator confirmed.

    Of that Act only the 12 months were known when this was written; regulations set the others.
    """
    if scheme == ListingScheme.LA2011:
        return TIMES_2011
    return Times(
        NEW_ACT,
        settings.new_scheme_decision_weeks,
        settings.new_scheme_review_weeks,
        settings.new_scheme_listing_years,
        settings.new_scheme_interim_weeks,
        settings.new_scheme_full_months,
        settings.new_scheme_protected_months,
    )
