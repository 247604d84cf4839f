"""What the demo's six commissions say: needs, services, outcomes, budgets and choices."""

from dataclasses import dataclass, field

from commissioning.commissions.models import Direction, Part

UP, DOWN = Direction.UP, Direction.DOWN


@dataclass(frozen=True)
class Promised:
    """An outcome: how it is counted, was, promise, and the count of each quarter, in figures."""

    words: str
    unit: str
    was: float | None
    promise: float
    direction: Direction
    how: str
    counts: tuple[float, ...] = ()  # the oldest quarter first


@dataclass(frozen=True)
class Planned:
    """A commission of the demo. Money in whole pounds a year."""

    key: str
    group: str
    where: str
    title: str
    summary: str
    who_for: str
    needs: tuple[tuple[str, str], ...]  # what is needed, and the source
    services: tuple[tuple[str, str, str, str], ...]  # name, before, differently, who answers
    outcomes: tuple[Promised, ...]
    lines: tuple[tuple[str, int], ...]
    priorities: tuple[str, ...]
    provider: str = ""
    how_chosen: str = ""
    helped: tuple[int, ...] = ()  # people since it began, quarter by quarter
    chosen: dict[str, int] = field(default_factory=dict)  # the result of the residents' vote
    voted: int = 0  # how many took part in it


