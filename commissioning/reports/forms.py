"""What a report asks. Each part is pre-filled from last time, with last quarter's figure beside."""

from typing import Any

from wtforms import HiddenField

from commissioning.agreements.kpis import Kpi
from commissioning.agreements.models import KeptPromise
from commissioning.core.forms import DateField, Form, MoneyField, NumberField, TextField, YesField
from commissioning.core.forms.numbers import MOST, MOST_PENCE
from commissioning.core.pages import money, number
from commissioning.reports import figures
from commissioning.reports.figures import MONEY, PEOPLE, Counted, Money
from commissioning.reports.models import Part, Report

RIGHT = "This is right"
LAST = "Last quarter: {}"


class _PartForm(Form):
    """A part of a report. The tick box is shown only when something jumps."""

    is_right: Any = YesField(RIGHT)
    seen: Any = HiddenField()  # how often the part had been saved when the page was drawn


def _made(base: type[Form], fields: dict[str, Any], data: dict[str, Any]) -> Form:
    """A form with these fields, filled in with what is known."""
    made: Form = type(base.__name__, (base,), fields)(data=data)
    return made


def _last(words: str) -> str:
    return LAST.format(words or "not counted")


def figures_form(
    report: Report, before: Report | None, kpis: list[Kpi], promises: list[KeptPromise]
) -> Form:
    """A field for each figure; for a promised one also why and by when."""
    promised = {each.kpi: each for each in promises if each.holds_in(report.of_quarter)}
    fields: dict[str, Any] = {}
    for kpi in kpis:
        fields |= _figure_fields(kpi, before, promised.get(kpi.key))
    is_saved = Part.FIGURES.value in report.finished_parts
    data = _figure_data(report if is_saved else before, is_saved)
    data["is_right"] = Part.FIGURES.value in report.checked_parts
    return _made(_PartForm, fields, data)


def _figure_fields(kpi: Kpi, before: Report | None, promise: KeptPromise | None) -> dict[str, Any]:
    then = figures.value_of(before, kpi.key) if before else None
    hint = _last("" if then is None else kpi.shown(then))
    hint += f". Promise: {promise.words.lower()}" if promise and promise.goal is not None else ""
    hint += f". {kpi.note}" if kpi.note else ""
    fields: dict[str, Any] = {}
    if not kpi.worked_out:
        fields[kpi.key] = _number(kpi, hint, is_promised=promise is not None)
    if promise and promise.goal is not None:
        fields[f"why_{kpi.key}"] = TextField(
            f"If you did not keep it, why? ({kpi.words})", most=1000
        )
        fields[f"back_{kpi.key}"] = DateField(f"When will you be back on track? ({kpi.words})")
    return fields


def _number(kpi: Kpi, hint: str, is_promised: bool) -> NumberField:
    is_share = kpi.unit == "%"
    return NumberField(
        kpi.words,
        description=hint,
        places=kpi.places,
        most=100 if is_share else MOST // 1000,
        suffix="%" if is_share else "",
        empty=f"Enter the figure you promised: {kpi.words}" if is_promised else "",
    )


def _figure_data(source: Report | None, is_own: bool) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for each in source.figures if source else []:
        data[each.kpi] = _plain(each.number)
        if is_own:
            data[f"why_{each.kpi}"], data[f"back_{each.kpi}"] = each.why, each.back_by
    return data


def _plain(value: float | None) -> float | int | None:
    return int(value) if value is not None and value.is_integer() else value


def counted(form: Form, kpis: list[Kpi]) -> dict[str, Counted]:
    """The answers of a figures form."""
    answers = form.answers
    return {
        kpi.key: Counted(
            None if answers.get(kpi.key) is None else float(answers[kpi.key]),
            answers.get(f"why_{kpi.key}") or "",
            answers.get(f"back_{kpi.key}"),
        )
        for kpi in kpis
    }


def money_form(report: Report, before: Report | None, opening: int) -> Form:
    """Money in, money out, and the bank."""
    fields: dict[str, Any] = {
        name: MoneyField(
            words,
            empty=f"Enter {words[0].lower()}{words[1:]}, or 0",
            description=_last(money(getattr(before, name)) if before else ""),
        )
        for name, words in MONEY.items()
    }
    fields["bank"] = MoneyField(
        "In the bank at the end of the quarter",
        empty="Enter the money in the bank",
        least=-MOST_PENCE,
        description=f"At the start: {money(opening)}",
    )
    return _filled(fields, Part.MONEY, report, before)


def people_form(report: Report, before: Report | None) -> Form:
    """How many members, seats, staff and volunteers."""
    fields: dict[str, Any] = {
        name: NumberField(
            words,
            empty=f"Enter how many: {words.lower()}",
            description=_last(number(getattr(before, name)) if before else ""),
        )
        for name, words in PEOPLE.items()
    }
    return _filled(fields, Part.PEOPLE, report, before)


def _filled(fields: dict[str, Any], part: Part, report: Report, before: Report | None) -> Form:
    source = report if part.value in report.finished_parts else before
    data = {name: getattr(source, name) for name in fields} if source else {}
    data["is_right"] = part.value in report.checked_parts
    return _made(_PartForm, fields, data)


def risks_form(report: Report, before: Report | None) -> Form:
    """What could go wrong, and what the board does about it."""
    is_saved = Part.RISKS.value in report.finished_parts
    source = report if is_saved else before
    field = TextField(
        "What could go wrong, and what do you do about it?",
        most=6000,
        empty="Write about your risks, or that there are none",
        description="For example: the building, energy prices, people who are hard to replace",
    )
    return _made(_PartForm, {"risks": field}, {"risks": source.risks if source else ""})


def was_saved_meanwhile(form: Any, report: Report, part: Part) -> bool:
    """Has somebody saved this part since the page was drawn? Sent again, it replaces theirs."""
    now = str(report.edits.get(part.value, 0))
    seen = form.seen.data or now
    form.seen.data, form.seen.raw_data = now, None
    return bool(seen != now)


def money_of(form: Form) -> Money:
    """The answers of a money form."""
    answers = form.answers
    return Money(**{name: answers[name] for name in [*MONEY, "bank"]})


def people_counts(form: Form) -> dict[str, int]:
    """The answers of a people form."""
    return {name: form.answers[name] for name in PEOPLE}


class CorrectForm(Form):
    """Why a published report is corrected."""

    why = TextField(
        "What was wrong?", most=1000, empty="Say what was wrong, so that people can understand"
    )


class ReplyForm(Form):
    """The council's reply."""

    reply = TextField("The council’s reply", most=6000, empty="Write the council’s reply")
