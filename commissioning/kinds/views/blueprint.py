"""One blueprint for all kinds of case, and what its pages share."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from commissioning.core.forms import Form
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.proposals.models import Competition

bp = Blueprint("kinds", __name__)


def is_done(form: Form, act: Callable[[], object]) -> bool:
    """Check the form and act. A refusal goes beside its field, or to the top of the form."""
    if not form.validate_on_submit():
        return False
    try:
        act()
    except NotAllowed:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


def form_page(template: str, form: Form, **words: Any) -> ResponseReturnValue:
    """A page with a form: 422 when something in it is wrong."""
    page = render_template(f"kinds/{template}.html", form=form, **words)
    return page, 422 if form.errors or form.form_errors else 200


def to_competition(competition: Competition) -> ResponseReturnValue:
    """Off to the page of the competition."""
    return redirect(url_for("kinds.competition", competition_id=competition.id), 303)