COMMISSIONS = (
    Planned(
        "C1",
        "G4",
        "Abbots Lea",
        "Getting home well",
        "A joined-up service so that older people leaving hospital have help on the day they get "
        "home.",
        "People over 65 who leave hospital, and those who look after them.",
        (
            (
                "One in six older people who leave hospital is back within 30 days",
                "Hospital trust, discharge figures for Abbots Lea",
            ),
            (
                "Four in ten say nobody visits in the first week",
                "Survey by the lunch club, 212 people",
            ),
        ),
        (
            (
                "Adult social care",
                "Visits within 5 days, after a form",
                "Visits on the day",
                "Head of adult care",
            ),
            (
                "Hospital discharge team",
                "Rings the family",
                "Rings the Home Circle first",
                "Discharge manager",
            ),
            (
                "Abbots Lea Library",
                "Lends books",
                "One phone line and a warm room",
                "Library manager",
            ),
        ),
        (
            Promised(
                "Back in hospital within 30 days",
                "%",
                17,
                12,
                DOWN,
                "Hospital records",
                (15.1, 13.4),
            ),
            Promised("Seen within 2 days", "%", None, 90, UP, "Visit log", (88, 93)),
            Promised(
                "Say they are not lonely", "%", None, 60, UP, "A call after 6 weeks", (49, 52)
            ),
        ),
        (("Adult social care", 96_000), ("NHS discharge fund", 62_000), ("Library team", 24_000)),
        (
            "A visit on the day you get home",
            "One phone number for everything",
            "Meals for the first week",
            "Lifts to check-ups",
            "Someone to check the house is warm",
        ),
        "Abbots Lea Home Circle",
        "Three groups offered. A panel of officers and residents scored them for local knowledge, "
        "staff and price. The scores and the reasons are with the decision.",
        (97, 214),
        {
            "A visit on the day you get home": 301,
            "One phone number for everything": 268,
            "Meals for the first week": 197,
            "Lifts to check-ups": 174,
            "Someone to check the house is warm": 151,
        },
        412,
    ),
    Planned(
        "C2",
        "G9",
        "Millgate",
        "After-school 3 till 6",
        "Somewhere safe for children between the end of school and six o’clock.",
        "Children of 5 to 13 in Millgate, and parents who work.",
        (
            ("One child in three goes home to an empty house", "Two schools asked 410 families"),
            (
                "Most calls about noise by the canal come between 3pm and 6pm",
                "Community safety team",
            ),
        ),
        (
            ("Millgate schools", "Close at 3.15pm", "Halls stay open until 6pm", "The two heads"),
            (
                "Millgate Library",
                "No room for groups",
                "Homework tables on weekdays",
                "Library manager",
            ),
            ("Youth service", "Starts at 7pm", "Starts at 3pm, three days a week", "Youth manager"),
        ),
        (
            Promised("Children who come each week", "children", 0, 180, UP, "Signing-in sheets"),
            Promised(
                "Calls about noise by the canal, each month",
                "calls",
                31,
                15,
                DOWN,
                "Community safety log",
            ),
        ),
        (("Children’s services", 51_000), ("Public health", 27_000), ("Millgate Library", 18_000)),
        (
            "Homework help",
            "Games and football",
            "A hot tea",
            "Music and drama",
            "Cooking",
            "Someone to walk home with",
            "Weeks in the holidays",
        ),
    ),
    Planned(
        "C3",
        "G9",
        "Millgate",
        "Warm and well",
        "Warm homes for people whose lungs and hearts suffer in the cold.",
        "People in cold homes who have asthma, or a heart or lung illness.",
        (
            ("One home in five in Millgate is hard to keep warm", "Housing survey"),
            ("Winter hospital stays for asthma are twice the borough’s", "Public health profile"),
        ),
        (
            (
                "Public health",
                "Gives leaflets",
                "A nurse finds who is at risk",
                "Public health lead",
            ),
            ("Housing repairs", "Waits for a call", "Treats cold homes first", "Repairs manager"),
        ),
        (
            Promised("Homes made warm each year", "homes", 0, 140, UP, "Repair records"),
            Promised("Winter hospital stays for asthma", "stays", 64, 45, DOWN, "Hospital records"),
        ),
        (("Public health", 58_000), ("Housing repairs", 46_000), ("Energy company fund", 20_000)),
        ("New windows and doors", "Help with bills", "A nurse who visits", "Warm rooms nearby"),
    ),
    Planned(
        "C4",
        "G3",
        "Northfields",
        "Ready for work at 18",
        "Help for young people to find a first job, a course or a trade.",
        "People of 16 to 24 in Northfields who have no job, course or training.",
        (
            (
                "One young person in seven has no job, course or training",
                "Skills team, school leavers",
            ),
            ("Getting to work takes two buses", "Travel survey by Northfields Together"),
        ),
        (
            ("Skills team", "Courses in town", "Courses in Northfields", "Skills manager"),
            ("Youth service", "Drop-in on Fridays", "One named person for each", "Youth manager"),
            ("Jobcentre", "Meets at its office", "Meets at the youth club", "Partnership manager"),
        ),
        (
            Promised(
                "In work or training after 6 months", "%", 38, 55, UP, "A call after 6 months"
            ),
            Promised("Paid work trials each year", "trials", 0, 120, UP, "Employers’ records"),
        ),
        (("Skills", 80_000), ("Youth service", 35_000), ("Jobcentre partner fund", 25_000)),
        (
            "Paid work trials",
            "Travel passes",
            "A mental health coach",
            "Maths and English tutoring",
            "Driving lessons",
            "CV and interview help",
        ),
        "Northfields Together with Aldermere College",
        "Two offers came in. Both were scored by a panel. £105,000 a year is fixed, £35,000 paid "
        "by results.",
        (),
        {
            "Paid work trials": 918,
            "Travel passes": 806,
            "A mental health coach": 733,
            "Maths and English tutoring": 541,
            "Driving lessons": 402,
            "CV and interview help": 377,
        },
        1312,
    ),
    Planned(
        "C5",
        "G3",
        "Northfields",
        "Safe and green streets",
        "Cleaner, calmer streets with more trees, looked after by the people who live there.",
        "Everyone in Northfields, first of all children who walk to school.",
        (
            ("Rubbish is the first worry of residents", "Doorstep survey, 318 homes"),
            ("Three streets have no tree at all", "Parks team, tree register"),
        ),
        (
            (
                "Street cleaning",
                "The same round each week",
                "Goes where neighbours say",
                "Street manager",
            ),
            ("Community safety", "Patrols by car", "Walks with residents", "Safety manager"),
            ("Parks", "Plants in parks", "Plants in streets", "Parks manager"),
        ),
        (
            Promised("Streets that pass a litter check", "%", 61, 85, UP, "A check each month"),
            Promised("New trees that live after a year", "trees", 0, 60, UP, "A count each spring"),
        ),
        (("Street cleaning", 52_000), ("Community safety", 24_000), ("Parks", 12_000)),
        ("More bins", "Trees", "A school street", "Lights on the canal path"),
    ),
    Planned(
        "C6",
        "G4",
        "Abbots Lea",
        "New parents’ circle",
        "A weekly circle and a named person for parents of new babies.",
        "Parents of babies under one year old.",
        (
            ("One new parent in five feels low for weeks", "Health visitors, 2 years"),
            ("The nearest group is 5 miles away", "Association members"),
        ),
        (
            (
                "Health visitors",
                "Weigh babies at the surgery",
                "Come to the circle",
                "Health visitor lead",
            ),
            (
                "Abbots Lea Library",
                "A rhyme time each month",
                "A room each week",
                "Library manager",
            ),
        ),
        (
            Promised(
                "Parents who come each week", "parents", 0, 40, UP, "Signing-in", (24, 33, 41, 46)
            ),
            Promised(
                "Parents who feel low",
                "%",
                21,
                15,
                DOWN,
                "Health visitors’ questions",
                (20, 18, 16, 14),
            ),
            Promised(
                "Babies who are read to each day", "%", 44, 60, UP, "Survey", (47, 52, 57, 63)
            ),
            Promised("Fathers who come", "%", 3, 15, UP, "Signing-in", (4, 5, 7, 8)),
            Promised("Breastfed at 8 weeks", "%", 48, 58, UP, "Health visitors", (48, 50, 51, 53)),
        ),
        (("Public health", 28_000), ("Library Society", 14_000)),
        ("A weekly circle", "A named person to call", "Help in the first month"),
        "Abbots Lea Community Association",
        "A grant agreement: the council asked twice, and no other group wanted to run it.",
        (31, 58, 84, 112),
    ),
)

