"""What supporters type, and what the desk types from a paper sheet."""

from commissioning.core.forms import (
    ChoiceField,
    EmailField,
    Form,
    LineField,
    NumberField,
    PickField,
    PostcodeField,
    TextField,
    YesField,
)

OUTSIDE = 0  # stands for no neighbourhood of this council
MOST_LINES = 100


class SupportForm(Form):
    """Who you are and where you live."""

    name = LineField("Your name", most=80, empty="Enter your name", autocomplete="name")
    email = EmailField("Your email address", description="We send you a link to make it count.")
    postcode = PostcodeField(
        "Your postcode", description="To show in which neighbourhoods people support it."
    )
    # Asked only when the postcode is not in our list.
    where = ChoiceField("Where do you live?")
    show_name = YesField("Show my name on the proposal’s page")


class ConfirmForm(Form):
    """Be counted, and hear what happens."""

    tell_me = YesField("Email me each time it moves on. I can stop this at any time.")


class SheetForm(Form):
    """One paper sheet, as the desk counted it."""

    proposal_id = PickField("Proposal", empty="Choose the proposal")
    number = LineField(
        "Sheet number",
        most=20,
        empty="Enter the number printed on the sheet",
        description="At the top of the sheet, like P10-7K4M.",
    )
    lines = NumberField(
        "Lines filled in", empty="Enter how many lines are filled in", least=1, most=MOST_LINES
    )
    counted = NumberField("Lines that count", empty="Enter how many lines count", most=MOST_LINES)
    neighbourhood_id = PickField("Where the people live", nothing="In more than one neighbourhood")
    left_out_because = TextField(
        "Why the other lines do not count",
        most=1000,
        description="For example: 2 without a postcode, 1 is on another sheet.",
    )
