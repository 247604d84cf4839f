"""The officer's desk for groups: those to check, and what checked groups ask to change."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from commissioning.core import access, turns
from commissioning.core.access import needs
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.groups import operations, rules
from commissioning.groups.forms import ReasonForm
from commissioning.groups.models import Group, GroupChange
from commissioning.groups.queries import (
    get_change,
    get_group,
    open_invitations,
    waiting_changes,
    waiting_for_check,
)
from commissioning.groups.rules import may_answer_change
from commissioning.groups.views.blueprint import bp
from commissioning.people.rules import is_officer
from commissioning.people.session import current_person


@bp.get("/work/groups")
@needs(is_officer, of=access.of_council)
def queue(council_id: int) -> ResponseReturnValue:
    return render_template(
        "groups/queue.html",
        groups=waiting_for_check(council_id),
        changes=waiting_changes(council_id),
    )


@bp.get("/work/groups/<numbered:group_id>")
@needs(is_officer, of=get_group)
def case(group: Group) -> ResponseReturnValue:
    return _case(group, ReasonForm())


def _case(group: Group, form: ReasonForm) -> ResponseReturnValue:
    page = render_template(
        "groups/case.html",
        group=group,
        form=form,
        turn=turns.turn_of(group),
        invitations=open_invitations(group),
        needed=operations.NEEDED,
    )
    return page, 422 if form.errors else 200


@bp.post("/work/groups/<numbered:group_id>/check")
@needs(rules.may_check, of=get_group)
def check(group: Group) -> ResponseReturnValue:
    form = ReasonForm(formdata=None)
    try:
        operations.check(group, by=current_person())
    except NotAllowed:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return _case(group, form)
    flash(f"{group.name} has passed the check.")
    return redirect(url_for("groups.queue"), 303)


@bp.post("/work/groups/<numbered:group_id>/<any('send-back','close'):step>")
@needs(rules.may_check, of=get_group)
def answer_group(group: Group, step: str) -> ResponseReturnValue:
    form = ReasonForm()
    if not form.validate_on_submit():
        return _case(group, form)
    if step == "close":
        operations.close(group, form.reason.data, by=current_person())
        flash(f"{group.name} is closed.")
    else:
        operations.send_back(group, form.reason.data, by=current_person())
        flash(f"{group.name} was asked to put something right.")
    return redirect(url_for("groups.queue"), 303)


CHANGE = "/work/groups/changes/<int:change_id>"


@bp.get(CHANGE)
@needs(is_officer, of=get_change)
def change_case(change: GroupChange) -> ResponseReturnValue:
    return _change_case(change, ReasonForm(formdata=None))


def _change_case(change: GroupChange, form: ReasonForm) -> ResponseReturnValue:
    page = render_template(
        "groups/change_case.html",
        change=change,
        form=form,
        turn=turns.turn_of(change),
        may_answer=may_answer_change,
    )
    return page, 422 if form.errors else 200


@bp.post(f"{CHANGE}/agree")
@needs(may_answer_change, of=get_change)
def agree_change(change: GroupChange) -> ResponseReturnValue:
    form = ReasonForm(formdata=None)
    try:
        operations.agree_change(change, by=current_person())
    except NotAllowed:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return _change_case(change, form)
    flash("Agreed. The stewards have an email.", "success")
    return redirect(url_for("groups.queue"), 303)


@bp.post(f"{CHANGE}/refuse")
@needs(may_answer_change, of=get_change)
def refuse_change(change: GroupChange) -> ResponseReturnValue:
    form = ReasonForm()
    if not form.validate_on_submit():
        return _change_case(change, form)
    operations.refuse_change(change, form.reason.data, by=current_person())
    flash("Refused. The stewards have your reason.", "success")
    return redirect(url_for("groups.queue"), 303)
