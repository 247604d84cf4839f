"""What people type about a concern."""

from commissioning.core.forms import ChoiceField, Form, LineField, TextField


class ConcernForm(Form):
    """What worries somebody, when, and whether they want an answer."""

    what = TextField(
        "What worries you?",
        most=4000,
        empty="Say what worries you",
        description="Only the board and the council read this. They see your name.",
    )
    happened = LineField(
        "When did it happen?",
        most=200,
        empty="Say when it happened",
        description="Like last Tuesday, or every week since June.",
    )
    wants_reply = ChoiceField(
        "Do you want an answer by email?",
        offer=[("yes", "Yes"), ("no", "No")],
        empty="Choose yes or no",
    )


class AnswerForm(Form):
    """The board's answer."""

    answer = TextField(
        "Your answer",
        most=4000,
        empty="Write your answer",
        description="For whoever raised it and the council. It cannot be changed later.",
    )


class MessageForm(Form):
    """Between the council and the board."""

    words = TextField(
        "Your message",
        most=4000,
        empty="Write your message",
        description="Only the council and the board read this.",
    )
