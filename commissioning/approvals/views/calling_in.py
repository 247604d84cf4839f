"""Calling a decision in, and what scrutiny said about it."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from commissioning.approvals import operations, queries, rules
from commissioning.approvals.forms.calling_in import CallInForm, HearingForm
from commissioning.approvals.models import Decision
from commissioning.approvals.views.blueprint import bp, form_page, is_done
from commissioning.core.access import needs
from commissioning.people.session import current_person


def _to_decision(decision: Decision) -> ResponseReturnValue:
    return redirect(url_for("approvals.decision", decision_id=decision), 303)


@bp.route("/decisions/<numbered:decision_id>/call-in", methods=["GET", "POST"])
@needs(rules.may_call_in, of=queries.get_decision)
def call_in(decision: Decision) -> ResponseReturnValue:
    form, by = CallInForm(), current_person()
    if is_done(form, lambda: operations.call_in(decision, **form.answers, by=by)):
        flash("You asked to call this in. Everyone can read why.")
        return _to_decision(decision)
    has_ended = queries.subject_of(decision.case).has_ended
    problem = rules.why_not_call_in(by, decision, has_ended)
    window = queries.window_of(decision)
    return form_page("call_in", form, decision=decision, problem=problem, window=window)


@bp.route("/decisions/<numbered:decision_id>/hearing", methods=["GET", "POST"])
@needs(rules.may_record_hearing, of=queries.get_decision)
def hearing(decision: Decision) -> ResponseReturnValue:
    form, by = HearingForm(), current_person()
    if is_done(form, lambda: operations.record_hearing(decision, **form.answers, by=by)):
        flash("Everyone can read what scrutiny said.")
        return _to_decision(decision)
    window, advice = queries.window_of(decision), queries.advice_on(decision.case)
    askers = {each.person_id for each in window.requests}
    problem = rules.why_not_record_hearing(by, decision, advice, askers)
    return form_page("hearing", form, decision=decision, problem=problem, window=window)
