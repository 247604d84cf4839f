"""Groups as everyone sees them, starting one, and asking to join."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from commissioning.core import timelines, turns
from commissioning.core.access import everyone, needs, signed_in
from commissioning.core.addresses import key
from commissioning.core.refusals import Refused
from commissioning.core.security import limit
from commissioning.groups import operations
from commissioning.groups.forms import JoinForm, StartForm
from commissioning.groups.models import Group
from commissioning.groups.operations import Description, Invited
from commissioning.groups.queries import PAGE, get_group, groups
from commissioning.groups.rules import is_member, may_join
from commissioning.groups.views.blueprint import bp
from commissioning.people import session
from commissioning.places.queries import get_council, neighbourhoods


@bp.get("/groups")
@everyone
def index() -> ResponseReturnValue:
    council_id = session.council_id()
    chosen = request.args.get("neighbourhood", type=key)
    found = groups(council_id, neighbourhood_id=chosen, after=request.args.get("after", ""))
    later = ""
    if len(found) > PAGE:
        later = url_for("groups.index", neighbourhood=chosen, after=found[PAGE - 1].name)
    return render_template(
        "groups/index.html",
        groups=found[:PAGE],
        later=later,
        neighbourhoods=neighbourhoods(council_id),
        chosen=chosen,
    )


@bp.route("/groups/new", methods=["GET", "POST"])
@limit("start-group", 20, 3600)
@signed_in
def new() -> ResponseReturnValue:
    council_id = session.council_id()
    known = neighbourhoods(council_id)
    form = StartForm()
    form.offer(known)
    if form.validate_on_submit():
        try:
            group = operations.start(
                get_council(council_id),
                Description(**form.description(known)),
                [Invited(*each) for each in form.invited],
                by=session.current_person(),
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("Sent to the council for checking. The two others have an email from us.")
            return redirect(url_for("groups.members_home", group_id=group), 303)
    return render_template("groups/new.html", form=form), 422 if form.errors else 200


@bp.get("/groups/<numbered:group_id>")
@needs(None, of=get_group)
def show(group: Group) -> ResponseReturnValue:
    return render_template("groups/show.html", group=group, turn=turns.turn_of(group))


@bp.route("/groups/<numbered:group_id>/join", methods=["GET", "POST"])
@limit("join-group", 20, 3600)
@needs(may_join, of=get_group)
def join(group: Group) -> ResponseReturnValue:
    form = JoinForm()
    if form.validate_on_submit():
        try:
            operations.ask_to_join(group, form.why.data, by=session.current_person())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("The group has been asked. You will get an email with the answer.")
            return redirect(url_for("groups.show", group_id=group), 303)
    return render_template("groups/join.html", group=group, form=form), 422 if form.errors else 200


@bp.get("/groups/<numbered:group_id>/record")
@needs(None, of=get_group)
def record(group: Group) -> ResponseReturnValue:
    href = url_for("groups.show", group_id=group)
    everything = ("Groups", url_for("groups.index"))
    return timelines.page(group, group.name, href, everything, ours=_ours(group))


@bp.get("/groups/<numbered:group_id>/record.atom")
@needs(None, of=get_group)
def record_feed(group: Group) -> ResponseReturnValue:
    return timelines.feed(group, group.name, url_for("groups.show", group_id=group))


def _ours(group: Group) -> str:
    """Of what the person asking is one of its own people; empty for others."""
    return "in the group" if is_member(current_user, group) else ""
