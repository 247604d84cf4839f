"""Advice: the officer’s pages in a case, and the adviser’s page behind a link."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from commissioning.approvals import operations, queries, rules
from commissioning.approvals.forms.advising import (
    AskAdviceAgainForm,
    AskAdviceForm,
    GiveAdviceForm,
    ReadAdviceForm,
)
from commissioning.approvals.models import AdviceRequest, Case
from commissioning.approvals.views.blueprint import bp, form_page, is_done, to_case
from commissioning.approvals.views.working import one_at_a_time
from commissioning.core.access import about, everyone, needs
from commissioning.core.refusals import NotHere
from commissioning.core.security import limit
from commissioning.people.session import council_id, current_person

ADVICE = "/work/cases/<int:case_id>/advice"
ONE = f"{ADVICE}/<int(max=999999999):request_id>"


@bp.route(ADVICE, methods=["GET", "POST"])
@needs(rules.may_work, of=queries.get_case)
@one_at_a_time
def ask_advice(case: Case) -> ResponseReturnValue:
    form = AskAdviceForm()
    by = current_person()

    def ask() -> None:
        operations.ask_advice(case, operations.AdviceWanted(**form.answers), by=by)

    if is_done(form, ask):
        flash("They have an email with a link. We remind them.")
        return to_case(case)
    return form_page("advice/ask", form, case=case)


@bp.route(ONE, methods=["GET", "POST"])
@needs(rules.may_note, of=queries.get_case)
def advice(case: Case, request_id: int) -> ResponseReturnValue:
    request = _request(case, request_id)
    form = ReadAdviceForm(obj=request)
    by = current_person()
    if is_done(form, lambda: operations.read_advice(request, bool(form.in_report.data), by=by)):
        flash("The adviser cannot change it any more.")
        return to_case(case)
    return form_page("advice/show", form, case=case, request=request, rules=rules)


@bp.route(f"{ONE}/again", methods=["GET", "POST"])
@needs(rules.may_work, of=queries.get_case)
def ask_advice_again(case: Case, request_id: int) -> ResponseReturnValue:
    request = _request(case, request_id)
    form = AskAdviceAgainForm(obj=request)
    by = current_person()
    if is_done(form, lambda: operations.ask_advice_again(request, **form.answers, by=by)):
        flash("A new link is on its way. The old one does not work any more.")
        return to_case(case)
    return form_page("advice/again", form, case=case, request=request)


@bp.post(f"{ONE}/withdraw")
@needs(rules.may_work, of=queries.get_case)
def withdraw_advice(case: Case, request_id: int) -> ResponseReturnValue:
    operations.withdraw_advice(_request(case, request_id), by=current_person())
    flash("They know that you do not need it any more.")
    return to_case(case)


@bp.route("/advisers/<string:token>", methods=["GET", "POST"])
@limit("adviser", 60, 300)
@everyone
def give_advice(token: str) -> ResponseReturnValue:
    try:
        request = queries.advice_by_token(token, council_id())
    except NotHere:
        return render_template("approvals/advice/link_over.html"), 410
    about(request.case)
    form = GiveAdviceForm(data={"words": request.text})
    if request.is_open and is_done(
        form, lambda: operations.give_advice(request, form.words.data or "")
    ):
        flash("Thank you. The council has your advice.")
        return redirect(url_for("approvals.give_advice", token=token), 303)
    return form_page("advice/give", form, **_question(request), token=token)


def _request(case: Case, request_id: int) -> AdviceRequest:
    return queries.get_advice(case.id, request_id, case.council_id)


def _question(request: AdviceRequest) -> dict[str, Any]:
    subject = queries.subject_of(request.case)
    return {"request": request, "case": request.case, "subject": subject}
