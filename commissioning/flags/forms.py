"""What people choose when they flag something, and officers when they hide it."""

from commissioning.core.forms import ChoiceField, Form
from commissioning.discussion.models import HideRule


class FlagForm(Form):
    """Which rule it breaks."""

    rule = ChoiceField("What is wrong with it?", offer=HideRule, empty="Choose what is wrong")


class HideForm(Form):
    """Which rule it breaks, as the council sees it."""

    rule = ChoiceField(
        "Which rule does it break?", offer=HideRule, empty="Choose the rule it breaks"
    )
