"""The pages about mutuals: the list, one mutual, its people, and becoming one."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from commissioning.core import timelines
from commissioning.core.access import everyone, needs
from commissioning.core.forms import StepForm
from commissioning.core.refusals import Refused
from commissioning.groups.models import Group
from commissioning.groups.queries import get_group
from commissioning.mutuals import operations, queries, rules
from commissioning.mutuals.forms import FormMutualForm, OpeningForm, SeatForm
from commissioning.mutuals.models import Mutual, MutualStatus, Office
from commissioning.mutuals.queries import AT_ONCE, get_mutual
from commissioning.mutuals.workflow import LIFE
from commissioning.people.rules import is_signed_in
from commissioning.people.session import council_id, current_person

bp = Blueprint("mutuals", __name__)
FIRST_OFFICES = (Office.CHAIR, Office.SECRETARY, Office.TREASURER)


@bp.get("/mutuals")
@everyone
def index() -> ResponseReturnValue:
    found = queries.mutuals(council_id(), request.args.get("after", "")[:120])
    more = found[AT_ONCE - 1].name if len(found) > AT_ONCE else ""
    return render_template("mutuals/index.html", mutuals=found[:AT_ONCE], more=more)


@bp.get("/mutuals/<numbered:mutual_id>")
@needs(None, of=get_mutual)
def show(mutual: Mutual) -> ResponseReturnValue:
    return render_template(
        "mutuals/show.html",
        mutual=mutual,
        is_member=queries.is_member(mutual, current_user),
        steps=_steps(mutual),
        rules=rules,
        Status=MutualStatus,
    )


def _steps(mutual: Mutual) -> list[tuple[str, str]]:
    return [(step.name, step.words) for step in LIFE.open_to(current_user, mutual)]


@bp.get("/mutuals/<numbered:mutual_id>/people")
@needs(None, of=get_mutual)
def people(mutual: Mutual) -> ResponseReturnValue:
    return _people(mutual, 200)


def _people(mutual: Mutual, code: int, form: SeatForm | None = None) -> ResponseReturnValue:
    leads = rules.may_lead(current_user, mutual)
    if leads and form is None:
        form = SeatForm(queries.could_be_directors(mutual))
    page = render_template(
        "mutuals/people.html",
        mutual=mutual,
        form=form,
        leads=leads,
        is_member=queries.is_member(mutual, current_user),
        rules=rules,
    )
    return page, code


@bp.post("/mutuals/<numbered:mutual_id>/people")
@needs(rules.may_lead, of=get_mutual)
def seat(mutual: Mutual) -> ResponseReturnValue:
    form = SeatForm(queries.could_be_directors(mutual))
    if form.validate_on_submit():
        try:
            person = operations.person_by_id(form.person.data)
            operations.seat(mutual, person, form.office.data, by=current_person())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("The board has a new director.", "success")
            return redirect(url_for("mutuals.people", mutual_id=mutual), 303)
    return _people(mutual, 422, form)


@bp.post("/mutuals/<numbered:mutual_id>/people/<int:seat_id>/end")
@needs(rules.may_lead, of=get_mutual)
def leave_board(mutual: Mutual, seat_id: int) -> ResponseReturnValue:
    operations.leave_board(mutual, seat_id, by=current_person())
    flash("Their time on the board has ended.")
    return redirect(url_for("mutuals.people", mutual_id=mutual), 303)


@bp.post("/mutuals/<numbered:mutual_id>/join")
@needs(is_signed_in, of=get_mutual)
def join(mutual: Mutual) -> ResponseReturnValue:
    operations.join(mutual, by=current_person())
    flash(f"You are a member of {mutual.name}.", "success")
    return redirect(url_for("mutuals.show", mutual_id=mutual), 303)


@bp.post("/mutuals/<numbered:mutual_id>/leave")
@needs(is_signed_in, of=get_mutual)
def leave(mutual: Mutual) -> ResponseReturnValue:
    operations.leave(mutual, by=current_person())
    flash(f"You are no longer a member of {mutual.name}.")
    return redirect(url_for("mutuals.show", mutual_id=mutual), 303)


@bp.route("/mutuals/<numbered:mutual_id>/opening", methods=["GET", "POST"])
@needs(rules.may_lead, of=get_mutual)
def opening(mutual: Mutual) -> ResponseReturnValue:
    form: Any = OpeningForm(bank=mutual.opening_bank or None, seats=mutual.seats)
    if form.validate_on_submit():
        try:
            operations.set_opening(mutual, form.bank.data, form.seats.data, by=current_person())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("Saved.", "success")
            return redirect(url_for("mutuals.show", mutual_id=mutual), 303)
    page = render_template("mutuals/opening.html", mutual=mutual, form=form)
    return page, 422 if form.errors else 200


@bp.route(f"/mutuals/<numbered:mutual_id>/steps/<{LIFE.plain_steps}:step>", methods=["GET", "POST"])
@needs(rules.may_step, of=get_mutual)
def take_step(mutual: Mutual, step: str) -> ResponseReturnValue:
    words = LIFE.step(step, mutual).words
    form = StepForm()
    if form.validate_on_submit():
        try:
            operations.take_step(mutual, step, by=current_person(), reason=form.reason.data or "")
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for("mutuals.show", mutual_id=mutual), 303)
    page = render_template("mutuals/step.html", mutual=mutual, form=form, step=step, words=words)
    return page, 422 if form.errors else 200


@bp.route("/groups/<numbered:group_id>/mutual", methods=["GET", "POST"])
@needs(rules.may_form, of=get_group)
def form_mutual(group: Group) -> ResponseReturnValue:
    become = queries.mutual_of_group(group.id)
    if become is not None:
        return redirect(url_for("mutuals.show", mutual_id=become), 303)
    form = FormMutualForm(place=request.args.get("place", ""))
    form.offer(queries.places_for(group), queries.people_of(group))
    if form.validate_on_submit():
        try:
            mutual = _form(group, form)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(f"{group.name} is now {mutual.name}.", "success")
            return redirect(url_for("mutuals.show", mutual_id=mutual), 303)
    page = render_template("mutuals/form.html", group=group, form=form)
    return page, 422 if form.errors else 200


def _form(group: Group, form: FormMutualForm) -> Mutual:
    by_id = {member.person_id: member.person for member in group.current_members}
    offices = [*FIRST_OFFICES, *[Office.DIRECTOR] * len(form.board.data)]
    board = [
        operations.Director(by_id[int(number)], office)
        for number, office in zip(form.board.data, offices, strict=False)
    ]
    return operations.form(
        group,
        queries.get_place(form.place.data, group.council_id),
        form.name.data,
        form.legal_form.data,
        form.register_number.data,
        form.has_asset_lock.data,
        board,
        by=current_person(),
    )


@bp.get("/mutuals/<numbered:mutual_id>/record")
@needs(None, of=get_mutual)
def record(mutual: Mutual) -> ResponseReturnValue:
    href = url_for("mutuals.show", mutual_id=mutual)
    everything = ("Mutuals", url_for("mutuals.index"))
    return timelines.page(mutual, mutual.name, href, everything, ours=_ours(mutual))


@bp.get("/mutuals/<numbered:mutual_id>/record.atom")
@needs(None, of=get_mutual)
def record_feed(mutual: Mutual) -> ResponseReturnValue:
    return timelines.feed(mutual, mutual.name, url_for("mutuals.show", mutual_id=mutual))


def _ours(mutual: Mutual) -> str:
    """Of what the person asking is one of its own people; empty for others."""
    return "on the board" if rules.is_director(current_user, mutual) else ""
