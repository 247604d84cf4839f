"""Routes in England to a place: take it over, list it, bid for it, or use it for a time."""

from commissioning.home.guide.facts import Clock, Point, Route, check
from commissioning.home.guide.questions import case
from commissioning.home.guide.shared_facts import (
    BIG_CONTRACT,
    BUYING_RULES,
    CALL_IN,
    CHEAP_RENT,
    KEY_DECISION,
    LAND_ACT,
    LAND_NOT_SERVICE,
    LISTING_RULES,
    LOCALISM_ACT,
    NEW_ACT,
    NO_LEGAL_TIME,
    NOT_A_STAFF_MUTUAL,
    STAFF_ARE_TOLD,
    STAFF_MOVE,
    STAFF_MUTUAL,
)

NO_FORM = case(group="small informal")

TRANSFER = Route(
    "transfer",
    "Ask the council to let you take the place over",
    "Councils call this a community asset transfer. In England no law gives you a right to it. "
    "Each council has rules of its own.",
    needs=(
        Point("Three people or more who start a group."),
        Point("A short form first: the place, your idea, why people need it, and who you are."),
        Point("Neighbours who say that they would like it looked at."),
        Point("Later a full plan, with the money for five years."),
        check(
            "A legal form before you sign. A group without one cannot safely hold a lease.",
            when=NO_FORM,
        ),
    ),
    decides=(
        check("The council. Often an officer decides on a short lease."),
        check("Often the cabinet or a committee decides on a long lease or a sale."),
    ),
    clocks=(
        Clock("You gather support", setting="support_weeks"),
        Clock("The council checks the group and the place", setting="check_days"),
        Clock("The council tells you what the place costs", setting="pack_days"),
        Clock("You write the full plan", setting="plan_weeks"),
        Clock("The council gives the plan its scores", setting="assessment_days"),
        Clock(
            "The council tells people that it wants to let or sell open land",
            "In a local newspaper, in two weeks in a row",
            source=f"{LAND_ACT}(2A)",
            when=case(kind="open"),
        ),
        KEY_DECISION,
        Clock("The council decides", setting="decision_days"),
        CALL_IN,
        STAFF_ARE_TOLD,
        Clock("Both sides agree and sign", setting="handover_weeks"),
    ),
    traps=(
        Point("The building and the service are two questions. Ask the council about both."),
        check(
            "Good libraries stay the council’s duty, whoever runs this one. "
            "Ask how the council will keep to it.",
            "Public Libraries and Museums Act 1964, section 7",
            when=case(kind="library"),
        ),
        Point(
            "A lease of up to 7 years is simpler. The rule of the best price is only for longer "
            "ones.",
            f"{LAND_ACT}(7)",
            when=case(term="seven"),
        ),
        Point(
            "For a lease of more than 7 years, or a sale, the council must get the best price. "
            "It may take up to £2 million less if that helps the area.",
            f"{LAND_ACT}, and the General Disposal Consent (England) 2003",
            when=case(term="long own"),
        ),
        check(
            "A lease of more than 7 years must be put on the land register.",
            "HM Land Registry",
            when=case(term="long"),
        ),
        Point(
            "The council must look at what people say against it before it decides on open land.",
            f"{LAND_ACT}(2A)",
            when=case(kind="open"),
        ),
        check(
            "Many parks belong to a charity. The council then decides as its trustee, by other "
            "rules.",
            "Charities Act 2011",
            when=case(kind="open"),
        ),
        check(
            "The council may agree a sale before it looks at your idea. Ask today. "
            "You can also ask for the place to be listed, so that a sale has to wait.",
            when=case(sale="selling closing"),
        ),
        STAFF_MOVE,
        BUYING_RULES,
        BIG_CONTRACT,
        NOT_A_STAFF_MUTUAL,
        STAFF_MUTUAL,
        CHEAP_RENT,
    ),
    goes_to=("proposals.start", "Start a proposal"),
)

OWNER_IS_FREE = Point(
    "After the wait the owner may sell to anybody, at any price. Nobody has to sell to you.",
    f"{LOCALISM_ACT}, section 95",
)
ONLY_WHOLE_SALES = Point(
    "Only some sales wait: of the whole place with nobody in it, or a lease of it for 25 years "
    "or more. Gifts and some other sales do not wait.",
    f"{LOCALISM_ACT}, sections 95 and 96",
)
WAITS = (
    Clock(
        "After the owner’s notice: a group asks for time to bid",
        "6 weeks, the day of the notice with them",
        source=f"{LOCALISM_ACT}, section 95",
    ),
    Clock(
        "If a group asks: the owner may sell only to a group",
        "6 months from the same day",
        source=f"{LOCALISM_ACT}, section 95",
    ),
    Clock(
        "After that the sale cannot be held up again",
        "Until 18 months from the same day",
        source=f"{LOCALISM_ACT}, section 95",
    ),
)

