"""What people type to vote, and what the returning officer types to run a vote."""

from typing import Any

from wtforms.validators import ValidationError

from commissioning.core.forms import (
    ChoiceField,
    ChoicesField,
    DateField,
    Form,
    LineField,
    NumberField,
    PickField,
    TextField,
    YesField,
)
from commissioning.votes.models import BLANK, Method, Vote

NO_CHOICE = "I do not want to choose"


class YesNoBallot(Form):
    """Yes, No, or no choice, in the order every voter sees."""

    choice = ChoiceField("Your vote", empty=f"Choose Yes, No, or “{NO_CHOICE}”")

    @property
    def chosen(self) -> list[str]:
        """The keys chosen; none for a blank paper."""
        return [] if self.choice.data == BLANK else [self.choice.data]


class ChooseBallot(Form):
    """Up to a number of options, or no choice."""

    choice = ChoicesField("Your vote")
    blank = YesField(NO_CHOICE)

    @property
    def chosen(self) -> list[str]:
        """The keys chosen; none for a blank paper."""
        return list(self.choice.data or [])

    def validate_blank(self, field: Any) -> None:
        """A paper says something, or says that it says nothing; not both and not neither."""
        if field.data and self.choice.data:
            raise ValidationError(f"Choose from the list or “{NO_CHOICE}”, not both")
        if not field.data and not self.choice.data:
            raise ValidationError(f"Choose from the list, or tick “{NO_CHOICE}”")


def ballot_form(vote: Vote) -> YesNoBallot | ChooseBallot:
    """The ballot of this vote: what is offered, in its fixed order."""
    offer = [(option.key, option.words) for option in vote.options]
    hints = {option.key: option.means for option in vote.options if option.means}
    if vote.method is Method.CHOOSE:
        choose = ChooseBallot()
        choose.choice.label.text = f"Choose up to {vote.most}"
        choose.choice.most = vote.most
        choose.choice.hints = hints
        choose.choice.offer(offer)
        return choose
    form = YesNoBallot()
    form.choice.hints = {**hints, BLANK: "You are counted as taking part."}
    form.choice.offer([*offer, (BLANK, NO_CHOICE)])
    return form


class JoinForm(Form):
    """Joining the roll after it was made."""

    lived_here = YesField("", empty="Tick the box if it is true. If it is not, you cannot vote")


class ReceiptForm(Form):
    """A receipt to look for."""

    receipt = LineField("Your receipt", most=20, empty="Enter your receipt, like 7K4M-2Q9D")


class AnnounceForm(Form):
    """A new vote. Nothing here can be changed once it is announced."""

    question = LineField("The question", most=200, empty="Write the question")
    about = TextField("What the vote is about, in short", most=1000,
                      empty="Say what the vote is about")  # fmt: skip
    yes_means = LineField("What happens if most people vote Yes", most=400,
                          empty="Say what a Yes means")  # fmt: skip
    no_means = LineField("What happens if most people vote No", most=400,
                         empty="Say what a No means")  # fmt: skip
    neighbourhoods = ChoicesField("Who may vote: people who live in",
                                  empty="Choose at least one neighbourhood")  # fmt: skip
    most = NumberField("How many things one person may choose", least=1, empty="Enter a number")
    opens_on = DateField("Voting opens, at 9am, on", empty="Enter the day it opens")
    closes_on = DateField("Voting closes, at 5pm, on", empty="Enter the day it closes")
    scrutineer = LineField("Who checks the count from outside (leave empty for nobody)", most=120)


class BatchForm(Form):
    """Paper votes of one neighbourhood, counted by hand."""

    neighbourhood = PickField("Neighbourhood", empty="Choose the neighbourhood")
    decile = NumberField("Deprivation decile of their streets, if you sorted the papers (1 to 10)",
                         least=1, most=10)  # fmt: skip
    papers = NumberField("Papers in the batch", empty="Enter how many papers there are", least=1,
                         most=100_000)  # fmt: skip
    blank = NumberField("Blank", empty="Enter a number; 0 if there are none", most=100_000)

    def counts(self, vote: Vote) -> dict[str, int]:
        """How often each option was chosen, read from the option boxes."""
        return {option.key: self[f"option_{option.key}"].data for option in vote.options}


def batch_form(vote: Vote) -> BatchForm:
    """The form for a batch, with a box for each option of this vote."""
    boxes = {
        f"option_{option.key}": NumberField(
            option.words, empty="Enter a number; 0 if there are none", most=100_000
        )
        for option in vote.options
    }
    form: BatchForm = type("VoteBatchForm", (BatchForm,), boxes)()
    form.neighbourhood.offer([(each.id, each.name) for each in vote.neighbourhoods])
    return form


class OutcomeForm(Form):
    """The council's words on what happens next."""

    happens_next = TextField(
        "What happens next",
        most=2000,
        empty="Say what happens next, so that people can understand",
        description="The result cannot be published without it.",
    )
