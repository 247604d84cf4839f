"""Results of a quarter, and the review at the end."""

from typing import Any

from commissioning.commissions.models import Commission, Outcome, Results, ReviewChoice
from commissioning.core.forms import ChoiceField, Form, NumberField, TextField, YesField

MOST = 1_000_000


class _ResultsForm(Form):
    """The tick box is shown only when something jumps."""

    is_right: Any = YesField("This is right")


def results_form(
    commission: Commission, last: Results | None, saved: Results | None, *, corrects: bool = False
) -> Form:
    """A field for each outcome, with the figure of last time and the promise beside it.

    `saved`: what the boxes hold at first.
    """
    fields: dict[str, Any] = {}
    if corrects:
        fields["why"] = TextField("What was wrong?", most=1000, empty="Say what was wrong")
    fields["people_helped"] = NumberField(
        "People helped since it began",
        description=f"Last time: {last.people_helped:,}" if last else "",
        empty="Enter how many people, or 0",
        most=MOST,
    )
    for each in commission.outcomes:
        fields[each.field] = _figure(each, last)
    fields["words"] = TextField(
        "What else should people know?", most=2000,
        description="For example: why a promise is not kept yet, and what happens about it",
    )  # fmt: skip
    made: Form = type("ResultsForm", (_ResultsForm,), fields)(data=_data(commission, saved))
    return made


def _figure(outcome: Outcome, last: Results | None) -> NumberField:
    then = last.values.get(outcome.id) if last else None
    before = "not counted" if then is None else outcome.shown(then)
    return NumberField(
        outcome.words,
        description=f"Last time: {before}. Promise: {outcome.promise.lower()}. "
        f"{outcome.how_counted}",
        places=2,
        most=100 if outcome.unit == "%" else MOST,
        suffix="%" if outcome.unit == "%" else "",
        empty="Enter the figure you counted",
    )


def _data(commission: Commission, saved: Results | None) -> dict[str, Any]:
    if saved is None:
        return {}
    values = {
        each.field: _plain(saved.values[each.id])
        for each in commission.outcomes
        if each.id in saved.values
    }
    return {**values, "people_helped": saved.people_helped, "words": saved.words}


def _plain(value: int) -> float | int:
    return value // 100 if value % 100 == 0 else value / 100


class ReviewForm(Form):
    """How it went, and what comes next."""

    choice = ChoiceField("What comes next?", offer=ReviewChoice, empty="Choose what comes next")
    words = TextField(
        "How did it go?", most=6000, empty="Say how it went, so that people can understand"
    )
