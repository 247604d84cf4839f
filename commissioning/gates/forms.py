"""The small form of each gate, drawn from its fields; the ledger’s; and the switch."""

from typing import Any

from wtforms import Field as Drawn
from wtforms import HiddenField

from commissioning.core.forms import (
    ChoiceField,
    DateField,
    Form,
    LineField,
    MoneyField,
    NumberField,
    PickField,
    TextField,
)
from commissioning.gates.law import Field, Gate, Kind
from commissioning.gates.models import SubsidyKind

SAY_WHY = "Say why, so that people can understand"
LONGEST = 4000
MOST_NUMBER = 100_000


class GateForm(Form):
    """What every gate’s form has: the version its answers were written over."""

    seen = HiddenField()


def form_for(gate: Gate) -> type[GateForm]:
    """The form of a gate. Every field may stay empty: the gate says what is missing."""
    return type("FormOfGate", (GateForm,), {each.key: _drawn(each) for each in gate.fields})


def _drawn(asked: Field) -> Drawn:
    hint: dict[str, Any] = {"description": asked.hint}
    if asked.kind == Kind.CHOICE:
        return ChoiceField(asked.label, offer=asked.offer, **hint)
    if asked.kind == Kind.MONEY:
        return MoneyField(asked.label, **hint)
    if asked.kind == Kind.NUMBER:
        return NumberField(asked.label, most=MOST_NUMBER, **hint)
    if asked.kind == Kind.DATE:
        return DateField(asked.label, **hint)
    if asked.kind == Kind.LINE:
        return LineField(asked.label, most=200, **hint)
    return TextField(asked.label, most=LONGEST, **hint)


class SubsidyForm(Form):
    """A line of the ledger."""

    giver = LineField("Who gave it?", most=160, empty="Say who gave it",
                      description="This council, or another public body.")  # fmt: skip
    given_on = DateField("When?", empty="Enter the day on which it was given")
    amount = MoneyField(
        "What is it worth?", empty="Enter what it is worth",
        description="As money, before tax: a grant, or a rent or price that is too low.",
    )  # fmt: skip
    kind = ChoiceField("In which way was it given?", offer=SubsidyKind,
                       empty="Choose the way in which it was given")  # fmt: skip
    proposal_id = PickField("Is it given by one of these takeovers?", nothing="No")

    @property
    def given(self) -> dict[str, Any]:
        """What was typed, named as the operation names it."""
        return {**self.answers, "proposal_id": self.proposal_id.data or None}


class StrikeForm(Form):
    """Why a line is wrong."""

    reason = TextField("Why is this line wrong?", most=1000, empty=SAY_WHY)


class SwitchForm(Form):
    """Whether a council checks this, and why."""

    state = ChoiceField(
        "Does this council check it?",
        offer=(("yes", "Yes"), ("no", "No")),
        empty="Choose yes or no",
    )
    reason = TextField("Why?", most=1000, empty=SAY_WHY, description="Everyone can read this.")
