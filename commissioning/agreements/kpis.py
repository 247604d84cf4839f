"""What can be counted about each kind of place, and so promised and reported.

The keys and definitions follow the core figures that libraries, leisure centres and parks in
England already keep; they are stored and never change. The words may be improved.
"""

from dataclasses import dataclass

from commissioning.core.pages import number
from commissioning.places.models import PlaceKind

LIBRARIES = frozenset({PlaceKind.LIBRARY})
LEISURE = frozenset({PlaceKind.LEISURE_CENTRE, PlaceKind.SWIMMING_POOL})
PARKS = frozenset({PlaceKind.PARK, PlaceKind.ALLOTMENTS, PlaceKind.PAVILION})
CENTRES = frozenset(PlaceKind) - LIBRARIES - LEISURE - PARKS
ALL = frozenset(PlaceKind)


@dataclass(frozen=True)
class Kpi:
    """One figure. `unit` is "%", "£" or nothing; `places` figures may stand after the point.

    A figure that is `worked_out` comes from other parts of a report and is never asked for.
    """

    key: str
    words: str
    kinds: frozenset[PlaceKind]
    note: str = ""
    unit: str = ""
    places: int = 0
    worked_out: bool = False

    def shown(self, value: float) -> str:
        """The value in words: 44% or £2.50 or 47,800."""
        written = number(value)
        return f"£{written}" if self.unit == "£" else f"{written}{self.unit}"


def _library(key: str, words: str, **others: object) -> Kpi:
    return Kpi(f"lib_{key}", words, LIBRARIES, **others)  # type: ignore[arg-type]


def _leisure(key: str, words: str, **others: object) -> Kpi:
    return Kpi(f"lei_{key}", words, LEISURE, **others)  # type: ignore[arg-type]


def _park(key: str, words: str, **others: object) -> Kpi:
    return Kpi(f"prk_{key}", words, PARKS, **others)  # type: ignore[arg-type]


CATALOGUE = (
    _library("visits", "Visits", note="People who came in, by the door counter"),
    _library("issues", "Loans", note="With renewals, without e-books"),
    _library("active_borrowers", "People who borrowed in the last 12 months"),
    _library("sessions", "Events held"),
    _library("session_attendance", "People at events"),
    _library("pc_hours", "Hours of computer use"),
    _library("open_hours", "Hours open each week", places=1),
    _library("staffed_hours", "Hours with staff each week", places=1),
    _library("new_members", "New library members"),
    _library("homework_places", "Homework club places"),
    _library("vol_hours", "Volunteer hours"),
    _library("satisfaction", "People who were happy with it", unit="%", places=1),
    _leisure("visits", "Visits", note="By the gate and by bookings"),
    _leisure("members", "People with a membership"),
    _leisure("swim_lessons", "Lesson places, under 11s"),
    _leisure("concession_share", "Swims by people on low incomes", unit="%", places=1),
    _leisure("open_hours", "Hours open each week", places=1),
    _leisure("occupancy", "Pool and hall time that is booked", unit="%", places=1),
    _leisure("energy_kwh_m2", "Energy for each square metre, in kWh a year", places=1),
    _leisure("income_per_visit", "Income for each visit", unit="£", places=2),
    _leisure("incidents", "Accidents that had to be reported by law"),
    _park("visits", "Visits"),
    _park("hours_open", "Hours open each week", places=1),
    _park("vol_hours", "Volunteer hours"),
    _park("inspections_done", "Play and tree checks done", unit="%", places=1),
    _park("events", "Events held"),
    _park("litter_score", "Litter checks passed", unit="%", places=1),
    Kpi("ctr_visits", "Visits", CENTRES),
    Kpi("ctr_open_hours", "Hours open each week", CENTRES, places=1),
    Kpi("ctr_sessions", "Sessions held", CENTRES),
    Kpi("ctr_vol_hours", "Volunteer hours", CENTRES),
    Kpi("eq_decile13_share", "Visits by people from the 3 most deprived tenths of areas", ALL,
        unit="%", places=1),
    Kpi("gov_turnout", "Members who voted in the mutual’s last election", ALL, unit="%", places=1),
    Kpi("gov_board_attendance", "Directors who came to board meetings", ALL, unit="%", places=1),
    Kpi("gov_members", "Members", ALL, worked_out=True),
    Kpi("fin_reserves_months", "Months of running costs in the bank", ALL, places=2,
        worked_out=True, note="Money in the bank, divided by what a month costs"),
)  # fmt: skip
BY_KEY = {kpi.key: kpi for kpi in CATALOGUE}


def for_kind(kind: PlaceKind) -> list[Kpi]:
    """The figures that fit this kind of place, in the order of the catalogue."""
    return [kpi for kpi in CATALOGUE if kind in kpi.kinds]
