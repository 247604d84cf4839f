"""What an administrator types to set up a council."""

from typing import Any

from wtforms import HiddenField
from wtforms.validators import ValidationError

from commissioning.core.contrast import COLOUR, white_on
from commissioning.core.forms import (
    ChoiceField,
    CsvField,
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
from commissioning.people.models import PostKind
from commissioning.places.settings import WORDS, GovernanceModel

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3


class CouncilForm(Form):
    """The council itself."""

    name = LineField("The council’s name", most=120, empty="Enter the council’s name")
    phone = LineField("Phone", most=40, empty="Enter a phone number people can call")
    email = EmailField("Email", empty="Enter an email address people can write to")
    desk = TextField(
        "Help in person", most=500, description="Where and when, one line for each desk"
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


def settings_form(names: tuple[str, ...]) -> type[Form]:
    """A form for some of a council's numbers, with the reason for changing them."""
    parts: dict[str, Any] = {name: _setting(name) for name in names}
    parts["reason"] = TextField(
        "Why do you change them?", most=500, empty="Say why, so that people can understand"
    )
    return type("SettingsForm", (Form,), parts)


def _setting(name: str) -> Any:
    if name == "governance_model":
        return ChoiceField(WORDS[name], offer=GovernanceModel, empty="Choose how it decides")
    most = 20_000_000 if name.endswith("_gbp") else 1000
    return NumberField(WORDS[name], empty="Enter a whole number", most=most)
