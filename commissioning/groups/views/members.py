"""A group's own pages: what to do next, its people, and what it says of itself."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from commissioning.core import history, turns
from commissioning.core.access import needs
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.groups import operations
from commissioning.groups.forms import WHOLE_AREA, DescriptionForm, InviteForm, RoleForm
from commissioning.groups.models import Group, JoinRequest, Membership
from commissioning.groups.operations import Description, Invited
from commissioning.groups.queries import (
    get_group,
    get_member,
    get_request,
    open_invitations,
    open_requests,
)
from commissioning.groups.rules import is_member, is_steward, may_invite, may_leave, names_itself
from commissioning.groups.views.blueprint import bp
from commissioning.people.session import current_person
from commissioning.places.queries import neighbourhoods


@bp.get("/groups/<numbered:group_id>/home", endpoint="members_home")
@needs(is_member, of=get_group)
def members_home(group: Group) -> ResponseReturnValue:
    return render_template(
        "groups/home.html",
        group=group,
        turn=turns.turn_of(group),
        sent_back=next((e for e in history.events_of(group) if e.name == "send-back"), None),
        requests=open_requests(group),
        invitations=open_invitations(group),
        leads=may_invite(current_person(), group),
    )


@bp.get("/groups/<numbered:group_id>/people")
@needs(is_member, of=get_group)
def people(group: Group) -> ResponseReturnValue:
    return _people(group, InviteForm())


def _people(group: Group, form: InviteForm) -> ResponseReturnValue:
    page = render_template(
        "groups/people.html",
        group=group,
        form=form,
        requests=open_requests(group),
        invitations=open_invitations(group),
    )
    return page, 422 if form.errors else 200


def _back(group: Group) -> ResponseReturnValue:
    return redirect(url_for("groups.people", group_id=group), 303)


@bp.post("/groups/<numbered:group_id>/people")
@needs(may_invite, of=get_group)
def invite(group: Group) -> ResponseReturnValue:
    form = InviteForm()
    if not form.validate_on_submit():
        return _people(group, form)
    invited = Invited(form.name.data, form.email.data, form.role.data)
    try:
        operations.invite(group, invited, by=current_person())
    except NotAllowed:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return _people(group, form)
    flash("Invited. They have 14 days to answer.")
    return _back(group)


@bp.post("/groups/requests/<int:request_id>/<any(accept,decline):answer>")
@needs(is_steward, of=get_request)
def answer(request: JoinRequest, answer: str) -> ResponseReturnValue:
    operations.answer_request(request, accept=answer == "accept", by=current_person())
    flash("They have an email with your answer.")
    return _back(request.group)


@bp.post("/groups/members/<int:member_id>/role")
@needs(is_steward, of=get_member)
def role(member: Membership) -> ResponseReturnValue:
    form = RoleForm()
    if form.validate_on_submit():
        operations.change_role(member, form.role.data, by=current_person())
        flash("Role changed.")
    return _back(member.group)


@bp.route("/groups/members/<int:member_id>/leave", methods=["GET", "POST"])
@needs(may_leave, of=get_member)
def leave(member: Membership) -> ResponseReturnValue:
    if request.method == "GET":
        return render_template("groups/leave.html", member=member)
    operations.leave(member, by=current_person())
    if member.person_id == current_person().id:
        flash("You have left the group.")
        return redirect(url_for("groups.show", group_id=member.group), 303)
    flash("They are no longer in the group.")
    return _back(member.group)


@bp.route("/groups/<numbered:group_id>/edit", methods=["GET", "POST"])
@needs(may_invite, of=get_group)
def edit(group: Group) -> ResponseReturnValue:
    known = neighbourhoods(group.council_id)
    form = DescriptionForm(obj=group, where=str(group.neighbourhood_id or WHOLE_AREA))
    form.offer(known)
    if not names_itself(current_person(), group):
        form.leave_out_what_is_checked()
    if form.validate_on_submit():
        try:
            description = Description(**form.description(known))
            operations.describe(group, description, by=current_person())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("Saved.")
            return redirect(url_for("groups.members_home", group_id=group), 303)
    return render_template("groups/edit.html", group=group, form=form), 422 if form.errors else 200


@bp.post("/groups/<numbered:group_id>/send-again")
@needs(is_steward, of=get_group)
def send_again(group: Group) -> ResponseReturnValue:
    operations.send_again(group, by=current_person())
    flash("Sent to the council for checking again.")
    return redirect(url_for("groups.members_home", group_id=group), 303)
