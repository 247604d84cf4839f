"""What people type to ask, answer and hide."""

from wtforms import HiddenField

from commissioning.core.forms import ChoiceField, EmailField, Form, LineField, TextField
from commissioning.discussion.models import LONGEST, LONGEST_ANSWER, HideRule


class QuestionForm(Form):
    """A question, and who asks it."""

    text = TextField("Your question", most=LONGEST, empty="Write your question")
    name = LineField(
        "Your name",
        most=80,
        empty="Enter your name",
        autocomplete="name",
        description="Shown beside your question. A first name is enough.",
    )
    email = EmailField("Your email address", description="Not shown. We send you the answer.")
    sure = HiddenField()


class AnswerForm(Form):
    """The group's answer."""

    answer = TextField("Your answer", most=LONGEST_ANSWER, empty="Write your answer")


class HideForm(Form):
    """Which rule a question breaks."""

    rule = ChoiceField(
        "Which rule does it break?", offer=HideRule, empty="Choose the rule it breaks"
    )