NOMINATE = Route(
    "nominate",
    "Ask for the place to be listed",
    "The council can list it as an asset of community value. "
    "When the owner wants to sell, groups then get time to make an offer.",
    needs=(
        Point(
            "A body that may ask: a parish council, a charity, a society, a company that keeps "
            "its profits, or a group of 21 members or more.",
            f"{LISTING_RULES}, regulation 5",
        ),
        Point(
            "You have fewer than 21 members. Find more, or find a body that may ask.",
            f"{LISTING_RULES}, regulation 5",
            when=case(group="small"),
        ),
        check(
            "Your 21 members must be registered to vote here or in the next council’s area.",
            f"{LISTING_RULES}, regulation 4",
            when=NO_FORM,
        ),
        Point(
            "What the place is and where its borders are. Who owns it and who uses it, as far "
            "as you know. Why it should be listed.",
            f"{LISTING_RULES}, regulation 6",
        ),
        Point(
            "Its main use helps local people now and can go on. "
            "Or it did so a short time ago, and can again in the next 5 years.",
            f"{LOCALISM_ACT}, section 88",
        ),
    ),
    decides=(
        check("The district, borough, city or unitary council. Most county councils have no list."),
    ),
    clocks=(
        Clock(
            "The council decides about the list",
            "8 weeks after it got your letter",
            source=f"{LISTING_RULES}, regulation 7",
        ),
        Clock(
            "The owner may ask for a review",
            "8 weeks after the owner is told",
            source=LISTING_RULES,
        ),
        Clock("The place stays on the list", "5 years", source=f"{LOCALISM_ACT}, section 87"),
        *WAITS,
    ),
    traps=(
        check(
            "A group with no legal form can ask for the listing. It cannot ask for the 6 months. "
            "You need a legal form for that.",
            f"{LISTING_RULES}, regulation 12",
            when=NO_FORM,
        ),
        LAND_NOT_SERVICE,
        OWNER_IS_FREE,
        ONLY_WHOLE_SALES,
        Point("Homes and some other land cannot be listed.", f"{LISTING_RULES}, Schedule 1"),
        Point("If the council says no, it must say why. You cannot appeal.", LISTING_RULES),
        check("A sale that is agreed before the listing may not wait.", when=case(sale="selling")),
        Point(
            "You can also ask the council to let you take the place over.",
            when=case(owner="council"),
        ),
        NEW_ACT,
    ),
    goes_to=("rights.index", "Ask here"),
)

BID = Route(
    "bid",
    "Ask for time to make an offer",
    "The place is on the list. When its owner tells the council about a sale, "
    "a group can ask to be treated as a bidder.",
    needs=(
        check(
            "A group that may ask: a parish council, a charity, a society, or a company that "
            "works for the community. It has a local connection.",
            f"{LISTING_RULES}, regulation 12",
        ),
        check(
            "Your group has no legal form, so it cannot ask. Become one of these first, or find "
            "one that asks.",
            f"{LISTING_RULES}, regulation 12",
            when=NO_FORM,
        ),
        Point("A letter to the council in the first 6 weeks.", f"{LOCALISM_ACT}, section 95"),
        Point("A plan and money for an offer."),
    ),
    decides=(Point("The council checks that you may ask. The owner decides who can buy."),),
    clocks=WAITS,
    traps=(
        OWNER_IS_FREE,
        LAND_NOT_SERVICE,
        ONLY_WHOLE_SALES,
        Point(
            "The clock starts when the council gets the owner’s notice. Ask to be told.",
            f"{LOCALISM_ACT}, section 95",
        ),
        Point("A listing ends after 5 years. Check its date.", f"{LOCALISM_ACT}, section 87"),
        NEW_ACT,
    ),
    goes_to=("rights.index", "See the listed places"),
)

SHORT_USE = Route(
    "short-use",
    "Ask to use the place for a time",
    "A licence or a small grant is often enough. It is quick, and you can try your idea out.",
    needs=(
        Point("The owner’s yes, in writing."),
        Point("What you want to do there, on which days, and for how long."),
        check("Insurance, and somebody who is in charge when you are there."),
    ),
    decides=(check("The owner. In a council this is often an officer."),),
    clocks=(NO_LEGAL_TIME,),
    traps=(
        Point("A licence gives you fewer rights than a lease. Do not spend much on the place."),
        Point(
            "A lease of open land needs notices in a local newspaper, however short it is. "
            "This is so in England and Wales.",
            f"{LAND_ACT}(2A)",
        ),
        Point("A grant is for your own work. If the council orders a service, that is a contract."),
        Point("A short use gives you no right to stay, or to take the place over later."),
    ),
)
