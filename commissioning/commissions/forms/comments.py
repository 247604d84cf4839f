"""What people type to comment, to answer a comment, and to hide one."""

from commissioning.commissions.models import Part
from commissioning.core.forms import ChoiceField, EmailField, Form, LineField, TextField
from commissioning.discussion.models import LONGEST, LONGEST_ANSWER, HideRule

CHANGED = [("yes", "We changed it"), ("no", "We did not change it")]


class CommentForm(Form):
    """A comment on one part, and who makes it."""

    part = ChoiceField("Which part is it about?", offer=Part, empty="Choose a part")
    text = TextField("Your comment", most=LONGEST, empty="Write your comment")
    name = LineField(
        "Your name",
        most=80,
        empty="Enter your name",
        autocomplete="name",
        description="Shown beside your comment. A first name is enough.",
    )
    email = EmailField("Your email address", description="Not shown. We send you the answer.")


class AnswerForm(Form):
    """What the group did because of a comment."""

    changed = ChoiceField("Did you change the draft?", offer=CHANGED,
                          empty="Say whether you changed it")  # fmt: skip
    answer = TextField("What did you change, or why not?", most=LONGEST_ANSWER,
                       empty="Say what you changed, or why not")  # fmt: skip


class HideForm(Form):
    """Which rule a comment breaks."""

    rule = ChoiceField(
        "Which rule does it break?", offer=HideRule, empty="Choose the rule it breaks"
    )
