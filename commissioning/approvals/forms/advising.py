"""What an officer asks an adviser, and what the adviser writes."""

from commissioning.approvals.models import Field
from commissioning.core.forms import (
    ChoiceField,
    DateField,
    EmailField,
    Form,
    LineField,
    TextField,
    YesField,
)

REPLY_BY = "Enter the day by which you need the answer"


class AskAdviceForm(Form):
    """Who is asked what, and by when."""

    field = ChoiceField("Which advice do you need?", offer=Field, empty="Choose which advice")
    name = LineField("Who do you ask?", most=80, empty="Enter a name", autocomplete="off")
    email = EmailField("Their email address", empty="Enter an email address", autocomplete="off",
                       description="They need no account.")  # fmt: skip
    question = TextField("Your question", most=4000, empty="Write your question")
    reply_by = DateField("When do you need the answer?", empty=REPLY_BY)


class AskAdviceAgainForm(Form):
    """Where the new link goes, and by when the answer is needed."""

    email = EmailField("Their email address", empty="Enter an email address", autocomplete="off")
    reply_by = DateField("When do you need the answer?", empty=REPLY_BY)


class GiveAdviceForm(Form):
    """The advice."""

    words = TextField(
        "Your advice",
        most=20_000,
        empty="Write your advice",
        description="Only council staff read this, unless the officer puts it in the public "
        "report. You can use Markdown.",
    )


class ReadAdviceForm(Form):
    """Where the advice goes."""

    in_report = YesField("Put it in the report. Everyone can read it when the papers are out.")
