"""Sending a correction, and the council's answer to it."""

from typing import NamedTuple

from commissioning.core import history, turns
from commissioning.core.database import db, unique
from commissioning.core.turns import Whose
from commissioning.corrections import emails
from commissioning.corrections.models import Correction, Fact
from commissioning.corrections.workflow import CHECKING
from commissioning.people.models import Person
from commissioning.places.models import Place
from commissioning.places.operations import correct_fact

TWICE = "You have told us this already, and the council is checking it. It will write to you."


class Written(NamedTuple):
    """Which fact is wrong, what is right, and how somebody knows."""

    fact: Fact
    right: str
    source: str


def send(place: Place, written: Written, *, by: Person) -> Correction:
    """Somebody says what is wrong. The council's clock starts.

    Raises Refused while the same person's correction of the same fact is being checked.
    """
    correction = Correction(
        council_id=place.council_id, place=place, person=by, **written._asdict()
    )
    with unique("ix_correction_person_id_place_id_fact", says=TWICE, field="fact"):
        db.session.add(correction)
    promise = place.council.settings.promise("correction_days")
    turns.begin(correction, "check", Whose.COUNCIL, promise)
    history.record(
        correction,
        "send",
        by=by,
        says=f"Somebody told the council of a mistake about {place.name}",
        after=correction.status,
        facts={"place": place.id, "fact": written.fact.words},
    )
    return correction


def accept(correction: Correction, written: str, source: str, *, by: Person) -> None:
    """Change the fact. `written`: as the register writes it; `source`: where the council has it.

    Raises Refused, with the field's name, when it cannot be read or nothing would change.
    """
    CHECKING.step("accept", correction)  # nothing changes when it has its answer already
    place, fact = correction.place, correction.fact.value
    correct_fact(place, fact, written, by=by, reason=f"After a correction. Source: {source}")
    CHECKING.take("accept", correction, by=by, reason=source)
    _answer(correction, source)


def decline(correction: Correction, reason: str, *, by: Person) -> None:
    """Leave the fact as it is, and say why."""
    CHECKING.take("decline", correction, by=by, reason=reason)
    _answer(correction, reason)


def _answer(correction: Correction, words: str) -> None:
    correction.answer = words
    turns.end(correction)
    emails.tell_answer(correction)
