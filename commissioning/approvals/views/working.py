"""One officer at a time: the page that says who is working on a case, and taking over."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import flash, g, render_template, request
from flask.typing import ResponseReturnValue

from commissioning.approvals import operations, queries, rules
from commissioning.approvals.forms import ConfirmForm
from commissioning.approvals.models import Case
from commissioning.approvals.views.blueprint import bp, form_page, is_done, to_case
from commissioning.core.access import needs
from commissioning.people.session import current_person

View = Callable[..., ResponseReturnValue]


def one_at_a_time(view: View) -> View:
    """Declare that only one officer at a time writes here. Stands under @needs.

    Who opens the form locks the case; another one is told who has it. A form that comes when the
    lock was taken over is shown again with its words, and nothing is saved (`is_done` sees to it).
    """

    @wraps(view)
    def checked(case: Case, **parts: Any) -> ResponseReturnValue:
        person = current_person()
        if request.method == "POST":
            g.taken_over = queries.lock_of_another(case, person, to_write=True)
            g.locked = case
            return view(case, **parts)
        if case.is_done:
            return view(case, **parts)
        lock = queries.lock_of_another(case, person)
        if lock is not None:
            return render_template("approvals/locked.html", case=case, lock=lock)
        answer = view(case, **parts)
        operations.lock(case, person)  # not for who was refused the page
        return answer

    return checked


@bp.route("/work/cases/<int:case_id>/take-over", methods=["GET", "POST"])
@needs(rules.may_work, of=queries.get_case)
def take_over(case: Case) -> ResponseReturnValue:
    form = ConfirmForm()
    if is_done(form, lambda: operations.take_over(case, by=current_person())):
        flash("You are working on this now.")
        return to_case(case)
    lock = queries.lock_of_another(case, current_person())
    return form_page("take_over", form, case=case, lock=lock)
