"""The group's pages: start, write, ask, agree and send, answer to changes, withdraw."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from commissioning.core.access import needs, signed_in
from commissioning.core.addresses import key
from commissioning.core.forms.numbers import number_in
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.security import limit
from commissioning.groups.queries import get_group, groups_of
from commissioning.people import session
from commissioning.people.session import current_person
from commissioning.places.queries import get_place
from commissioning.proposals.queries import places_to_propose
from commissioning.rights import operations, rules
from commissioning.rights.forms import (
    PlaceForm,
    ReasonForm,
    SeenForm,
    ServiceForm,
    request_form,
    written,
)
from commissioning.rights.models import RightRequest
from commissioning.rights.operations import Written
from commissioning.rights.queries import get_request
from commissioning.rights.scheme import RightKind
from commissioning.rights.views.blueprint import HERE, KINDS, bp, form_page, of_request, to_request
from commissioning.rights.workflow import BEFORE_THE_END


@bp.route(f"/rights/<{KINDS}:kind>/new", methods=["GET", "POST"])
@limit("new-right", 30, 3600)
@signed_in
def new(kind: str) -> ResponseReturnValue:
    asked = {name: request.args.get(name, type=key) for name in ("place", "group")}
    council_id, is_service = session.council_id(), kind == RightKind.CHALLENGE
    form: Any = ServiceForm(data=asked) if is_service else PlaceForm(data=asked)
    own = [each for each in groups_of(current_person()) if each.council_id == council_id]
    form.group.offer([(each.id, each.name) for each in own])
    if not is_service:
        form.place.offer(places_to_propose(council_id))
    if form.validate_on_submit() and (made := _make(RightKind(kind), form, council_id)):
        return redirect(made, 303)
    page = render_template("rights/new.html", form=form, kind=RightKind(kind), groups=own)
    return page, 422 if form.errors or form.form_errors else 200


def _make(kind: RightKind, form: Any, council_id: int) -> str:
    """The address of the new draft; nothing when it was refused and the form says why."""
    try:
        group = get_group(form.group.data, council_id)
        place = get_place(form.place.data, council_id) if "place" in form else None
        title = form.title.data if "title" in form else ""
        made = operations.start(kind, group, place=place, title=title, by=current_person())
    except NoResultFound:
        form.refuse(Refused("Choose from the list", "group"))
        return ""
    except Refused as refusal:
        form.refuse(Refused(str(refusal), refusal.field or "group"))
        return ""
    flash("Your draft is ready. Only your group and the council can see it.")
    return url_for("rights.edit", right_id=made)


@bp.route(f"{HERE}/edit", methods=["GET", "POST"])
@needs(rules.may_edit, of=get_request)
def edit(request: RightRequest) -> ResponseReturnValue:
    form = request_form(request)
    if form.validate_on_submit():
        said = Written(**written(form))
        try:
            operations.write(request, said, by=current_person(), seen=number_in(form.seen))
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("Saved.", "success")
            return to_request(request)
    lede = "You can save it unfinished. Every part is needed before it goes to the council."
    title = f"{request.kind.words}: {request.title}"
    return form_page(form, title, of_request(request), "Save", lede=lede)


@bp.post(f"{HERE}/ask-to-send")
@needs(rules.may_ask_to_send, of=get_request)
def ask_to_send(request: RightRequest) -> ResponseReturnValue:
    operations.ask_to_send(request, by=current_person())
    flash("Another member of your group has to agree on this page. Then it goes to the council.")
    return to_request(request)


@bp.post(f"{HERE}/send")
@needs(rules.may_send, of=get_request)
def send(request: RightRequest) -> ResponseReturnValue:
    operations.send(request, by=current_person(), seen=number_in(SeenForm().seen))
    flash("It is with the council now.", "success")
    return to_request(request)


@bp.route(f"{HERE}/withdraw", methods=["GET", "POST"])
@needs(rules.may_withdraw, of=get_request)
def withdraw(request: RightRequest) -> ResponseReturnValue:
    if request.status not in BEFORE_THE_END:
        raise Refused(f"You cannot withdraw it now. It is at “{request.status.words}”.")
    form = ReasonForm()
    if form.validate_on_submit():
        operations.withdraw(request, by=current_person(), reason=form.reason.data)
        flash("It is withdrawn. Everyone can still read it.")
        return to_request(request)
    lede = "It ends here. Everyone can still read it, and the reason."
    return form_page(form, "Withdraw this request", of_request(request), "Withdraw this request",
                     lede=lede, kind="warning")  # fmt: skip


@bp.post(f"{HERE}/agree-changes")
@needs(rules.may_answer_changes, of=get_request)
def agree_changes(request: RightRequest) -> ResponseReturnValue:
    operations.agree_changes(request, by=current_person())
    flash("You agreed, and so the council has accepted it.", "success")
    return to_request(request)


@bp.route(f"{HERE}/decline-changes", methods=["GET", "POST"])
@needs(rules.may_answer_changes, of=get_request)
def decline_changes(request: RightRequest) -> ResponseReturnValue:
    form = ReasonForm()
    if form.validate_on_submit():
        operations.decline_changes(request, by=current_person(), reason=form.reason.data)
        flash("The council now decides about it as it is.")
        return to_request(request)
    return form_page(form, "Do not agree to the changes", of_request(request), "Do not agree")
