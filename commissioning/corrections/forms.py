"""What people type to correct a fact, and what an officer types to answer."""

from commissioning.core.forms import Form, LineField, PickField, TextField
from commissioning.corrections.models import Fact


class CorrectionForm(Form):
    """What is wrong, what is right, and how somebody knows."""

    fact = PickField("What is wrong?", offer=Fact, empty="Choose what is wrong")
    right = LineField("What is right?", most=600, empty="Say what is right")
    source = TextField(
        "How do you know?",
        most=1000,
        empty="Say how you know, so that the council can check it",
        description="Like a sign on the door or a web page. Only the council reads this.",
    )


class AcceptForm(Form):
    """The fact as the register writes it, and where the council has it from."""

    written = LineField("What the page will say", most=600, empty="Say what is right")
    source = LineField(
        "Where do you have it from?",
        most=300,
        empty="Say where you have it from",
        description="Everyone can read this. Do not name the person who told you.",
    )


class DeclineForm(Form):
    """Why the fact stays as it is."""

    reason = TextField(
        "Say why",
        most=2000,
        empty="Say why, so that people can understand",
        description="Everyone can read this.",
    )
