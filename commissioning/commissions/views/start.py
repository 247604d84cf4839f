"""What a commission is and is not, and making a draft."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from commissioning.commissions import operations
from commissioning.commissions.forms.start import NewForm
from commissioning.commissions.models import STAGES
from commissioning.commissions.operations import Idea
from commissioning.commissions.views.blueprint import bp
from commissioning.core.access import everyone, signed_in
from commissioning.core.addresses import key
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.security import limit
from commissioning.groups.queries import get_group, groups_of
from commissioning.people import session
from commissioning.places.queries import neighbourhoods


@bp.get("/commissions/start")
@everyone
def start() -> ResponseReturnValue:
    return render_template("commissions/start.html", stages=STAGES)


@bp.route("/commissions/new", methods=["GET", "POST"])
@limit("new-commission", 30, 3600)
@signed_in
def new() -> ResponseReturnValue:
    council_id = session.council_id()
    own = [g for g in groups_of(session.current_person()) if g.council_id == council_id]
    form = NewForm(data={"group": request.args.get("group", type=key)})
    form.group.offer([(each.id, each.name) for each in own])
    form.neighbourhoods.offer([(each.id, each.name) for each in neighbourhoods(council_id)])
    if form.validate_on_submit() and (made := _make(form, council_id)):
        return redirect(made, 303)
    page = render_template("commissions/new.html", form=form, groups=own)
    return page, 422 if form.errors or form.form_errors else 200


def _make(form: NewForm, council_id: int) -> str:
    """The address of the new draft; nothing when it was refused and the form says why."""
    chosen = set(form.neighbourhoods.data or [])
    where = [each for each in neighbourhoods(council_id) if each.id in chosen]
    idea = Idea(form.title.data or "", form.summary.data or "", where, form.named_services)
    try:
        group = get_group(form.group.data, council_id)
        commission = operations.start(group, idea, by=session.current_person())
    except (NotAllowed, NoResultFound):
        form.refuse(Refused("Only stewards and writers of the group can start a draft", "group"))
        return ""
    except Refused as refusal:
        form.refuse(refusal)
        return ""
    flash("Your draft is ready. Only your group and the council can see it.")
    return url_for("commissions.edit", commission_id=commission)
