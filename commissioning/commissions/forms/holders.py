"""What a budget holder says, and what a steward types in the money check."""

from wtforms.validators import ValidationError

from commissioning.commissions.models import Answer
from commissioning.core.forms import ChoiceField, EmailField, Form, LineField, TextField


class HolderForm(Form):
    """Yes or no, from whom, and why not."""

    answer = ChoiceField("Do you agree to this?", offer=Answer, empty="Choose yes or no")
    name = LineField("Your name", most=80, empty="Enter your name", autocomplete="name",
                     description="Shown beside your answer.")  # fmt: skip
    reason = TextField("If no, why?", most=1000, description="Everyone can read this.")

    def validate_reason(self, field: TextField) -> None:
        """A no has a reason."""
        if self.answer.data == Answer.NO and not field.data:
            raise ValidationError("Say why, so that the group can change its plan")


class AskAgainForm(Form):
    """Where the new link goes."""

    email = EmailField(
        "Email address of whoever decides about this budget",
        empty="Enter an email address",
        autocomplete="off",
    )


class ChangeForm(Form):
    """Why a group takes its draft back."""

    reason = TextField("What will you change?", most=1000, empty="Say what you will change",
                       description="Everyone can read this.")  # fmt: skip
