"""The decisions to make: advice, interests, the decision, a check, and publishing it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from commissioning.approvals import operations, queries, rules
from commissioning.approvals.forms.deciding import (
    AdviceForm,
    DecisionForm,
    DeferForm,
    InterestForm,
    OwnInterestForm,
)
from commissioning.approvals.models import Advice, Case
from commissioning.approvals.operations import Written
from commissioning.approvals.views.blueprint import bp, form_page, is_done, to_case
from commissioning.approvals.views.working import one_at_a_time
from commissioning.core import access, turns
from commissioning.core.access import needs
from commissioning.core.refusals import NotAllowed
from commissioning.people.rules import is_staff
from commissioning.people.session import current_person


@bp.get("/work/decisions")
@needs(is_staff, of=access.of_council)
def to_decide(council_id: int) -> ResponseReturnValue:
    return render_template(
        "approvals/to_decide.html",
        cases=queries.decisions_to_make(council_id),
        waiting=queries.waiting(council_id),
        urgent=queries.waiting_for_scrutiny(council_id),
        rules=rules,
    )


@bp.route("/work/decisions/<int:case_id>/edit", methods=["GET", "POST"])
@needs(rules.may_advise, of=queries.get_case)
@one_at_a_time
def advise(case: Case) -> ResponseReturnValue:
    known = queries.advice_on(case)
    form = AdviceForm(data={"choice": known.choice, "words": known.text} if known else {})
    by = current_person()
    if is_done(form, lambda: operations.advise(case, **form.answers, by=by)):
        flash("Your advice is saved. Somebody else has to decide.")
        return to_case(case)
    return form_page("advise", form, case=case)


@bp.route("/work/decisions/<int:case_id>/interests", methods=["GET", "POST"])
@needs(rules.may_open_decision, of=queries.get_case)
def interests(case: Case) -> ResponseReturnValue:
    form = InterestForm()
    by = current_person()
    has = form.has_interest.data == "yes"
    if is_done(form, lambda: operations.declare(case, has, form.words.data, by=by)):
        if has:
            flash("You take no part in this decision. That is on the public record.")
            return redirect(url_for("approvals.to_decide"), 303)
        return redirect(url_for("approvals.record", case_id=case.id), 303)
    return form_page("interests", form, case=case)


@bp.route("/work/cases/<int:case_id>/interest", methods=["GET", "POST"])
@needs(rules.may_declare, of=queries.get_case)
def declare_interest(case: Case) -> ResponseReturnValue:
    form = OwnInterestForm()
    by = current_person()
    if is_done(form, lambda: operations.declare_interest(case, form.words.data, by=by)):
        flash("You take no part in this from now on. That is on the public record.")
        return to_case(case)
    return form_page("own_interest", form, case=case)


@bp.route("/work/decisions/<int:case_id>/record", methods=["GET", "POST"])
@needs(rules.may_decide, of=queries.get_case)
def record(case: Case) -> ResponseReturnValue:
    by = current_person()
    interest = queries.interest_of(by, case)
    if interest is None:
        return redirect(url_for("approvals.interests", case_id=case.id), 303)
    advice = queries.advice_on(case)
    writers = queries.writers_of(case)
    problem = rules.why_not_decide(by, advice, interest, queries.entry_of(case), writers)
    if problem is not None or advice is None:
        raise NotAllowed(problem or "")
    form = DecisionForm()
    if not _is_complete(form, case, advice) or "change" in request.form:
        return _record_page(case, form, advice)
    if "publish" not in request.form:
        return render_template("approvals/check_decision.html", case=case, form=form, advice=advice)
    decision = operations.decide(case, Written(**form.answers), by=by)
    return redirect(url_for("approvals.decision", decision_id=decision), 303)


@bp.route("/work/decisions/<int:case_id>/defer", methods=["GET", "POST"])
@needs(rules.may_decide, of=queries.get_case)
def defer(case: Case) -> ResponseReturnValue:
    form = DeferForm()
    by = current_person()
    if is_done(form, lambda: operations.defer(case, **form.answers, by=by)):
        flash("Everyone can see that the decision was put off, and why.")
        return to_case(case)
    return form_page("defer", form, case=case)


def _is_complete(form: DecisionForm, case: Case, advice: Advice) -> bool:
    return is_done(form, lambda: operations.check_decision(case, Written(**form.answers), advice))


def _record_page(case: Case, form: DecisionForm, advice: Advice) -> ResponseReturnValue:
    subject = queries.subject_of(case)
    return form_page(
        "record",
        form,
        case=case,
        subject=subject,
        advice=advice,
        report=queries.report_on(case),
        turn=turns.turn_of(subject),
        obstacles=queries.in_the_way(case),
    )
