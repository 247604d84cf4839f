"""Facts that more than one route needs."""

from datetime import date

from commissioning.home.guide.facts import Clock, Point, check
from commissioning.home.guide.questions import case

LAND_ACT = "Local Government Act 1972, section 123"
LOCALISM_ACT = "Localism Act 2011"
LISTING_RULES = "Assets of Community Value (England) Regulations 2012"
PROCUREMENT_ACT = "Procurement Act 2023"
SUBSIDY_ACT = "Subsidy Control Act 2022, section 36"
STAFF_RULES = "TUPE Regulations 2006"
DECISION_RULES = "SI 2012/2089, regulation 9"

PAID = case(payment="contract unknown")
WITH_STAFF = case(workers="yes unknown")

KEY_DECISION = Clock(
    "Before a big decision, the council says that it is coming",
    "28 clear days",
    source=DECISION_RULES,
    is_sure=False,
    needs_cabinet=True,
)
STAFF_ARE_TOLD = Clock(
    "Before staff move, you get the facts about their jobs",
    "28 days or more",
    source=STAFF_RULES,
    is_sure=False,
    when=WITH_STAFF,
)
CALL_IN = Clock("Councillors may ask to look at it again", setting="call_in_days")

STAFF_MOVE = check(
    "People who do this work now move to you. They keep their terms. Pensions must be settled.",
    STAFF_RULES,
    when=WITH_STAFF,
)
NOT_A_STAFF_MUTUAL = Point(
    "A society that residents control is not a “public service mutual”. A contest that is kept "
    "for such mutuals is closed to it. It can still make an offer in an open contest.",
    f"{PROCUREMENT_ACT}, section 33",
    when=case(control="residents both unknown"),
    since=date(2025, 2, 24),
)
STAFF_MUTUAL = Point(
    "A council may keep a contest for mutuals that their staff control. "
    "The contract may then last 5 years at most.",
    f"{PROCUREMENT_ACT}, section 33",
    when=case(control="staff"),
    since=date(2025, 2, 24),
)
BUYING_RULES = check(
    "When the council pays for a service, the rules for buying services apply. "
    "There may be a contest, and somebody else may win it.",
    PROCUREMENT_ACT,
    when=PAID,
    since=date(2025, 2, 24),
)
BIG_CONTRACT = check(
    "For most library, leisure and care services the full rules start at £663,540. "
    "VAT and all the years of the contract count.",
    "SI 2025/1200",
    when=PAID,
    since=date(2026, 1, 1),
    until=date(2027, 12, 31),
)
CHEAP_RENT = Point(
    "A low rent or a grant can count as help from public money. "
    "Up to £315,000 in three financial years has simple rules.",
    SUBSIDY_ACT,
    when=case(payment="grant none unknown"),
)
LAND_NOT_SERVICE = check(
    "The right to bid is about the land and the building. It does not cover the service in it.",
    f"{LOCALISM_ACT}, Part 5, Chapter 3",
)
NEW_ACT = check(
    "A law of 2026 brings a new right to buy, with 12 months to do it. "
    "It is not in force as far as we know. This page tells the rules of 2011.",
    "English Devolution and Community Empowerment Act 2026",
)
NO_LEGAL_TIME = Clock(
    "The council gives its answer",
    "No time is set. Ask for a date",
    basis=None,
    is_sure=False,
)
