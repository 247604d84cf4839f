"""Telling the council what is wrong about a place, and the officer's answer."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from commissioning.core import access, turns
from commissioning.core.access import needs
from commissioning.core.forms import Form
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.security import limit
from commissioning.corrections import operations, queries, rules
from commissioning.corrections.forms import AcceptForm, CorrectionForm, DeclineForm
from commissioning.corrections.models import Correction
from commissioning.corrections.operations import Written
from commissioning.corrections.queries import get_correction
from commissioning.people.rules import is_officer, is_signed_in
from commissioning.people.session import current_person
from commissioning.places.models import Place
from commissioning.places.queries import get_place, written_fact

bp = Blueprint("corrections", __name__)
CORRECTION = "/work/corrections/<int:correction_id>"


@bp.route("/places/<numbered:place_id>/correct", methods=["GET", "POST"])
@limit("correct", 10, 3600)
@needs(is_signed_in, of=get_place)
def send(place: Place) -> ResponseReturnValue:
    form = CorrectionForm()
    if form.validate_on_submit():
        try:
            operations.send(place, Written(**form.answers), by=current_person())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("Thank you. The council will check it and write to you.", "success")
            return redirect(url_for("places.show", place_id=place), 303)
    page = render_template("corrections/send.html", place=place, form=form)
    return page, 422 if form.errors else 200


@bp.get("/work/corrections")
@needs(is_officer, of=access.of_council)
def work(council_id: int) -> ResponseReturnValue:
    return render_template(
        "corrections/work.html",
        waiting=queries.waiting(council_id),
        count=queries.count_waiting(council_id),
    )


@bp.get(CORRECTION)
@needs(is_officer, of=get_correction)
def case(correction: Correction) -> ResponseReturnValue:
    return _case(correction)


def _case(
    correction: Correction, accepting: Form | None = None, declining: Form | None = None
) -> ResponseReturnValue:
    page = render_template(
        "corrections/case.html",
        correction=correction,
        now=written_fact(correction.place, correction.fact.value),
        turn=turns.turn_of(correction),
        accepting=accepting or AcceptForm(formdata=None, written=correction.right),
        declining=declining or DeclineForm(formdata=None),
        rules=rules,
    )
    return page, 422 if accepting or declining else 200


@bp.post(f"{CORRECTION}/accept")
@needs(rules.may_decide, of=get_correction)
def accept(correction: Correction) -> ResponseReturnValue:
    form = AcceptForm()
    if not form.validate_on_submit():
        return _case(correction, accepting=form)
    try:
        operations.accept(correction, **form.answers, by=current_person())
    except NotAllowed:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return _case(correction, accepting=form)
    flash("The fact is changed, and the sender has an answer.", "success")
    return redirect(url_for("corrections.work"), 303)


@bp.post(f"{CORRECTION}/decline")
@needs(rules.may_decide, of=get_correction)
def decline(correction: Correction) -> ResponseReturnValue:
    form = DeclineForm()
    if not form.validate_on_submit():
        return _case(correction, declining=form)
    operations.decline(correction, form.reason.data, by=current_person())
    flash("The sender has your answer.", "success")
    return redirect(url_for("corrections.work"), 303)
