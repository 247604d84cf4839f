"""Answering an invitation. The link only opens a page; its buttons do something."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from commissioning.core.access import everyone
from commissioning.core.refusals import NotHere
from commissioning.core.security import limit
from commissioning.groups import operations
from commissioning.groups.queries import get_invitation
from commissioning.groups.views.blueprint import bp
from commissioning.people import session

PRIVATE = {"X-Robots-Tag": "noindex"}


@bp.route("/invitations/<string:token>", methods=["GET", "POST"])
@limit("answer-invitation", 30, 300)
@everyone
def invitation(token: str) -> ResponseReturnValue:
    try:
        found = get_invitation(session.hash_of(token), session.council_id())
    except NotHere:
        return render_template("groups/invitation_over.html"), 410, PRIVATE
    answer = request.form.get("answer")
    if request.method == "GET" or answer not in {"accept", "decline"}:
        page = render_template("groups/invitation.html", invitation=found, token=token)
        return make_response(page, 200, PRIVATE)
    if answer == "decline":
        operations.decline_invitation(found, by=current_user)
        flash("You said no. Thank you for telling them.")
        return redirect(url_for("groups.show", group_id=found.group), 303)
    by = session.current_person() if current_user.is_authenticated else None
    person, key = operations.accept_invitation(found, by=by)
    if key:
        session.begin(key)
    flash(f"Welcome to {found.group.name}, {person.name}.")
    return redirect(url_for("groups.members_home", group_id=found.group), 303)
