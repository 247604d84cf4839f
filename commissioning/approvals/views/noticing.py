"""Before a decision: who decides it."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from commissioning.approvals import operations, queries, rules
from commissioning.approvals.forms import WhoDecidesForm
from commissioning.approvals.models import Case
from commissioning.approvals.scheme import higher_than
from commissioning.approvals.views.blueprint import bp, form_page, is_done
from commissioning.approvals.views.working import one_at_a_time
from commissioning.core.access import needs
from commissioning.people.session import current_person


@bp.route("/work/decisions/<int:case_id>/who", methods=["GET", "POST"])
@needs(rules.may_advise, of=queries.get_case)
@one_at_a_time
def who(case: Case) -> ResponseReturnValue:
    known = queries.facts_of(case)
    form = WhoDecidesForm(data=WhoDecidesForm.of(known) if known else {"neighbourhoods": 1})
    settings = case.council.settings
    form.higher.offer([(each.value, each.words) for each in higher_than(None, settings)])
    by = current_person()
    if is_done(
        form,
        lambda: operations.say_who_decides(case, form.facts, form.chosen, form.because.data, by=by),
    ):
        flash("Everyone can see who decides, and why.")
        return redirect(url_for("approvals.who", case_id=case.id), 303)
    return form_page("who", form, case=case, known=known)
