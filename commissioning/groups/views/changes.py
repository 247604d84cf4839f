"""What a checked group asks the council to change, and whose turn it is."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from commissioning.core import turns
from commissioning.core.access import needs
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.groups import operations, rules
from commissioning.groups.forms import NameForm, PersonForm, WhereForm, chosen_of
from commissioning.groups.models import Change, ChangeStatus, Group, GroupChange
from commissioning.groups.operations import Wanted
from commissioning.groups.queries import changes_of, get_change, get_group
from commissioning.groups.rules import is_member, is_steward, may_ask_change
from commissioning.groups.views.blueprint import bp
from commissioning.people.session import current_person
from commissioning.places.queries import neighbourhoods

KINDS = f"any({','.join(repr(str(each)) for each in Change)})"


@bp.get("/groups/<numbered:group_id>/changes")
@needs(is_member, of=get_group)
def changes(group: Group) -> ResponseReturnValue:
    found = changes_of(group)
    waits = next((each for each in found if each.status is ChangeStatus.ASKED), None)
    return render_template(
        "groups/changes.html",
        group=group,
        waits=waits,
        turn=turns.turn_of(waits) if waits else None,
        over=[each for each in found if each is not waits],
        kinds=Change,
        rules=rules,
    )


@bp.route(f"/groups/<numbered:group_id>/changes/<{KINDS}:what>", methods=["GET", "POST"])
@needs(may_ask_change, of=get_group)
def ask_change(group: Group, what: str) -> ResponseReturnValue:
    form, wanted = FORMS[Change(what)](group)
    if form.validate_on_submit():
        try:
            asked = Wanted(Change(what), form.why.data, **wanted())
            operations.ask_change(group, asked, by=current_person())
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("The council has been asked. You will get an email with its answer.", "success")
            return redirect(url_for("groups.changes", group_id=group), 303)
    page = render_template("groups/ask_change.html", group=group, form=form, what=Change(what))
    return page, 422 if form.errors else 200


def _name(_group: Group) -> Any:
    form = NameForm()
    return form, lambda: {"name": form.name.data}


def _where(group: Group) -> Any:
    form, known = WhereForm(), neighbourhoods(group.council_id)
    form.offer(known)
    return form, lambda: {"neighbourhood": chosen_of(known, form.where.data)}


def _person(group: Group) -> Any:
    form = PersonForm()
    form.offer(group)
    return form, lambda: {
        "leaving": chosen_of(group.members, form.leaving.data),
        "joining": chosen_of(group.members, form.joining.data),
    }


FORMS = {Change.NAME: _name, Change.NEIGHBOURHOOD: _where, Change.PERSON: _person}


@bp.post("/groups/changes/<int:change_id>/withdraw")
@needs(is_steward, of=get_change)
def withdraw_change(change: GroupChange) -> ResponseReturnValue:
    operations.withdraw_change(change, by=current_person())
    flash("Taken back. The group stays as it is.")
    return redirect(url_for("groups.changes", group_id=change.group), 303)
