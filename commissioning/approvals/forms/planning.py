"""What an officer types for the forward plan."""

from commissioning.approvals.models import Office, Paragraph
from commissioning.core.forms import ChoiceField, DateField, Form, LineField, TextField

SAY_WHY = "Say why, so that people can understand"
EVERYONE = "Everyone will see this."


class NoticeForm(Form):
    """What the notice of a decision states (SI 2012/2089, reg. 9(1))."""

    matter = TextField("What is to be decided?", most=1000, empty="Say what is to be decided")
    maker = TextField(
        "Who decides?",
        most=1000,
        empty="Say who decides",
        description="A name and a title, or the body and its members.",
    )
    decide_on = DateField("When is it decided?", empty="Enter the day of the decision")
    where = TextField("Where and at what time, if a body meets?", most=500)
    papers = TextField("Which papers go to them?", most=2000, empty="Name the papers")
    copies_from = TextField(
        "Where can people get copies?", most=500, empty="Say where people can get copies"
    )
    ask_for = TextField(
        "How can people ask for papers that come later?",
        most=500,
        empty="Say how people can ask for papers",
    )


class ExceptionForm(Form):
    """The general exception."""

    chair = LineField("Which chair of scrutiny was told?", most=160, empty="Say who was told")
    reason = TextField(
        "Why are 28 clear days not possible?", most=2000, empty=SAY_WHY, description=EVERYONE
    )
    decide_on = DateField("When is it decided?", empty="Enter the day of the decision")


class UrgencyForm(Form):
    """Special urgency."""

    reason = TextField(
        "Why can it not wait for 5 clear days?", most=2000, empty=SAY_WHY, description=EVERYONE
    )
    decide_on = DateField("When should it be decided?", empty="Enter the day of the decision")


class AgreeForm(Form):
    """Scrutiny agrees."""

    office = ChoiceField(
        "In which office do you agree?",
        offer=Office,
        empty="Choose your office",
        description=EVERYONE,
    )


class ExemptForm(Form):
    """The part of a report that is kept back."""

    paragraph = ChoiceField(
        "On what ground (Local Government Act 1972, Schedule 12A)?",
        offer=Paragraph,
        empty="Choose a paragraph",
    )
    public_interest = TextField(
        "Why is it in the public interest to keep it back?",
        most=1000,
        empty=SAY_WHY,
        description=EVERYONE,
    )
    words = TextField(
        "The part that is kept back",
        most=8000,
        empty="Write the part that is kept back",
        description="Only officers and decision-makers will see this.",
    )
