"""One blueprint for the desk and the decisions, and what its pages share."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from commissioning.approvals import operations
from commissioning.approvals.models import Case
from commissioning.core.forms import Form
from commissioning.core.pages import hour
from commissioning.core.refusals import Refused
from commissioning.people.session import current_person

bp = Blueprint("approvals", __name__)


def is_done(form: Form, act: Callable[[], object]) -> bool:
    """Check the form and act. A refusal about one of its fields goes beside that field."""
    if not form.validate_on_submit() or _is_taken_over(form):
        return False
    try:
        act()
        if "locked" in g:
            operations.unlock(g.locked, current_person())
    except Refused as refusal:
        if not refusal.field or refusal.field not in form:
            raise
        form.refuse(refusal)
        return False
    return True


def _is_taken_over(form: Form) -> bool:
    """Say so when another officer has taken the case over since the form was opened."""
    lock = g.get("taken_over")
    if lock is None:
        return False
    form.form_errors.append(
        f"{lock.person.name} is working on this since {hour(lock.since)}. Your words are still "
        "here, but they are not saved. Take over, or copy them"
    )
    return True


def form_page(template: str, form: Form, **words: Any) -> ResponseReturnValue:
    """A page with a form: 422 when something in it is wrong."""
    page = render_template(f"approvals/{template}.html", form=form, **words)
    return page, 422 if form.errors or form.form_errors else 200


def to_case(case: Case) -> ResponseReturnValue:
    """Off to the case’s own page."""
    return redirect(url_for("approvals.show", case_id=case.id), 303)
