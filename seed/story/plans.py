"""What the demo's twelve proposals say: a title, a few sentences, and the money."""

from dataclasses import dataclass

from commissioning.proposals.models import Section
from commissioning.proposals.money import Figures
from commissioning.proposals.viability import YEARS


@dataclass(frozen=True)
class Proposed:
    """A proposal of the demo. Money in whole pounds a year: its cost, the council's part."""

    key: str
    place: str
    group: str
    title: str
    summary: str
    idea: str
    need: str
    services: str
    cost: int
    council: tuple[int, ...]  # in each of five years

    def words(self, section: Section) -> str:
        """What a section says."""
        own = {
            Section.IDEA: self.idea,
            Section.NEED: self.need,
            Section.SERVICES: self.services,
            Section.MONEY: f"It costs £{self.cost:,} a year. The council would pay "
            f"£{self.council[0]:,} in the first year. We asked two similar places what they spend.",
        }
        return own.get(section, SHARED.get(section, ""))


SHARED = {
    Section.VOICES: "We knocked on **320 doors** and held two open evenings. Most people asked for "
    "longer hours. Some were worried about the cost, so we show it year by year.",
    Section.GROUP: "We are neighbours. Anyone who lives here can join and has one vote. We will "
    "become a community benefit society, so that what we own can never be shared out.",
    Section.PEOPLE: "The people who work there now keep their jobs and pay. About forty volunteers "
    "help, each with a named person to ask. Everyone who works with children is checked.",
    Section.BUILDING: "The council looks after the roof and walls. We look after the rest:\n\n"
    "- fire and electrical checks each year\n- water checks each month\n"
    "- insurance for visitors and volunteers",
    Section.RENEWAL: "- **Year 2**: new lights, which use less power.\n- **Year 5**: the boiler.\n"
    "- **Year 8**: floors and doors. We put money by for these each year.",
    Section.EXIT: "The council gets the place back with all its keys and papers. The money left "
    "pays what we owe, then goes to a group with the same purpose.",
    Section.RISKS: "- **Fewer visitors than we hope**: we open fewer hours before we cut wages.\n"
    "- **A large repair**: we put money by each year.\n"
    "- **Tired volunteers**: no one does more than one evening a week.",
}

