"""What is typed to ask for a review, to decide it, to complain, and to answer."""

from commissioning.core.forms import ChoiceField, Form, TextField

EVERYONE = "Everyone will see this."
PARTIES = "Only you and the council will see this."


class AskForm(Form):
    """Why a refusal should be looked at again."""

    grounds = TextField(
        "What should be looked at again, and why?",
        most=4000,
        empty="Say what should be looked at again",
        description=EVERYONE,
    )


class ReviewForm(Form):
    """Whether the refusal stands."""

    outcome = ChoiceField(
        "What do you decide?",
        offer=(
            ("uphold", "The refusal stands"),
            ("set-aside", "Set it aside: the council takes that step again"),
        ),
        empty="Choose whether the refusal stands",
    )
    reasons = TextField(
        "Why?", most=4000, empty="Say why, so that people can understand", description=EVERYONE
    )


class ComplaintForm(Form):
    """What went wrong."""

    what = TextField(
        "What went wrong?", most=4000, empty="Say what went wrong", description=PARTIES
    )
    wanted = TextField("What would put it right?", most=2000, description=PARTIES)


class AnswerForm(Form):
    """The council's answer to a complaint."""

    words = TextField(
        "The answer",
        most=4000,
        empty="Write the answer",
        description="Only whoever complained and the council will see this.",
    )
