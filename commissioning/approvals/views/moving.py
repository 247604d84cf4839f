"""Moving on, sending back, and refusing with a second officer."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from commissioning.approvals import operations, queries, rules
from commissioning.approvals.forms import ConfirmForm, RefuseForm, SendBackForm
from commissioning.approvals.models import Case
from commissioning.approvals.views.blueprint import bp, form_page, is_done, to_case
from commissioning.approvals.views.working import one_at_a_time
from commissioning.approvals.workflow import MOVES
from commissioning.core.access import needs
from commissioning.people.session import current_person
from commissioning.proposals.operations import what_follows


@bp.route("/work/cases/<int:case_id>/move", methods=["GET", "POST"])
@needs(rules.may_work, of=queries.get_case)
def move(case: Case) -> ResponseReturnValue:
    form = ConfirmForm()
    if is_done(form, lambda: operations.move_on(case, by=current_person())):
        flash(f"{case.name} has moved on.")
        return to_case(case)
    move = MOVES[case.kind]
    subject = queries.subject_of(case)
    return form_page(
        "move",
        form,
        case=case,
        subject=subject,
        move=move,
        obstacles=queries.in_the_way(case),
        follows=what_follows(subject, move.forward),
        mails=queries.count_told(case, subject),
        advice=queries.advice_on(case),
    )


@bp.route("/work/cases/<int:case_id>/send-back", methods=["GET", "POST"])
@needs(rules.may_work, of=queries.get_case)
@one_at_a_time
def send_back(case: Case) -> ResponseReturnValue:
    form = SendBackForm()
    by = current_person()
    if is_done(form, lambda: operations.send_back(case, **form.answers, by=by)):
        flash(f"{case.name} is with the group again.")
        return to_case(case)
    subject = queries.subject_of(case)
    return form_page(
        "send_back",
        form,
        case=case,
        follows=what_follows(subject, MOVES[case.kind].back),
        mails=queries.count_told(case, subject, with_reason=True),
    )


@bp.route("/work/cases/<int:case_id>/refuse", methods=["GET", "POST"])
@needs(rules.may_refuse, of=queries.get_case)
def refuse(case: Case) -> ResponseReturnValue:
    asked = queries.advice_on(case)
    words = {"ground": asked.ground, "words": asked.text} if asked else {}
    form = RefuseForm(data=words)
    by = current_person()
    if is_done(form, lambda: operations.ask_to_refuse(case, **form.answers, by=by)):
        flash("A second officer has to sign this. Nothing is public yet.")
        return redirect(url_for("approvals.refuse", case_id=case.id), 303)
    return form_page(
        "refuse",
        form,
        case=case,
        asked=asked,
        problem=rules.why_not_sign(by, asked),
        mails=queries.count_told(case, queries.subject_of(case), with_reason=True),
    )


@bp.post("/work/cases/<int:case_id>/refuse/sign")
@needs(rules.may_refuse, of=queries.get_case)
def sign_refusal(case: Case) -> ResponseReturnValue:
    operations.sign_refusal(case, by=current_person())
    flash(f"{case.name} was refused. The reason is public now.")
    return to_case(case)


@bp.post("/work/cases/<int:case_id>/refuse/drop")
@needs(rules.may_refuse, of=queries.get_case)
def drop_refusal(case: Case) -> ResponseReturnValue:
    operations.drop_refusal(case, by=current_person())
    flash("It is not refused.")
    return to_case(case)
