"""Gates about people: staff, libraries, consultation and equality."""

from datetime import timedelta

from commissioning.core.choices import Choice
from commissioning.core.pages import plural, with_day
from commissioning.gates.law.land import FUTURE
from commissioning.gates.law.table import (
    Blocks,
    Certainty,
    Facts,
    Field,
    Gate,
    Kind,
    Matter,
    Note,
    yes_no,
)

FEW = 10  # fewer may be asked one by one; TUPE Regulations 2006, reg. 13A, from 1 July 2024


def _staff_not_needed(facts: Facts) -> str | None:
    return None if facts.moves_staff else "Nobody who works there would move."


def _staff_problem(matter: Matter) -> str | None:
    empty = matter.first_empty(
        ("people", "Enter how many people move."),
        ("transfer_on", "Enter the day on which they move."),
        ("told_on", "Enter the day on which the mutual got the information about them."),
        ("asked_how", "Say how they were informed and asked."),
        ("asked_on", "Enter the day on which that was finished."),
        ("pensions", "Say how their pensions go on."),
    )
    if empty:
        return empty
    if matter.is_later("told_on", "asked_on"):
        return FUTURE
    return _transfer_problem(matter)


def _transfer_problem(matter: Matter) -> str | None:
    said, days = matter.said, matter.settings.staff_information_days
    latest = said["transfer_on"] - timedelta(days=days)
    if said["told_on"] > latest:
        return (
            f"The mutual needs the information about staff {days} days before they move. "
            f"For this day it was needed by {with_day(latest)}."
        )
    if said["asked_how"] == "each" and said["people"] >= FEW:
        return f"{FEW} people or more move, so ask their representatives."
    if said["asked_on"] > said["transfer_on"]:
        return "Staff have to be informed and asked before they move."
    return None


STAFF = Gate(
    key="staff",
    words="Staff who move",
    law="TUPE Regulations 2006; Best Value Authorities Staff Transfers (Pensions) Direction 2007",
    certainty=Certainty.CHECK,
    blocks=Blocks.COMPLETION,
    about=(
        "Staff keep their pay and years of work. The mutual gets the information about them 28 "
        "days before they move, or earlier. They, or their representatives, are informed and asked."
    ),
    fields=(
        Field("people", "How many people move?", Kind.NUMBER),
        Field("transfer_on", "On which day do they move?", Kind.DATE),
        Field("told_on", "When did the mutual get the information about them?", Kind.DATE,
              "Employee liability information."),
        Field("asked_how", "Who was informed and asked?", Kind.CHOICE,
              offer=(("representatives", "A union or elected representatives"),
                     ("each", "Each person: only when fewer than 10 move"))),
        Field("asked_on", "When was that finished?", Kind.DATE),
        Field("pensions", "How do their pensions go on?",
              hint="The council’s scheme, or one that is as good; and who stands behind it."),
    ),
    problem=_staff_problem,
    why_not_needed=_staff_not_needed,
    second=True,
)  # fmt: skip


def _library_not_needed(facts: Facts) -> str | None:
    return None if facts.is_library else "It is not a library."


def _library_problem(matter: Matter) -> str | None:
    empty = matter.first_empty(
        ("needs", "Say what the needs assessment found."),
        ("statutory", "Say whether it stays part of the service the law asks for."),
        ("duty", "Say how the council still gives a full and efficient service."),
        ("told_on", "Enter the day on which the government department was told."),
    )
    if empty:
        return empty
    if matter.is_later("told_on"):
        return FUTURE
    opened = matter.others.get("consultation", {}).get("opened_on")
    if opened is not None and matter.said["told_on"] > opened:
        return "The department has to be told before the public is asked."
    return None


def _library_notes(matter: Matter) -> list[Note]:
    if matter.facts.pays:
        return []
    warning = "Volunteers do best with paid staff and help from the council (Libraries Taskforce)"
    return [("No money from the council", warning)]


LIBRARY = Gate(
    key="library",
    words="The library duty",
    law=(
        "Public Libraries and Museums Act 1964, section 7; guidance “Libraries as a statutory "
        "service” (2022)"
    ),
    certainty=Certainty.CHECK,
    blocks=Blocks.ASSESSMENT,
    about=(
        "The council has to keep a full and efficient library service. The government asks "
        "councils to tell its department before they ask the public."
    ),
    fields=(
        Field("needs", "What do people need, and how do you know?",
              hint="The needs assessment, and where it can be read."),
        yes_no("statutory", "Does this library stay part of the service the law asks for?"),
        Field("duty", "How does the council still meet its duty?"),
        Field("told_on", "When was the department told?", Kind.DATE,
              "The Department for Culture, Media and Sport."),
    ),
    problem=_library_problem,
    why_not_needed=_library_not_needed,
    notes=_library_notes,
)  # fmt: skip


def _consultation_not_needed(facts: Facts) -> str | None:
    return None if facts.consults else "The council does not ask the public here."


def _consultation_problem(matter: Matter) -> str | None:
    empty = matter.first_empty(
        ("open", "Say what was still open when people were asked."),
        ("papers", "Say what people could read."),
        ("opened_on", "Enter the day it opened."),
        ("closed_on", "Enter the day it closed."),
    )
    return empty or _time_problem(matter)


