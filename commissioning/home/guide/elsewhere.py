"""Routes in Scotland, Wales and Northern Ireland, and what to do when no route fits yet."""

from datetime import date

from commissioning.home.guide.facts import Clock, Point, Route, check
from commissioning.home.guide.questions import case
from commissioning.home.guide.shared_facts import (
    BUYING_RULES,
    LAND_ACT,
    NO_LEGAL_TIME,
    STAFF_MOVE,
)

SCOTTISH_ACT = "Community Empowerment (Scotland) Act 2015, Part 5"
SCOTTISH_RULES = "SSI 2016/357"
IN_FORCE = date(2017, 1, 23)

SCOTTISH = Route(
    "scottish",
    "Make an asset transfer request",
    "In Scotland the law gives groups a right to ask for a public place. "
    "The public body must have good reasons to say no.",
    needs=(
        Point(
            "A group that local people control, open to all of them, with written rules.",
            SCOTTISH_ACT,
        ),
        Point(
            "To own the place you need a company limited by guarantee, a SCIO or a community "
            "benefit society.",
            SCOTTISH_ACT,
            when=case(term="own"),
        ),
        check("It may need 10 members or more.", SCOTTISH_ACT, when=case(term="own")),
        Point(
            "A request in writing. It says that it is an asset transfer request under Part 5, "
            "who you are and where to write to.",
            f"{SCOTTISH_RULES}, regulation 4",
        ),
        check(
            "It also says which land, for what, at what price or rent, and how people gain.",
            SCOTTISH_ACT,
        ),
    ),
    decides=(
        check(
            "The public body that owns the place. It must say yes unless there are fair grounds "
            "to say no.",
            SCOTTISH_ACT,
        ),
    ),
    clocks=(
        Clock(
            "The public body decides",
            "6 months from the day your request is complete",
            source=f"{SCOTTISH_RULES}, regulation 10",
            since=IN_FORCE,
        ),
        Clock(
            "Others can say what they think",
            "20 working days or more",
            source=SCOTTISH_RULES,
            is_sure=False,
        ),
        Clock(
            "After a yes, you make your offer",
            "6 months or more",
            source=SCOTTISH_ACT,
            is_sure=False,
        ),
        Clock(
            "After a no, you ask for a review",
            "20 working days",
            source=SCOTTISH_ACT,
            is_sure=False,
        ),
    ),
    traps=(
        Point(
            "The clock starts when the request is complete, not when you send it.",
            f"{SCOTTISH_RULES}, regulation 5",
        ),
        Point(
            "More time is possible only if you agree to it.",
            f"{SCOTTISH_RULES}, regulation 10",
        ),
        Point("If no answer comes in time, you can ask for a review or appeal.", SCOTTISH_ACT),
        Point(
            "A request like one that was refused in the last 2 years need not be looked at.",
            f"{SCOTTISH_ACT}, section 93",
        ),
        check(
            "While your request is open, the place may not be sold or let to others.",
            SCOTTISH_ACT,
            when=case(sale="selling closing"),
        ),
        check(
            "Good libraries stay the council’s duty, whoever runs this one.",
            when=case(kind="library"),
        ),
        STAFF_MOVE,
        BUYING_RULES,
    ),
    goes_to=("rights.index", "Ask here"),
)

ASKING = (
    Point("A group with written rules, and a legal form before you sign."),
    Point("A short letter: what you want, why people need it, and who you are."),
    Point("Later a full plan with the money."),
)

WALES = Route(
    "wales",
    "Ask the council in Wales",
    "No law in Wales gives you a right to take over a place or a service. You can ask. "
    "Many councils have steps for it.",
    needs=ASKING,
    decides=(check("The council. Often officers look first, and the cabinet decides."),),
    clocks=(NO_LEGAL_TIME,),
    traps=(
        check(
            "The English rights to bid and to challenge are not in force in Wales.",
            "Localism Act 2011",
        ),
        check(
            "To sell or let for long below the best price, the council needs a reason in law.",
            f"{LAND_ACT}, and the General Disposal Consent (Wales) 2003",
            when=case(term="long own"),
        ),
        check(
            "Wales has duties of its own, for the Welsh language and for future generations.",
            "Well-being of Future Generations (Wales) Act 2015",
        ),
        check(
            "Good libraries stay the council’s duty, whoever runs this one.",
            when=case(kind="library"),
        ),
        Point(
            "Another owner need not follow the council’s steps. Ask who decides there.",
            when=case(owner="public private unknown"),
        ),
        STAFF_MOVE,
        BUYING_RULES,
    ),
)

NORTHERN_IRELAND = Route(
    "northern-ireland",
    "Ask the council in Northern Ireland",
    "No law in Northern Ireland gives you a right to take over a place or a service. "
    "A policy of the government makes it possible. You can ask.",
    needs=ASKING,
    decides=(check("The council or other public body that owns the place or gives the service."),),
    clocks=(NO_LEGAL_TIME,),
    traps=(
        check(
            "The English rights to bid and to challenge are not in force here.", "Localism Act 2011"
        ),
        check(
            "For less than the best price the council needs a yes from a department.",
            "Local Government Act (Northern Ireland) 1972, section 96",
            when=case(term="long own"),
        ),
        Point(
            "Another owner need not follow the council’s steps. Ask who decides there.",
            when=case(owner="public private unknown"),
        ),
        STAFF_MOVE,
        BUYING_RULES,
    ),
)

ADVISER = Route(
    "adviser",
    "Talk to an adviser first",
    "No single route fits your answers yet. An hour with an adviser can save you months.",
    needs=(
        Point("Two or three sentences: what you want to change, and for whom."),
        Point("Who is with you, and who could be."),
        Point("What you know about the place or the service. Photos help."),
    ),
    decides=(Point("Nobody has to decide anything yet. Advice binds nobody."),),
    clocks=(NO_LEGAL_TIME,),
    traps=(
        Point(
            "You are one or two. Find others first: a group here has three people or more.",
            when=case(group="alone"),
        ),
        Point(
            "Only a group or a body can ask for a listing. One person cannot.",
            "Assets of Community Value (England) Regulations 2012, regulation 5",
            when=case(nation="england", group="alone", want="run keep"),
        ),
        check(
            "Find out who owns the place. HM Land Registry sells the title for a few pounds.",
            when=case(nation="england wales", owner="unknown"),
        ),
        Point("Find out who owns the place before you ask.", when=case(owner="unknown")),
        check(
            "For private land Scotland has other rights to buy, which this guide does not tell.",
            when=case(nation="scotland", owner="private unknown"),
        ),
        Point(
            "In Scotland a group can ask to take part in making a service better. "
            "This is a participation request.",
            "Community Empowerment (Scotland) Act 2015, Part 3",
            when=case(nation="scotland", want="service joined staff"),
        ),
        Point(
            "The right to challenge is about councils and some fire services. "
            "For others, ask who gives the service.",
            "Localism Act 2011, section 81",
            when=case(nation="england", services="other"),
        ),
        Point(
            "A commission joins two services or more. For one, the right to challenge may fit.",
            when=case(nation="england", want="joined", services="one"),
        ),
        Point("Do not sign or spend anything before you had advice."),
    ),
    goes_to=("home.help", "Get help"),
)
