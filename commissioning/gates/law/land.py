"""Gates about land: what is given, its price, open space, and land held for a charity."""

from datetime import date, timedelta

from commissioning.core.choices import Choice
from commissioning.core.pages import money, with_day
from commissioning.gates.law.table import (
    PENCE,
    Blocks,
    Certainty,
    Facts,
    Field,
    Gate,
    Instrument,
    Kind,
    Matter,
    Note,
    yes_no,
)

CONSENT_COVERS = 2_000_000 * PENCE  # General Disposal Consent (England) 2003, paragraph 2
SHORT_LEASE = 7  # years; Local Government Act 1972, s. 123(7)
WEEK = timedelta(days=7)
NO_LAND = "A licence gives no right in the land."
FUTURE = "A date is still to come. Enter what has happened."


class Power(Choice):
    """For what purpose the council holds the land."""

    GENERAL = "general", "Any other purpose"
    PLANNING = "planning", "Planning (Town and Country Planning Act 1990, section 233)"
    HOUSING = "housing", "Housing (Housing Act 1985)"


def undervalue(matter: Matter) -> int | None:
    """Pence by which the council would get less than the land is worth; None while not known."""
    worth, paid = matter.said.get("worth"), matter.said.get("paid")
    return None if worth is None or paid is None else max(worth - paid, 0)


def _deal_problem(matter: Matter) -> str | None:
    is_lease = matter.said.get("instrument") == Instrument.LEASE
    return matter.first_empty(
        ("instrument", "Choose how the mutual would have the place."),
        *([("years", "Enter the years of the lease.")] if is_lease else []),
        ("open_space", "Say whether any of the land is open space."),
        ("charity_land", "Say whether any of the land is held for a charity."),
        ("staff", "Say whether people who work there would move."),
        ("pays", "Say whether the council would pay for a service."),
        ("consults", "Say whether the council asks the public."),
    )


DEAL = Gate(
    key="deal",
    words="What the council would give",
    law="The answers say which laws apply",
    certainty=Certainty.OURS,
    blocks=Blocks.ASSESSMENT,
    about="Answer this first. The list of what the law asks follows from it.",
    fields=(
        Field("instrument", "How would the mutual have the place?", Kind.CHOICE,
              offer=tuple((each.value, each.words) for each in Instrument)),
        Field("years", "If it is a lease, for how many years?", Kind.NUMBER),
        yes_no("open_space", "Is any of the land open space?",
               "Parks, gardens and land people use for play or rest. Also a part of such land."),
        yes_no("charity_land", "Does the council hold any of the land for a charity?"),
        yes_no("staff", "Would people who work there move to the mutual?"),
        yes_no("pays", "Would the council pay the mutual for a service?"),
        yes_no("consults", "Does the council ask the public what it thinks?",
               "Choose yes for a library."),
    ),
    problem=_deal_problem,
)  # fmt: skip


def _price_not_needed(facts: Facts) -> str | None:
    if not facts.gives_land:
        return NO_LAND
    if facts.instrument == Instrument.LEASE and (facts.years or 0) <= SHORT_LEASE:
        return f"The lease is for {SHORT_LEASE} years or less, so section 123(2) does not apply."
    return None


def _price_problem(matter: Matter) -> str | None:
    empty = matter.first_empty(
        ("power", "Say for what purpose the council holds the land."),
        ("worth", "Enter what the land is worth without limits on its use."),
        ("paid", "Enter what the council gets for it."),
        ("valuer", "Say who valued it."),
        ("valued_on", "Enter the day of the valuation."),
    )
    if empty:
        return empty
    if matter.is_later("valued_on", "consent_on"):
        return FUTURE
    return _consent_problem(matter, undervalue(matter) or 0)


def _consent_problem(matter: Matter, less: int) -> str | None:
    """Whether a consent is needed that is not there (LGA 1972 s. 123(2); TCPA 1990 s. 233)."""
    has_consent = matter.said.get("consent_on") is not None
    power = matter.said["power"]
    if power == Power.HOUSING and not has_consent:
        return "Housing land needs a consent under the Housing Act 1985. Enter its date."
    if not less or power == Power.HOUSING:
        return None
    if power == Power.PLANNING and not has_consent:
        return (
            f"The undervalue is {money(less)}. The 2003 consent does not cover planning land, so "
            "the Secretary of State has to agree. Enter the date."
        )
    if less > CONSENT_COVERS and not has_consent:
        return (
            f"The undervalue is {money(less)}. That is more than {money(CONSENT_COVERS)}, so the "
            "Secretary of State has to agree. Enter the date."
        )
    return matter.first_empty(("well_being", "Say how it makes life in the area better."))


def _price_notes(matter: Matter) -> list[Note]:
    less = undervalue(matter)
    if less is None:
        return []
    if less == 0:
        return [("Undervalue", "None: the council gets the full price")]
    covers = less <= CONSENT_COVERS and matter.said.get("power") == Power.GENERAL
    return [
        ("Undervalue", money(less)),
        ("General Disposal Consent 2003", "Can apply" if covers else "Does not cover this"),
    ]


