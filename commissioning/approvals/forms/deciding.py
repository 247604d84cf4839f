"""What is typed to advise, to declare an interest, to decide, and to put a decision off."""

from commissioning.approvals.models import Choose
from commissioning.core.forms import ChoiceField, DateField, Form, TextField

SAY_WHY = "Say why, so that people can understand"
EVERYONE = "Everyone will see this."


class AdviceForm(Form):
    """What an officer advises."""

    choice = ChoiceField("Your advice", offer=Choose, empty="Choose what you advise")
    words = TextField(
        "The brief",
        most=8000,
        empty="Write the brief",
        description="One page: what it is, money, vote, fairness, risks. It is published with "
        "the decision.",
    )


class InterestForm(Form):
    """Has the decision-maker an interest in this?"""

    has_interest = ChoiceField(
        "Do you, or someone close to you, have an interest in this?",
        offer=(("no", "No, I have no interest"), ("yes", "Yes, I have an interest")),
        empty="Choose yes or no",
    )
    words = TextField("If yes, what is it?", most=1000, description="It is kept, not published.")


class OwnInterestForm(Form):
    """What somebody’s interest is."""

    words = TextField("What is your interest?", most=1000, empty="Say what your interest is",
                      description="It is kept, not published.")  # fmt: skip


class DecisionForm(Form):
    """A decision, all of it public."""

    choice = ChoiceField("The decision", offer=Choose, empty="Choose the decision")
    reasons = TextField("Reasons", most=8000, empty="Give the council’s reasons")
    rejected = TextField(
        "Other options, and why not those",
        most=4000,
        empty="Say which other options there were, and why not those",
    )
    conditions = TextField(
        "Conditions to meet before it opens",
        most=4000,
        description="If there are any: each on a line of its own.",
    )
    later = TextField(
        "Conditions to meet after it has opened",
        most=4000,
        description="If there are any: each on a line of its own.",
    )
    differs_because = TextField(
        "Why the council does not follow the advice", most=4000, description="If it does not."
    )
    dispensations = TextField(
        "Dispensations",
        most=2000,
        description="If somebody with an interest was allowed to take part: who allowed it, and "
        "why.",
    )
    consulted = TextField(
        "Conflicts of members who were asked",
        most=2000,
        description="If who decides asked another councillor who declared a conflict of interest.",
    )


class DeferForm(Form):
    """Putting a decision off."""

    until = DateField("Until when?", empty="Enter the day until which it is put off")
    reason = TextField("Why?", most=2000, empty=SAY_WHY, description=EVERYONE)