NEEDS, SERVICES, OUTCOMES = Part.NEEDS, Part.SERVICES, Part.OUTCOMES
MONEY, CHOICES, ABOUT = Part.MONEY, Part.PRIORITIES, Part.ABOUT


@dataclass(frozen=True)
class Said:
    """A comment, and what the group answered: "" for not yet. `changed`: it changed the draft."""

    part: Part
    words: str
    reply: str = ""
    changed: bool = False


COMMENTS = {
    "C5": (
        Said(NEEDS, "You say rubbish. For us it is dog mess.", "We added it.", True),
        Said(NEEDS, "Ask the people at the mosque and the church too.", "We did, on Sunday.", True),
        Said(SERVICES, "Street cleaners should walk with us, not drive by.", "Now they do.", True),
        Said(OUTCOMES, "Count trees after a year, not when planted.", "Yes: it says so now.", True),
        Said(MONEY, "Why does parks give so little?", "It gives the trees and 2 people’s time."),
        Said(CHOICES, "A school street would help most.", "You can choose it in the vote.", True),
        Said(
            ABOUT,
            "Say that it is for older people as well.",
            "It is for everyone. We say so.",
            True,
        ),
        Said(
            SERVICES,
            "Who do I ring when a bin is full?",
            "The street manager: it is in the table.",
            True,
        ),
        Said(OUTCOMES, "A litter check each month is too few.", "Weekly would cost £9,000 more."),
        Said(
            CHOICES, "Lights on the path attract people at night.", "You can vote for other things."
        ),
        Said(
            NEEDS,
            "Three streets? I count five without a tree.",
            "The register says five. Thank you.",
            True,
        ),
        Said(MONEY, "Is this money new?", "No: it is what these three spend here already."),
        Said(
            SERVICES, "Will there be jobs?", "The street team takes on two people from here.", True
        ),
        Said(CHOICES, "More bins, please, by the shops.", "It is one of the choices."),
        Said(ABOUT, "Good idea. I would help with watering.", "Come on Tuesdays at 6pm."),
        Said(OUTCOMES, "Please ask children how safe they feel."),
        Said(NEEDS, "Glass in the grass by the swings."),
        Said(SERVICES, "Patrols on foot, yes, but not with dogs."),
        Said(MONEY, "What happens when the money is spent?"),
        Said(CHOICES, "A crossing at Long Acre."),
        Said(ABOUT, "Northfields starts at the bridge. My street is left out."),
        Said(SERVICES, "Do not cut our hedges in May: birds nest."),
        Said(OUTCOMES, "85 in 100 is low. Aim for 95."),
    ),
    "C3": (
        Said(NEEDS, "Damp is worse than cold in the flats.", "We added damp.", True),
        Said(SERVICES, "A nurse who speaks Urdu would help.", "We ask for one.", True),
    ),
    "C2": (
        Said(SERVICES, "Can the library stay open on Fridays as well?", "Yes, from spring.", True),
        Said(CHOICES, "Mine would come for music.", "It is one of the choices."),
        Said(ABOUT, "Whoever wrote this is a fool."),
    ),
}

# When drafts with changes came out, in days after comments opened, and what they say is needed.
DRAFTS = {"C5": (8, 15), "C3": (20,), "C2": (20,)}
LEARNED = {
    "C5": (
        "Rubbish and dog mess are the first worry of residents",
        "Rubbish, dog mess and broken glass are the first worries of residents",
    ),
    "C3": ("One home in five in Millgate is damp or hard to keep warm",),
    "C2": ("One child in three goes home to an empty house, on Fridays more",),
}