PRICE = Gate(
    key="best-consideration",
    words="The price of the land",
    law="Local Government Act 1972, section 123; General Disposal Consent (England) 2003",
    certainty=Certainty.READ,
    blocks=Blocks.ASSESSMENT,
    about=(
        "A council needs consent to give land for less than the best price. The 2003 consent "
        "covers an undervalue of up to £2,000,000, when it makes life in the area better. A lease "
        "of 7 years or less needs none."
    ),
    fields=(
        Field("power", "For what purpose does the council hold the land?", Kind.CHOICE,
              offer=tuple((each.value, each.words) for each in Power)),
        Field("worth", "What is it worth without limits on its use?", Kind.MONEY,
              "The unrestricted value in the valuation."),
        Field("paid", "What does the council get for it?", Kind.MONEY,
              "The premium, and the value today of all the rent."),
        Field("valuer", "Who valued it?", Kind.LINE, "A valuer registered with RICS."),
        Field("valued_on", "When was it valued?", Kind.DATE),
        Field("well_being", "How does it make life in the area better?", Kind.TEXT,
              "For work and trade, for people, or for the environment."),
        Field("consent_on", "When did the Secretary of State agree?", Kind.DATE,
              "Only if the 2003 consent does not cover it."),
    ),
    problem=_price_problem,
    why_not_needed=_price_not_needed,
    notes=_price_notes,
    second=True,
)  # fmt: skip


def in_consecutive_weeks(first: date, second: date) -> bool:
    """Do two days lie in weeks, Monday to Sunday, of which one follows the other?

    Local Government Act 1972, s. 123(2A): “in two consecutive weeks”.
    """
    monday, next_monday = (day - timedelta(days=day.weekday()) for day in (first, second))
    return next_monday - monday == WEEK


def _open_space_not_needed(facts: Facts) -> str | None:
    if not facts.gives_land:
        return NO_LAND
    return None if facts.is_open_space else "None of the land is open space."


def _open_space_problem(matter: Matter) -> str | None:
    empty = matter.first_empty(
        ("paper", "Say in which newspaper the notices are."),
        ("first_on", "Enter the day of the first notice."),
        ("second_on", "Enter the day of the second notice."),
        ("until", "Enter the last day for objections."),
    )
    return empty or _notices_problem(matter)


def _notices_problem(matter: Matter) -> str | None:
    said, days = matter.said, matter.settings.objection_days
    if not in_consecutive_weeks(said["first_on"], said["second_on"]):
        return "The two notices have to be in two weeks, one after the other."
    if said["until"] < said["second_on"] + timedelta(days=days):
        return f"Give {days} days or more for objections after the second notice."
    if matter.today <= said["until"]:
        return f"People can object until {with_day(said['until'])}. Wait for that day to pass."
    return matter.first_empty(
        ("objections", "Enter how many people objected, or 0."),
        ("report", "Report what people objected to, and what the council says."),
    )


OPEN_SPACE = Gate(
    key="open-space",
    words="Open space notices",
    law="Local Government Act 1972, section 123(2A) and (2B)",
    certainty=Certainty.READ,
    blocks=Blocks.PAPERS,
    about=(
        "Before a council gives or lets open space, it says so in a local newspaper in two weeks "
        "that follow each other. It considers every objection. How many days people have to "
        "object is a setting of this council: check it with your lawyers."
    ),
    fields=(
        Field("paper", "Which newspaper?", Kind.LINE),
        Field("first_on", "First notice", Kind.DATE),
        Field("second_on", "Second notice", Kind.DATE, "Most often 7 days after the first."),
        Field("until", "Last day for objections", Kind.DATE),
        Field("objections", "How many people objected?", Kind.NUMBER),
        Field("report", "What did they object to, and what does the council say?"),
    ),
    problem=_open_space_problem,
    why_not_needed=_open_space_not_needed,
)


def _charity_not_needed(facts: Facts) -> str | None:
    if not facts.gives_land:
        return NO_LAND
    return None if facts.is_charity_land else "None of the land is held for a charity."


def _charity_problem(matter: Matter) -> str | None:
    said = matter.said
    is_designated = said.get("designated") == "yes"
    empty = matter.first_empty(
        ("adviser", "Say who advised the trustee."),
        ("advised_on", "Enter the day of the advice."),
        ("designated", "Say whether the land is set aside for a purpose of the charity."),
        *([("notice_on", "Enter the day of the public notice."),
           ("until", "Enter the last day to answer the notice."),
           ("answers", "Say what people answered.")] if is_designated else []),
        ("trustee_on", "Enter the day on which the council decided as trustee."),
    )  # fmt: skip
    if empty:
        return empty
    if matter.is_later("advised_on", "notice_on", "trustee_on"):
        return FUTURE
    return _charity_notice_problem(matter) if is_designated else None


def _charity_notice_problem(matter: Matter) -> str | None:
    said, days = matter.said, matter.settings.charity_notice_days
    if said["until"] < said["notice_on"] + timedelta(days=days):
        return f"Give {days} days or more to answer the notice."
    if matter.today <= said["until"]:
        return f"People can answer the notice until {with_day(said['until'])}."
    if said["trustee_on"] <= said["until"]:
        return "The trustee has to decide after the last day to answer the notice."
    return None


CHARITY = Gate(
    key="charity-land",
    words="Land held for a charity",
    law="Charities Act 2011, sections 117 to 121",
    certainty=Certainty.CHECK,
    blocks=Blocks.PAPERS,
    about=(
        "The council holds this land as a trustee. It takes advice, and decides for the charity "
        "in a decision of its own. Land set aside for a purpose of the charity needs a public "
        "notice too."
    ),
    fields=(
        Field("adviser", "Who advised the trustee?", Kind.LINE, "Name and qualification."),
        Field("advised_on", "When?", Kind.DATE),
        yes_no("designated", "Is the land set aside for a purpose of the charity?"),
        Field("notice_on", "If so: public notice", Kind.DATE),
        Field("until", "If so: last day to answer", Kind.DATE),
        Field("answers", "If so: what did people answer, and what does the trustee say?"),
        Field("trustee_on", "When did the council decide as trustee?", Kind.DATE),
    ),
    problem=_charity_problem,
    why_not_needed=_charity_not_needed,
    second=True,
)