def _time_problem(matter: Matter) -> str | None:
    said, weeks = matter.said, _least_weeks(matter)
    if said["closed_on"] <= said["opened_on"]:
        return "It has to close after it opens."
    is_short = said["closed_on"] - said["opened_on"] < timedelta(weeks=weeks)
    if is_short and not said.get("shorter"):
        return f"It is shorter than {plural(weeks, 'week')}. Say why that is enough time."
    if matter.today <= said["closed_on"]:
        return f"People can answer until {with_day(said['closed_on'])}."
    return matter.first_empty(
        ("answers", "Report what people said."),
        ("changed", "Say how that changed the proposal or the advice, or why it did not."),
    )


def _least_weeks(matter: Matter) -> int:
    settings = matter.settings
    is_library = matter.facts.is_library
    return settings.library_consultation_weeks if is_library else settings.consultation_weeks


CONSULTATION = Gate(
    key="consultation",
    words="Asking the public",
    law="The Gunning principles; R (Moseley) v Haringey LBC [2014] UKSC 56",
    certainty=Certainty.READ,
    blocks=Blocks.PAPERS,
    about=(
        "A council that asks the public asks while things are still open, gives enough reasons, "
        "gives enough time, and takes the answers to heart. The law names no number of weeks: "
        "this council’s settings do."
    ),
    fields=(
        Field("open", "What was still open when people were asked?"),
        Field("papers", "What could people read, and where?"),
        Field("opened_on", "It opened on", Kind.DATE),
        Field("closed_on", "It closed on", Kind.DATE),
        Field("shorter", "If it was shorter than our settings say: why is that enough?"),
        Field("answers", "What did people say?"),
        Field("changed", "What did that change?"),
    ),
    problem=_consultation_problem,
    why_not_needed=_consultation_not_needed,
)


class Impact(Choice):
    """What it means for people with one characteristic."""

    POSITIVE = "positive", "Good"
    NEUTRAL = "neutral", "No difference"
    NEGATIVE = "negative", "Bad"
    UNKNOWN = "unknown", "Not known"


IMPACTS = tuple((each.value, each.words) for each in Impact)
CHARACTERISTICS = {  # Equality Act 2010, section 4
    "age": "Age",
    "disability": "Disability",
    "gender_change": "Gender reassignment",
    "marriage": "Marriage and civil partnership",
    "pregnancy": "Pregnancy and maternity",
    "race": "Race",
    "belief": "Religion or belief",
    "sex": "Sex",
    "orientation": "Sexual orientation",
}


def _equality_problem(matter: Matter) -> str | None:
    empty = matter.first_empty(
        ("users", "Say who uses it now, and how you know."),
        *((key, f"Say what it means for: {words.lower()}.")
          for key, words in CHARACTERISTICS.items()),
    )  # fmt: skip
    return (
        empty
        or _impact_problem(matter)
        or matter.first_empty(
            ("conclusion", "Write the conclusion."),
            ("look_again_on", "Enter the day on which you look again."),
        )
    )


def _impact_problem(matter: Matter) -> str | None:
    """No “not known” without a plan, no “bad” without what is done or why it is right."""
    for key, words in CHARACTERISTICS.items():
        if matter.said.get(f"{key}_why"):
            continue
        if matter.said[key] == Impact.UNKNOWN:
            return f"{words}: it is not known. Say how you will find out."
        if matter.said[key] == Impact.NEGATIVE:
            return f"{words}: it is bad. Say what makes it less bad, or why it is still right."
    return None


def _impact_fields() -> tuple[Field, ...]:
    found: list[Field] = []
    for key, words in CHARACTERISTICS.items():
        found.append(Field(key, words, Kind.CHOICE, offer=IMPACTS))
        found.append(Field(f"{key}_why", f"{words}: what shows it, and what is done"))
    return tuple(found)


EQUALITY = Gate(
    key="equality",
    words="Equality",
    law="Equality Act 2010, section 149",
    certainty=Certainty.CHECK,
    blocks=Blocks.PAPERS,
    about=(
        "The council thinks about how this touches people of each kind, before it decides. Where "
        "it is bad for some, it says what makes that less bad, or why it is still right. Where "
        "it is not known, it says how it will find out."
    ),
    fields=(
        Field("users", "Who uses it now, and how do you know?"),
        *_impact_fields(),
        Field("local", "Others this area cares for",
              hint="Carers, people who were in care, the armed forces, people with little money."),
        Field("conclusion", "Conclusion"),
        Field("look_again_on", "When do you look at this again?", Kind.DATE),
    ),
    problem=_equality_problem,
    second=True,
)  # fmt: skip


def _means_problem(matter: Matter) -> str | None:
    return matter.first_empty(("means", "Say what it means for people with little money."))


MEANS = Gate(
    key="socio-economic",
    words="People with little money",
    law="Equality Act 2010, section 1",
    certainty=Certainty.UNCONFIRMED,
    blocks=Blocks.PAPERS,
    about="Whether this duty is in force in England has to be checked.",
    fields=(Field("means", "What does it mean for people with little money?"),),
    problem=_means_problem,
)