PROPOSALS = (
    Proposed("P1", "PL6", "G1", "Run Mill Meadow Park together",
             "A park looked after by the people who use it, with games and a café.",
             "Mill Meadow is mown and locked, and little else. We want a café in the lodge, a "
             "games week in summer and a gardener who knows the place.",
             "Families from the flats have no other green space within ten minutes.",
             "Always open. The café opens from 9am to 4pm, six days a week.",
             74_000, (56_000, 56_000, 52_000, 50_000, 48_000)),
    Proposed("P2", "PL3", "G4", "A library run by Abbots Lea",
             "The same library with longer hours, run by the people who borrow from it.",
             "The library is full on Saturdays and shut on Mondays. We want to open it every day.",
             "Older people who live alone, and children after school.",
             "Open 40 hours a week, with a lunch club on Tuesdays.",
             96_000, (78_000, 78_000, 76_000, 74_000, 72_000)),
    Proposed("P3", "PL5", "G6", "Keep Millgate Baths open",
             "Swimmers take over the baths before they close.",
             "The baths lose money because they are empty at midday. We would fill them with "
             "lessons, and mend the boiler.",
             "No other pool can be reached by bus within half an hour.",
             "Open 68 hours a week, with quiet hours on Sunday.",
             540_000, (130_000, 110_000, 90_000, 80_000, 70_000)),
    Proposed("P4", "PL11", "G7", "A youth centre run by young people and parents",
             "Young people decide what happens in their own centre, with parents beside them.",
             "The centre opens on three evenings. We want five, with food.",
             "There are 1,900 people between 11 and 19 in Northfields.",
             "Five evenings a week, and Saturday from noon.",
             112_000, (88_000, 86_000, 82_000, 80_000, 78_000)),
    Proposed("P5", "PL1", "G2", "Homework club, advice desk and library in one",
             "The library stays, opens 46 hours a week, and gains a homework club and advice.",
             "People come for books and ask about rent, benefits and homework. We would answer.",
             "Half of the homes nearby have no quiet room to study in.",
             "Open 46 hours a week (now 30). Homework club on four afternoons, advice on three.",
             168_000, (118_000, 116_000, 114_000, 112_000, 110_000)),
    Proposed("P6", "PL13", "G8", "Plot holders run Long Acre",
             "Plot holders run their own site, and the council pays nothing after two years.",
             "We do most of the work already. We would let the 20 empty plots and fix the gate.",
             "There are 71 people waiting for a plot.",
             "Always open. A shared shed and two plots for wheelchair users.",
             13_400, (6_000, 3_000, 0, 0, 0)),
    Proposed("P7", "PL9", "G5", "Canal Gardens growing hub",
             "We want to run Canal Gardens as a mutual, with food growing, a plant nursery and "
             "free family days.",
             "Two growing spaces become nine. Entry stays free and the council keeps the land.",
             "Families in the towers have no garden. The food bank has no fresh food.",
             "Open every day from 8am until dusk (now weekdays only).",
             38_400, (21_000, 21_000, 20_000, 19_000, 18_000)),
    Proposed("P8", "PL10", "G9", "Weavers Hall community kitchen",
             "A kitchen in the hall where people cook together and new food businesses start.",
             "The hall is empty until noon. A kitchen would fill it from seven.",
             "Four lunch clubs have lost their kitchens since 2020.",
             "Open 60 hours a week (now 45), the kitchen from 7am.",
             71_000, (40_000, 38_000, 36_000, 34_000, 32_000)),
    Proposed("P9", "PL2", "G3", "Northfields Library at the heart of the estate",
             "A library with a crèche and a repair bench, run by people from the estate.",
             "The library is the only warm public room on the estate. We want it to be used.",
             "Parents with small children, and people looking for work.",
             "Open 38 hours a week (now 24), with a crèche on three mornings.",
             124_000, (88_000, 86_000, 84_000, 82_000, 80_000)),
    Proposed("P10", "PL14", "G9", "Open up the Old Fire Station",
             "An empty fire station becomes a place to make things, meet and eat.",
             "It has been empty since 2019. We would start with the ground floor: a workshop, a "
             "café and a room to book.",
             "People who make things at the kitchen table and need room.",
             "Open 50 hours a week, the café until 9pm from Thursday to Saturday.",
             92_000, (23_000, 20_000, 15_000, 10_000, 5_000)),
    Proposed("P11", "PL4", "G10", "Take over Aldermere Leisure Centre",
             "The clubs that use the leisure centre would run it.",
             "We would fill the halls at quiet times and bring the entry price down.",
             "Teams that now travel to Otherham to train.",
             "Open 92 hours a week (now 88).",
             1_960_000, (412_000, 400_000, 390_000, 380_000, 370_000)),
    Proposed("P12", "PL7", "G3", "Northfields Recreation Ground: play, walk, meet",
             "We keep the two pitches and add a place to play, a walking group and a kiosk.",
             "The ground is two pitches and a locked hut. We want somewhere to sit and to play.",
             "Parents, dog walkers and the walking football team.",
             "We will keep the two pitches and add a walking group on weekday mornings…",
             70_000, (63_900, 60_000, 58_000, 56_000, 54_000)),
)  # fmt: skip


def figures(plan: Proposed) -> Figures:
    """Five years in pence: costs grow by 2% a year, sales make up what others do not pay."""
    found: Figures = {}
    rebuild = plan.cost * 8 * 100
    for year in range(1, YEARS + 1):
        cost = plan.cost * 100 * (100 + 2 * (year - 1)) // 100
        council = plan.council[year - 1] * 100
        grants, donations = plan.cost * 8, plan.cost * 3
        line = {
            "council_grant": council,
            "grants": grants,
            "donations": donations,
            "sales": max(cost * 106 // 100 - council - grants - donations, 0),
            "secured": council + grants,
            "staff": cost * 50 // 100,
            "energy": cost * 14 // 100,
            "building": cost * 21 // 100,
            "put_by": rebuild * 15 // 1000,
            "other": cost * 15 // 100,
            "debt_service": 0,
        }
        found |= {f"{name}_{year}": pence for name, pence in line.items()}
    return {**found, "opening_cash": plan.cost * 12, "rebuild_value": rebuild}
