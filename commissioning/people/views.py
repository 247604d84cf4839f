"""Signing in by a link, signing out, and a person's own account."""

from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from commissioning.core.access import everyone, signed_in
from commissioning.core.refusals import NotHere
from commissioning.core.security import limit
from commissioning.people import operations, session
from commissioning.people.forms import NameForm, RoleForm, SignInForm
from commissioning.people.queries import get_link, people_at

bp = Blueprint("people", __name__)


def safe_back(address: str) -> str:
    """A path of this site, or nothing: no link we send a person along leads elsewhere."""
    parts = urlsplit(address)
    plain = address.startswith("/") and not address.startswith("//") and address.isprintable()
    return address if plain and "\\" not in address and not parts.netloc else ""


@bp.route("/sign-in", methods=["GET", "POST"])
@limit("sign-in", 20, 300)
@limit("sign-in-address", 5, 900, field="email")
@everyone
def sign_in() -> ResponseReturnValue:
    form = SignInForm(back=request.args.get("back", ""))
    if form.validate_on_submit():
        back = safe_back(form.back.data or "")
        operations.send_sign_in_link(form.email.data, council=session.current_council(), back=back)
        return redirect(url_for("people.link_sent"), 303)
    return render_template("people/sign_in.html", form=form), 422 if form.errors else 200


@bp.get("/sign-in/sent")
@everyone
def link_sent() -> ResponseReturnValue:
    return render_template("people/link_sent.html")


@bp.route("/sign-in/<string:token>", methods=["GET", "POST"])
@limit("open-link", 30, 300)
@everyone
def open_link(token: str) -> ResponseReturnValue:
    try:
        link = get_link(session.hash_of(token))
    except NotHere:
        return render_template("people/link_over.html"), 410
    form = NameForm()
    if not form.validate_on_submit():
        page = render_template(
            "people/open_link.html", form=form, token=token, people=people_at(link.email)
        )
        return page, 422 if form.errors else 200
    person, key = operations.use_link(link, name=form.name.data)
    session.begin(key)
    flash(f"You are signed in as {person.name}.")
    return redirect(link.back or url_for("people.account"), 303)


@bp.post("/sign-out")
@signed_in
def sign_out() -> ResponseReturnValue:
    operations.end_session(session.current_person().session_key)
    session.forget()
    flash("You are signed out.")
    return redirect("/", 303)


@bp.get("/account")
@signed_in
def account() -> ResponseReturnValue:
    return render_template("people/account.html")


@bp.post("/account/role")
@signed_in
def choose_role() -> ResponseReturnValue:
    form = RoleForm()
    form.role.choices = [(post.kind.value, "") for post in current_user.current_posts]
    operations.act_as(session.current_person(), form.role.data or "")
    return redirect(url_for("people.account"), 303)
