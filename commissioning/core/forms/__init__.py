"""The form every other form starts from, the form for taking a step, and the fields they use."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from flask_wtf import FlaskForm
from wtforms import Field

from commissioning.core.forms.choices import ChoiceField, ChoicesField, PickField, YesField
from commissioning.core.forms.dates import DateField
from commissioning.core.forms.files import CsvField, UploadField
from commissioning.core.forms.numbers import MoneyField, NumberField
from commissioning.core.forms.words import EmailField, LineField, PostcodeField, TextField
from commissioning.core.refusals import Refused

__all__ = [
    "ChoiceField",
    "ChoicesField",
    "CsvField",
    "DateField",
    "EmailField",
    "Form",
    "LineField",
    "MoneyField",
    "NumberField",
    "PickField",
    "PostcodeField",
    "Problem",
    "StepForm",
    "TextField",
    "UploadField",
    "YesField",
    "errors_of",
]


class Problem(NamedTuple):
    """One line of the error summary: the sentence, and the address of the field it is about."""

    sentence: str
    href: str = ""


class Form(FlaskForm):
    """A form whose token and key are drawn by the template, once for each form on the page."""

    @property
    def answers(self) -> dict[str, Any]:
        """What was typed, named as the operation names it."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}

    def refuse(self, refusal: Refused) -> None:
        """Show an operation's refusal like any other error: beside its field where it has one."""
        if refusal.field in self:
            field = self[refusal.field]
            field.errors = [*field.errors, str(refusal)]
        else:
            self.form_errors.append(str(refusal))


class StepForm(Form):
    """The form for a plain step: nothing but the reason, where the step needs one."""

    reason = TextField("Say why", most=2000)


def errors_of(*forms: Any) -> list[Problem]:
    """Everything that is wrong with these forms, in the order of the page, for the summary.

    None is no form. Forms inside fields and lists of fields are walked too.
    """
    return [problem for form in forms if form is not None for problem in _of_form(form)]


def _of_form(form: Any) -> Iterator[Problem]:
    for field in form:
        yield from _of_field(field)
    for sentence in form.form_errors:
        yield Problem(str(sentence))


def _of_field(field: Field) -> Iterator[Problem]:
    if hasattr(field, "form"):
        yield from _of_form(field.form)
    elif hasattr(field, "entries"):
        for entry in field.entries:
            yield from _of_field(entry)
        own = [each for each in field.errors if isinstance(each, str)]
        yield from (Problem(each, f"#{field.id}") for each in own if not _is_entrys(field, each))
    else:
        anchor = getattr(field, "anchor", field.id)
        yield from (Problem(str(each), f"#{anchor}") for each in field.errors)


def _is_entrys(field: Any, sentence: str) -> bool:
    return any(sentence in entry.errors for entry in field.entries)
