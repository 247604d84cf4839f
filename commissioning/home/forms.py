"""What an administrator types to set up a council, and the forms of the help pages."""

from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import HiddenField
from wtforms.validators import ValidationError

from commissioning.core.calendar import CALENDARS, ENGLAND
from commissioning.core.choices import Choice
from commissioning.core.contrast import COLOUR, white_on
from commissioning.core.day_counts import RULES, Way
from commissioning.core.forms import (
    ChoiceField,
    CsvField,
    DateField,
    EmailField,
    Form,
    LineField,
    NumberField,
    PickField,
    TextField,
    YesField,
)
from commissioning.core.forms.needed import first
from commissioning.core.forms.words import Shape
from commissioning.home.guide.questions import Question
from commissioning.people.models import PostKind
from commissioning.places.settings import CHOICES, LEAST, MOST, WORDS

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
FIRST_YEAR, LAST_YEAR = 2000, 2100  # for which bank holidays can be told
COUNTRIES = dict(
    zip(
        CALENDARS,
        ("England and Wales", "Scotland", "Northern Ireland", "All of the United Kingdom"),
        strict=True,
    )
)


class CouncilForm(Form):
    """The council itself."""

    name = LineField("The council’s name", most=120, empty="Enter the council’s name")
    phone = LineField("Phone", most=40, empty="Enter a phone number people can call")
    email = EmailField("Email", empty="Enter an email address people can write to")
    desk = TextField(
        "Help in person", most=500, description="Where and when, one line for each desk"
    )
    complaints = TextField(
        "How to complain to the council",
        most=1000,
        description="Where your own complaints procedure is, and who to write to.",
    )
    colour = LineField(
        "Colour",
        most=7,
        empty="Enter the council’s colour",
        description="Such as #174a57. White words are shown on it.",
        validators=[Shape(COLOUR, "Write a colour as # and six letters or figures, like #174a57")],
    )
    notice = TextField(
        "Notice on every page",
        most=300,
        description="For an election or a closure. May stay empty.",
    )

    def validate_colour(self, field: LineField) -> None:
        """White words must be easy to read on it."""
        contrast = white_on(field.data)
        if contrast < LEAST_CONTRAST:
            raise ValidationError(
                f"Choose a darker colour. White words on this one have a contrast of "
                f"{contrast:.1f}, and need {LEAST_CONTRAST}"
            )


class NeighbourhoodForm(Form):
    """One more neighbourhood."""

    name = LineField("Name", most=120, empty="Enter the neighbourhood’s name")
    people = NumberField("How many people live there", description="May stay empty.")


class AdultsForm(Form):
    """How many may vote in a neighbourhood."""

    adults = NumberField("How many live here?", empty="Enter how many people", least=1,
                         description="A good estimate will do.")  # fmt: skip


class FileForm(Form):
    """A file to look at first and to bring in then."""

    # Its text comes back with the button, in up to four times as many bytes: the site reads 8 MB.
    file = CsvField("File", empty="Choose a file", most=2 * 1024 * 1024)
    kind = ChoiceField("What is in it", empty="Choose what is in it")


class BringInForm(Form):
    """The file as it was looked at, to the last tab."""

    text = HiddenField(validators=[first("Choose a file")])
    kind = ChoiceField("What is in it", empty="Choose what is in it")


class PersonForm(Form):
    """Somebody who works for the council, and their post."""

    name = LineField("Their name", most=80, empty="Enter their name")
    email = EmailField("Their email address", empty="Enter their email address")
    kind = PickField("Post", offer=PostKind, empty="Choose a post")


class GoLiveForm(Form):
    """The last step."""

    sure = YesField("The council is ready for the public", empty="Tick the box to open the site")


class Follow(Choice):
    """Which clocks a change is for."""

    NEW = "new", "Only those that start from now on"
    ALL = "all", "Those that run now as well"


def _follow_field() -> ChoiceField:
    return ChoiceField(
        "Which clocks follow the change?",
        offer=Follow,
        empty="Choose which clocks follow",
        description="If those that run follow too, nobody but the council loses a day it was "
        "promised. The record says which dates moved.",
    )


class ClosedDayForm(Form):
    """A day on which the council is closed."""

    day = DateField("Which day?", empty="Enter the day")
    why = TextField("Why is the council closed?", most=80, empty="Say why, such as Christmas Eve")
    follow = _follow_field()


class CountAgainForm(Form):
    """A closed day that is a working day after all."""

    follow = _follow_field()


