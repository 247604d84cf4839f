"""What is asked when an agreement is written."""

from typing import Any

from commissioning.agreements.kpis import Kpi
from commissioning.agreements.models import LONGEST_TERM, PromiseRule, Side, TaskKind, Term
from commissioning.core import clock
from commissioning.core.forms import (
    ChoiceField,
    DateField,
    Form,
    LineField,
    NumberField,
    PickField,
    TextField,
)
from commissioning.mutuals.quarters import Quarter

QUARTERS_AHEAD = 12


class _TermsForm(Form):
    """The terms, one field each; any may stay empty until both sides sign."""


def terms_form(terms: dict[str, str]) -> Form:
    """The form for an agreement's terms, with what is settled filled in."""
    fields = {term.value: TextField(term.words, most=LONGEST_TERM) for term in Term}
    made: Form = type("TermsForm", (_TermsForm,), fields)(data=terms)
    return made


class TaskForm(Form):
    """A condition or a milestone."""

    kind = ChoiceField("When", offer=TaskKind, empty="Choose when it has to be done")
    what = LineField("What has to be done", most=200, empty="Say what has to be done")
    side = ChoiceField("Who does it", offer=Side, empty="Choose who does it")
    post = LineField(
        "Which post",
        most=80,
        empty="Enter the post that does it",
        description="Not a name: property lawyer, treasurer",
    )
    due_on = DateField("By when", empty="Enter the date by when")


class PromiseForm(Form):
    """A figure, how it is judged, the target, and from when it counts."""

    kpi = PickField("What is counted", empty="Choose what is counted")
    rule = ChoiceField("How it is judged", offer=PromiseRule, empty="Choose how it is judged")
    target = NumberField("The figure", places=2, description="Leave it empty when only counted")
    from_quarter = PickField("From which quarter it counts", empty="Choose the first quarter")

    def __init__(self, kpis: list[Kpi], **others: Any) -> None:
        super().__init__(**others)
        self.kpi.offer([(kpi.key, kpi.words) for kpi in kpis])
        quarter, offer = Quarter.of(clock.today()), []
        for _ in range(QUARTERS_AHEAD):
            offer.append((quarter.key, quarter.words))
            quarter = quarter.next
        self.from_quarter.offer(offer)
