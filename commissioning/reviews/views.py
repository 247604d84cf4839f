"""Asking for a review and complaining, their pages, and the desk where they are answered."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from commissioning.core import access, turns
from commissioning.core.access import needs
from commissioning.core.forms import Form
from commissioning.core.refusals import Refused
from commissioning.core.security import limit
from commissioning.people.rules import is_officer
from commissioning.people.session import current_person
from commissioning.reviews import operations, queries, rules
from commissioning.reviews.forms import AnswerForm, AskForm, ComplaintForm, ReviewForm
from commissioning.reviews.models import Complaint, RefusalReview
from commissioning.reviews.queries import Refusal

bp = Blueprint("reviews", __name__)
REVIEW = "/reviews/<int:review_id>"
COMPLAINT = "/complaints/<int:complaint_id>"


def _is_done(form: Form, act: Callable[[], object]) -> bool:
    if not form.validate_on_submit():
        return False
    try:
        act()
    except Refused as refusal:
        if not refusal.field or refusal.field not in form:
            raise
        form.refuse(refusal)
        return False
    return True


def _page(template: str, form: Form, **words: Any) -> ResponseReturnValue:
    page = render_template(
        f"reviews/{template}.html", form=form, page=_page_of, part_of=queries.part_of, **words
    )
    return page, 422 if form.errors else 200


@bp.route("/proposals/<numbered:proposal_id>/ask-for-a-review", methods=["GET", "POST"])
@bp.route("/commissions/<numbered:commission_id>/ask-for-a-review", methods=["GET", "POST"])
@bp.route("/groups/<numbered:group_id>/ask-for-a-review", methods=["GET", "POST"])
@needs(rules.may_ask, of=queries.get_refusal)
def ask(refusal: Refusal) -> ResponseReturnValue:
    form, by = AskForm(), current_person()
    if _is_done(form, lambda: operations.ask(refusal, form.grounds.data, by=by)):
        flash("The council has your request. You can see here how far it is.", "success")
        return redirect(_page_of(refusal.subject), 303)
    return _page("ask", form, refusal=refusal, subject=refusal.subject)


def _page_of(subject: Any) -> str:
    """The address of a proposal, a commission or a group."""
    part = queries.part_of(subject)
    return url_for(f"{part.removesuffix('_id')}s.show", **{part: subject})


@bp.get(REVIEW)
@needs(None, of=queries.get_review)
def show(review: RefusalReview) -> ResponseReturnValue:
    queries.with_involved(review)
    return render_template(
        "reviews/show.html",
        review=review,
        subject=queries.subject_of(review),
        turn=turns.turns_of(review)[-1],
        page=_page_of,
        rules=rules,
    )


@bp.get("/work/reviews")
@needs(is_officer, of=access.of_council)
def work(council_id: int) -> ResponseReturnValue:
    return render_template(
        "reviews/work.html",
        reviews=queries.reviews_waiting(council_id),
        complaints=queries.complaints_waiting(council_id),
    )


@bp.route(f"{REVIEW}/decide", methods=["GET", "POST"])
@needs(rules.may_decide, of=queries.get_review_to_decide)
def decide(review: RefusalReview) -> ResponseReturnValue:
    form, by = ReviewForm(), current_person()
    aside = form.outcome.data == "set-aside"
    if _is_done(form, lambda: operations.decide(review, aside, form.reasons.data, by=by)):
        flash("Everyone can read what you decided.", "success")
        return redirect(url_for("reviews.show", review_id=review.id), 303)
    subject = queries.subject_of(review)
    refusal = queries.refusal_of(subject)
    return _page("decide", form, review=review, subject=subject, refusal=refusal)


@bp.route("/proposals/<numbered:proposal_id>/complain", methods=["GET", "POST"])
@bp.route("/commissions/<numbered:commission_id>/complain", methods=["GET", "POST"])
@bp.route("/groups/<numbered:group_id>/complain", methods=["GET", "POST"])
@limit("complain", 10, 3600)
@needs(rules.may_complain, of=queries.get_subject)
def complain(subject: Any) -> ResponseReturnValue:
    form, by = ComplaintForm(), current_person()
    if _is_done(form, lambda: operations.complain(subject, **form.answers, by=by)):
        flash("The council has your complaint. The answer comes by email.", "success")
        return redirect(_page_of(subject), 303)
    promise = subject.council.settings.promise("complaint_days")
    return _page("complain", form, subject=subject, promise=promise)


@bp.get(COMPLAINT)
@needs(rules.may_read, of=queries.get_complaint)
def complaint(complaint: Complaint) -> ResponseReturnValue:
    return render_template("reviews/complaint.html", **_around(complaint))


def _around(complaint: Complaint) -> dict[str, Any]:
    return {
        "complaint": complaint,
        "subject": queries.subject_of(complaint),
        "turn": turns.turns_of(complaint)[-1],
        "page": _page_of,
        "rules": rules,
    }


@bp.route(f"{COMPLAINT}/answer", methods=["GET", "POST"])
@needs(rules.may_answer, of=queries.get_complaint)
def answer(complaint: Complaint) -> ResponseReturnValue:
    form, by = AnswerForm(), current_person()
    if _is_done(form, lambda: operations.answer(complaint, form.words.data, by=by)):
        flash("Whoever complained has your answer.", "success")
        return redirect(url_for("reviews.work"), 303)
    page = render_template("reviews/answer.html", form=form, **_around(complaint))
    return page, 422 if form.errors else 200
