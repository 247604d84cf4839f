"""What people type in a draft."""

from wtforms import HiddenField
from wtforms.validators import ValidationError

from commissioning.core.forms import ChoiceField, Form, LineField, PickField, TextField
from commissioning.core.forms.numbers import number_in
from commissioning.proposals.models import Section

MOST = 3000  # characters in a section
YES_NO = [("no", "No, I will come back"), ("yes", "Yes, I have finished")]
GUIDANCE = {
    Section.IDEA: "What the place is now, and what you would do with it.",
    Section.NEED: "Who uses it or would use it, and how you know.",
    Section.VOICES: "Whom you asked, what they said, and what you changed because of it.",
    Section.GROUP: "Who you are, how you decide, and who may join.",
    Section.SERVICES: "What you would offer and when. Say it so that a neighbour would understand.",
    Section.PEOPLE: "Who would work there, paid or not, and how you keep everyone safe.",
    Section.MONEY: "How you worked out your figures, and what you would do with less.",
    Section.BUILDING: "Repairs, safety checks and insurance: what is needed and who sees to it.",
    Section.RISKS: "What could go wrong, and what you would do about it.",
    Section.RENEWAL: "What wears out in 10 years, when, what it costs, and who pays for it.",
    Section.EXIT: "How the place, the money and the people are looked after if you have to stop.",
}


class NewForm(Form):
    """A new draft."""

    place = PickField("Place", empty="Choose a place")
    group = PickField("Group", empty="Choose a group")
    title = LineField("Name of the proposal", most=120, empty="Enter a name for the proposal")
    summary = TextField("What would change?", most=400, empty="Say what would change",
                        description="Two sentences that everyone understands.")  # fmt: skip


class DescribeForm(Form):
    """Another name or summary."""

    title = LineField("Name of the proposal", most=120, empty="Enter a name for the proposal")
    summary = TextField("What would change?", most=400, empty="Say what would change")


class SectionForm(Form):
    """One section of the plan."""

    text = TextField("Your words", most=MOST)
    finished = ChoiceField(
        "Have you finished this section?", offer=YES_NO, empty="Say whether you have finished"
    )
    version = HiddenField()

    def validate_finished(self, field: ChoiceField) -> None:
        """A finished section says something."""
        if field.data == "yes" and not self.text.data.strip():
            raise ValidationError("Write something before you mark it finished")

    @property
    def base_version(self) -> int:
        """The version that was on the page when this was written."""
        return number_in(self.version)


class WithdrawForm(Form):
    """Why a group gives up."""

    reason = TextField("Why do you withdraw it?", most=2000,
                       empty="Say why, so that people can understand",
                       description="Everyone can read this.")  # fmt: skip


def merged(theirs: str, mine: str) -> str:
    """Their text, then the paragraphs of mine that it does not have."""
    kept = [part.strip() for part in theirs.split("\n\n")]
    extra = [part for part in mine.split("\n\n") if part.strip() and part.strip() not in kept]
    return "\n\n".join(part for part in [theirs.strip(), *extra] if part)
