"""Meeting the conditions of a decision."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from commissioning.approvals import operations, queries, rules
from commissioning.approvals.forms.conditions import AcceptForm, ClaimForm
from commissioning.approvals.models import Condition
from commissioning.approvals.views.blueprint import bp, form_page, is_done
from commissioning.core.access import needs
from commissioning.people.session import current_person


def _to_decision(condition: Condition) -> ResponseReturnValue:
    return redirect(url_for("approvals.decision", decision_id=condition.decision), 303)


@bp.route("/decisions/<numbered:decision_id>/conditions/<int:number>/claim",
          methods=["GET", "POST"])  # fmt: skip
@needs(rules.may_claim, of=queries.get_condition)
def claim(condition: Condition) -> ResponseReturnValue:
    form, by = ClaimForm(), current_person()
    if is_done(form, lambda: operations.claim(condition, **form.answers, by=by)):
        flash("The council sees that you have met this condition.")
        return _to_decision(condition)
    return form_page("claim", form, condition=condition, decision=condition.decision)


@bp.route("/decisions/<numbered:decision_id>/conditions/<int:number>/accept",
          methods=["GET", "POST"])  # fmt: skip
@needs(rules.may_accept, of=queries.get_condition)
def accept(condition: Condition) -> ResponseReturnValue:
    form, by = AcceptForm(), current_person()

    def act() -> None:
        if form.is_met.data == "yes":
            operations.accept(condition, by=by)
        else:
            operations.give_back(condition, form.reason.data, by=by)

    if is_done(form, act):
        flash("Everyone can see what you said.")
        return _to_decision(condition)
    return form_page("accept", form, condition=condition, decision=condition.decision)
