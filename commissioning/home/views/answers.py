"""How the pages of set-up answer: with the form again, or with what was done."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue


def page(template: str, form: Any, **more: Any) -> ResponseReturnValue:
    """A page with a form, which says what is wrong with it."""
    return render_template(template, form=form, **more), 422 if form.errors else 200


def done(words: str, endpoint: str = "home.set_up") -> ResponseReturnValue:
    """It is saved: on to a page that says so."""
    flash(words)
    return redirect(url_for(endpoint), 303)
