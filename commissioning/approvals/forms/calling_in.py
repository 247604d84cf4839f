"""What councillors type about a call-in."""

from commissioning.approvals.models import CallInGround, Outcome
from commissioning.core.forms import ChoiceField, Form, TextField

SAY_WHY = "Say why, so that people can understand"
EVERYONE = "Everyone will see this, without your name."


class CallInForm(Form):
    """Why a decision should be looked at again."""

    ground = ChoiceField("Reason", offer=CallInGround, empty="Choose a reason")
    words = TextField("Say it in a sentence or two", most=2000, empty=SAY_WHY, description=EVERYONE)


class HearingForm(Form):
    """What scrutiny said."""

    outcome = ChoiceField("What did scrutiny say?", offer=Outcome, empty="Choose what it said")
    reason = TextField("Why?", most=4000, empty=SAY_WHY, description=EVERYONE)
