"""Results and review: everybody’s page, and those on which they are entered and published."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from commissioning.commissions import rules
from commissioning.commissions.forms.running import ReviewForm, results_form
from commissioning.commissions.models import Commission, Results, Review, ReviewChoice
from commissioning.commissions.operations import running as operations
from commissioning.commissions.queries import get_commission
from commissioning.commissions.queries import running as queries
from commissioning.commissions.views.blueprint import bp
from commissioning.core import access, csv_cells
from commissioning.core.access import needs
from commissioning.core.forms import Form
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.people.rules import is_officer, is_staff
from commissioning.people.session import current_person

PAGE = "/commissions/<numbered:commission_id>/results"
HEADS = ("quarter", "outcome", "value", "unit", "before", "promise", "people_helped", "published")


def _to(commission: Commission, endpoint: str = "commissions.results") -> ResponseReturnValue:
    return redirect(url_for(endpoint, commission_id=commission), 303)


@bp.get(PAGE)
@needs(rules.may_see, of=get_commission)
def results(commission: Commission) -> ResponseReturnValue:
    published = queries.published_results(commission)
    review = queries.review_of(commission)
    return render_template(
        "commissions/results.html",
        commission=commission,
        published=published,
        rows=[_row(commission, each) for each in published],
        progress=queries.progress(commission, published[0] if published else None),
        review=review if review and review.is_public else None,
        due=queries.due_quarter(commission) if commission.starts_on else None,
        may_enter=rules.may_enter_results(current_user, commission),
        may_review=rules.may_write_review(current_user, commission),
    )


def _row(commission: Commission, results: Results) -> list[Any]:
    counted = [
        each.shown(results.values[each.id]) if each.id in results.values else ""
        for each in commission.outcomes
    ]
    return [results.of_quarter.words, f"{results.people_helped:,}", *counted]


@bp.get(f"{PAGE}.csv")
@needs(rules.may_see, of=get_commission)
def results_csv(commission: Commission) -> ResponseReturnValue:
    rows = [
        [each.quarter, outcome.words, _decimal(each.values.get(outcome.id)), outcome.unit,
         _decimal(outcome.baseline), outcome.promise, str(each.people_helped),
         f"{each.published_at:%Y-%m-%d}"]
        for each in queries.published_results(commission)
        for outcome in commission.outcomes
    ]  # fmt: skip
    headers = {"Content-Disposition": f'attachment; filename="{commission.slug}-results.csv"'}
    return Response(csv_cells.lines(HEADS, rows), mimetype="text/csv", headers=headers)


def _decimal(value: int | None) -> str:
    return "" if value is None else f"{value / 100:.2f}"


@bp.route(f"{PAGE}/enter", methods=["GET", "POST"])
@needs(rules.may_enter_results, of=get_commission)
def enter_results(commission: Commission) -> ResponseReturnValue:
    last = queries.latest_results(commission)
    waiting = queries.waiting_results(commission)
    form = results_form(commission, last, waiting or last)
    if form.validate_on_submit():
        try:
            operations.enter_results(commission, _counted(form, commission), by=current_person())
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("Saved. Another officer has to check and publish them.", "success")
            return _to(commission, "commissions.check_results")
    return _form_page(commission, form, queries.due_quarter(commission).words)


@bp.route(f"{PAGE}/<string:quarter>/correct", methods=["GET", "POST"])
@needs(rules.may_correct_results, of=queries.get_results)
def correct_results(results: Results) -> ResponseReturnValue:
    commission = results.commission
    before = queries.latest_results(commission, before=results.quarter)
    form = results_form(commission, before, results, corrects=True)
    if form.validate_on_submit():
        counted, why = _counted(form, commission), form.answers["why"]
        try:
            operations.correct_results(results, counted, why, by=current_person())
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("Saved. Another officer has to check and publish them.", "success")
            return _to(commission, "commissions.check_results")
    return _form_page(commission, form, results.of_quarter.words)


def _counted(form: Form, commission: Commission) -> operations.Counted:
    answers = form.answers
    return operations.Counted(
        people_helped=answers["people_helped"],
        values={each.id: int(answers[each.field] * 100) for each in commission.outcomes},
        words=answers["words"] or "",
        is_right=bool(answers["is_right"]),
    )


def _form_page(commission: Commission, form: Form, quarter: str) -> ResponseReturnValue:
    page = render_template(
        "commissions/enter_results.html", commission=commission, form=form, quarter=quarter
    )
    return page, 422 if form.errors else 200


@bp.get(f"{PAGE}/check")
@needs(rules.may_enter_results, of=get_commission)
def check_results(commission: Commission) -> ResponseReturnValue:
    return _check_page(commission, queries.waiting_results(commission))


@bp.get("/work/results/<int:results_id>")
@needs(rules.may_publish_results, of=queries.get_results_to_publish)
def publish(results: Results) -> ResponseReturnValue:
    """The same, where a line of the queue leads whoever may publish them."""
    return _check_page(results.commission, results)


def _check_page(commission: Commission, waiting: Results | None) -> str:
    problem = rules.may_publish_results.why_not(current_user, waiting) if waiting else None
    return render_template(
        "commissions/check_results.html",
        commission=commission,
        waiting=waiting,
        progress=queries.progress(commission, waiting),
        problem=problem,
    )


@bp.post(f"{PAGE}/publish")
@needs(rules.may_publish_results, of=queries.get_waiting_results)
def publish_results(results: Results) -> ResponseReturnValue:
    operations.publish_results(results, by=current_person(), seen=request.form.get("seen"))
    flash("Published. Followers hear of it.", "success")
    return _to(results.commission)


@bp.route("/commissions/<numbered:commission_id>/review", methods=["GET", "POST"])
@needs(rules.may_write_review, of=get_commission)
def write_review(commission: Commission) -> ResponseReturnValue:
    review = queries.review_of(commission)
    kept = {"choice": review.choice, "words": review.text} if review else {}
    form = ReviewForm(data=kept)
    if form.validate_on_submit():
        choice, words = ReviewChoice(form.answers["choice"]), form.answers["words"]
        try:
            operations.write_review(commission, choice, words, by=current_person())
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("Saved. Another officer has to publish it.", "success")
            return _to(commission, "commissions.write_review")
    problem: Any = rules.may_publish_review.why_not(current_user, review) if review else None
    page = render_template(
        "commissions/review.html", commission=commission, form=form, review=review, problem=problem
    )
    return page, 422 if form.errors else 200


@bp.post("/commissions/<numbered:commission_id>/review/publish")
@needs(rules.may_publish_review, of=queries.get_review)
def publish_review(review: Review) -> ResponseReturnValue:
    operations.publish_review(review, by=current_person())
    flash("The review is published.", "success")
    return _to(review.commission)


@bp.get("/work/commissions")
@needs(is_staff, of=access.of_council)
def work(council_id: int) -> ResponseReturnValue:
    found = queries.to_look_after(council_id)
    return render_template(
        "commissions/work.html",
        commissions=found,
        waiting=queries.all_waiting(found),
        is_officer=is_officer(current_user, council_id),
    )
