"""The chapter's blueprint and its addresses."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from commissioning.rights.models import RightRequest
from commissioning.rights.scheme import RightKind

bp = Blueprint("rights", __name__)
KINDS = f"any({','.join(repr(each.value) for each in RightKind)})"
HERE = "/rights/<numbered:right_id>"
WORK = "/work/rights"
CASE = f"{WORK}/<int:right_id>"


def form_page(
    form: Any, title: str, back: tuple[str, str], button: str, **more: Any
) -> ResponseReturnValue:
    """A page with one form. `back`: address and words of the page it belongs to."""
    page = render_template(
        "rights/form.html", form=form, title=title, back=back, button=button,
        **{"lede": "", "kind": "", **more},
    )  # fmt: skip
    return page, 422 if form.errors or form.form_errors else 200


def of_request(request: RightRequest) -> tuple[str, str]:
    """The way back to the public page of a request."""
    return url_for("rights.show", right_id=request), request.title


def of_case(request: RightRequest) -> tuple[str, str]:
    """The way back to the officer's page of a request."""
    return url_for("rights.case", right_id=request.id), request.name


def to_request(request: RightRequest) -> ResponseReturnValue:
    """It is saved: on to the public page."""
    return redirect(url_for("rights.show", right_id=request), 303)


def to_case(request: RightRequest) -> ResponseReturnValue:
    """It is saved: on to the officer's page."""
    return redirect(url_for("rights.case", right_id=request.id), 303)
