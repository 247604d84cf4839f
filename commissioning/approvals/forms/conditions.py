"""What is typed about a condition of a decision."""

from commissioning.core.forms import ChoiceField, Form, LineField, TextField
from commissioning.core.forms.words import WEB, Shape


class ClaimForm(Form):
    """That a condition is met."""

    evidence = TextField(
        "What shows that it is met?",
        most=2000,
        empty="Say what shows that it is met",
        description="Everyone will see this.",
    )
    web = LineField(
        "Where can it be seen?",
        most=500,
        description="A web address, if there is one.",
        validators=[Shape(WEB, "Enter a web address that starts with https://")],
    )


class AcceptForm(Form):
    """Whether it is."""

    is_met = ChoiceField(
        "Is it met?", offer=(("yes", "Yes, it is met"), ("no", "No, not yet")), empty="Choose one"
    )
    reason = TextField("If not, what is missing?", most=2000, description="Everyone will see this.")
