"""What the fast track never shortens: the law’s own times and duties, with their sources."""

from typing import NamedTuple

from commissioning.gates.law import BY_KEY
from commissioning.places.settings import LEAST, CouncilSettings

# The settings that hold a time people have before a decision. The fast track has none of them.
TIMES = {
    "forward_notice_clear_days": (
        "{} clear days of notice before a key or private decision",
        "SI 2012/2089, regulations 5 and 9",
    ),
    "agenda_clear_days": (
        "{} clear working days between the agenda and the meeting",
        "SI 2012/2089, regulation 7; Local Government Act 1972, section 100B",
    ),
}
# The gates whose notices, questions and duties stand as they are.
GATES = ("open-space", "charity-land", "library", "consultation", "equality", "staff")


class Minimum(NamedTuple):
    """One thing that stays, its source, and how sure we are of it."""

    words: str
    source: str
    certainty: str


def not_shortened(settings: CouncilSettings) -> list[Minimum]:
    """Everything that a proposal on the fast track waits for like any other."""
    times = [
        Minimum(words.format(getattr(settings, name)), source, f"The law asks for {LEAST[name]}.")
        for name, (words, source) in TIMES.items()
    ]
    gates = [BY_KEY[key] for key in GATES]
    return times + [Minimum(each.words, each.law, each.certainty.words) for each in gates]