def settings_form(names: tuple[str, ...]) -> type[Form]:
    """A form for some of a council's numbers, with the reason for changing them."""
    parts: dict[str, Any] = {name: _setting(name) for name in names}
    parts["reason"] = TextField(
        "Why do you change them?", most=500, empty="Say why, so that people can understand"
    )
    parts["follow"] = _follow_field()
    return type("SettingsForm", (Form,), parts)


class DaysForm(Form):
    """A period to count. It changes nothing, so it is read from the address."""

    way = ChoiceField("What do you want to count?", offer=Way, empty="Choose what to count")
    day = DateField("From which day?", empty="Enter the day to count from",
                    description="The day it starts, or the day of the meeting.")  # fmt: skip
    number = NumberField("How many days, weeks or months?", empty="Enter how many", least=1)
    added = NumberField("How many days were added?", most=RULES[Way.WORKING_DAYS].most,
                        description="For a pause, in working days. May stay empty.")  # fmt: skip
    calendar = PickField("Whose bank holidays?", empty="Choose whose bank holidays")

    def __init__(self, *args: Any, **others: Any) -> None:
        super().__init__(*args, **others)
        self.calendar.offer(list(COUNTRIES.items()))

    def validate_day(self, field: DateField) -> None:
        """Nobody knows the bank holidays of the far future."""
        if field.data and not FIRST_YEAR <= field.data.year < LAST_YEAR:
            raise ValidationError(f"Enter a year from {FIRST_YEAR} to {LAST_YEAR - 1}")

    def validate_number(self, field: NumberField) -> None:
        """A list that is too long says nothing."""
        rule = RULES.get(self.way.data)
        if rule and field.data and field.data > rule.most:
            raise ValidationError(f"Enter {rule.most} {rule.unit} or fewer")

    def validate_added(self, field: NumberField) -> None:
        """A pause is counted in working days, like the promises it stops."""
        if field.data and self.way.data is not Way.WORKING_DAYS:
            raise ValidationError("Leave this empty, or choose ‘Working days after a day’")

    @property
    def address(self) -> dict[str, Any]:
        """The same question as it stands in a short address."""
        asked = self.answers
        way, unit = asked["way"], RULES[asked["way"]].unit
        parts = {"from": asked["day"].isoformat(), unit: asked["number"]}
        if way is not FIRST_WAYS[unit]:
            parts["way"] = way.value
        if asked["added"]:
            parts["added"] = asked["added"]
        if asked["calendar"] != ENGLAND:
            parts["calendar"] = asked["calendar"]
        return parts


# What is meant by an address that names the unit alone.
FIRST_WAYS = {"days": Way.WORKING_DAYS, "weeks": Way.WEEKS, "months": Way.MONTHS_WITH}


def days_form(asked: MultiDict[str, str]) -> DaysForm:
    """The form as an address fills it in: `from=2026-11-02&days=20`, or box by box."""
    typed = {name: asked.get(name, "") for name in asked}
    if "from" in typed:
        year, month, day = [*typed["from"].split("-", 2), "", ""][:3]
        typed |= {"day-day": day, "day-month": month, "day-year": year}
    unit = next((each for each in FIRST_WAYS if each in typed), "")
    if unit:
        typed["number"] = typed[unit]
    typed.setdefault("way", FIRST_WAYS.get(unit, Way.WORKING_DAYS))
    typed.setdefault("calendar", ENGLAND)
    return DaysForm(MultiDict(typed), meta={"csrf": False})


def question_form(question: Question, answers: MultiDict[str, str]) -> Form:
    """The form of one question of “Which route?”, read from an address. It changes nothing."""
    asked = ChoiceField(
        question.asks,
        offer=list(question.offer.items()),
        empty="Choose one answer",
        description=question.hint,
    )
    kind: type[Form] = type("QuestionForm", (Form,), {question.name: asked})
    return kind(answers, meta={"csrf": False})


def _setting(name: str) -> Any:
    if name in CHOICES:
        return ChoiceField(WORDS[name], offer=CHOICES[name], empty="Choose one answer")
    least, most = LEAST.get(name, 0), MOST.get(name, 20_000_000 if name.endswith("_gbp") else 1000)
    law = f"The law asks for {LEAST[name]} or more." if name in LEAST else ""
    law = f"The law asks for {MOST[name]} or less." if name in MOST else law
    return NumberField(
        WORDS[name], empty="Enter a whole number", least=least, most=most, description=law
    )
