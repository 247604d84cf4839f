"""Routes in England to a service: challenge, plan it together, or spin it out of the council."""

from commissioning.home.guide.facts import Clock, Point, Route, check
from commissioning.home.guide.questions import case
from commissioning.home.guide.shared_facts import (
    BIG_CONTRACT,
    BUYING_RULES,
    CALL_IN,
    KEY_DECISION,
    LOCALISM_ACT,
    NOT_A_STAFF_MUTUAL,
    PROCUREMENT_ACT,
    STAFF_ARE_TOLD,
    STAFF_MOVE,
    STAFF_MUTUAL,
)

CHALLENGE = Route(
    "challenge",
    "Ask to run the service",
    "This is the community right to challenge. A yes from the council starts a contest. "
    "It does not give you the service, and somebody else may win.",
    needs=(
        Point(
            "A body that may ask: a charity, a parish council, a group that is not there for "
            "profit, or two or more people who work for the council.",
            f"{LOCALISM_ACT}, section 81",
        ),
        Point(
            "A letter that says what money you have, and that you can do the work in time.",
            "SI 2012/1313, Schedule 1",
        ),
        check(
            "It also says which service and where, and how people will be better off.",
            "SI 2012/1313, Schedule 1",
        ),
    ),
    decides=(
        Point(
            "The council says yes or no, with reasons. After a yes, a contest decides who runs it.",
            f"{LOCALISM_ACT}, sections 83 and 84",
        ),
    ),
    clocks=(
        Clock(
            "The council tells you when it will decide",
            "30 days",
            source=f"{LOCALISM_ACT}, section 84",
            is_sure=False,
        ),
        Clock(
            "The council decides",
            "In the time that it has to publish",
            source=f"{LOCALISM_ACT}, section 84",
        ),
        Clock(
            "The contest starts after a yes",
            "Between a shortest and a longest time that it has to publish",
            source=f"{LOCALISM_ACT}, section 84",
        ),
        STAFF_ARE_TOLD,
    ),
    traps=(
        Point(
            "A building is not part of it. Ask for a building in another way: "
            "a takeover, or a listing.",
        ),
        Point(
            "Some councils take these letters only at some times of the year.",
            f"{LOCALISM_ACT}, section 82",
        ),
        Point(
            "The council can say no. It may have begun to buy the service already, "
            "or decided to end it.",
            "SI 2012/1647",
        ),
        check("Some health and care services are left out.", "SI 2012/1313"),
        check(
            "The duty stays with the council. You run the service for it.",
            LOCALISM_ACT,
        ),
        Point("You can also just talk with the council first. A talk starts no contest."),
        check("We know of no change to this right by the law of 2026.", LOCALISM_ACT),
        STAFF_MOVE,
        BUYING_RULES,
        BIG_CONTRACT,
        NOT_A_STAFF_MUTUAL,
        STAFF_MUTUAL,
    ),
    goes_to=("rights.index", "Ask here"),
)

COMMISSION = Route(
    "commission",
    "Plan the services together",
    "A commission is a plan for one joined-up service. It uses money from more than one budget. "
    "No law gives a right to it: it works because those who hold the money agree.",
    needs=(
        Point("A group in the neighbourhood."),
        Point("Two services or more that should work as one."),
        Point("What people need, with facts, and what should change for them."),
        Point("What it costs, and whose budgets could pay."),
    ),
    decides=(
        Point("Everybody who holds a budget says yes or no to their part."),
        Point("Residents vote. Their vote advises the council. Then the council decides."),
    ),
    clocks=(
        Clock("Everybody can comment", setting="comment_weeks"),
        Clock("Each budget holder answers", setting="holder_days"),
        KEY_DECISION,
        Clock("The council decides", setting="decision_days"),
        CALL_IN,
    ),
    traps=(
        Point("You write the plan. Somebody else may be chosen to run it."),
        Point("One budget holder can say no. Talk with each of them early."),
        check(
            "Services that are mainly health care are bought by other rules.",
            "SI 2023/1348",
        ),
        check(
            "When public money buys the service, the rules for buying services apply.",
            PROCUREMENT_ACT,
        ),
        Point("The duties that a council has by law stay with the council."),
    ),
    goes_to=("commissions.index", "See commissions"),
)

SPIN_OUT = Route(
    "spin-out",
    "Ask to run your service as a mutual",
    "Staff leave the council together and run their service as a body of their own. "
    "No law gives a right to it. The council has to want it.",
    needs=(
        Point("The council’s yes to look into it, and time to write a plan."),
        Point("The other staff: ask them early, and their unions."),
        Point("A legal form, with rules that say who is in charge."),
        Point("A plan that works when the first contract ends."),
    ),
    decides=(
        check("Often the cabinet, as a key decision. A contract is for the council’s own rules."),
    ),
    clocks=(
        KEY_DECISION,
        CALL_IN,
        STAFF_ARE_TOLD,
        Clock(
            "A contract that is kept for mutuals",
            "5 years at most",
            source=f"{PROCUREMENT_ACT}, section 33",
            when=case(control="staff"),
        ),
    ),
    traps=(
        NOT_A_STAFF_MUTUAL,
        STAFF_MUTUAL,
        Point(
            "Such a contest is closed to you if you won one like it in the last 3 years.",
            f"{PROCUREMENT_ACT}, section 33",
            when=case(control="staff"),
        ),
        BUYING_RULES,
        BIG_CONTRACT,
        STAFF_MOVE,
        check("The duties that a council has by law stay with the council."),
        Point(
            "Two or more of you can also use the right to challenge. That starts a contest.",
            f"{LOCALISM_ACT}, section 81",
        ),
    ),
)
