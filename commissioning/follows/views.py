"""Asking for news, the button behind the link, stopping, and the list of what one follows."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from commissioning.core.access import everyone, needs, signed_in
from commissioning.core.pages import has_page
from commissioning.core.refusals import NotHere
from commissioning.core.security import from_mail_programs, limit
from commissioning.follows import operations, queries
from commissioning.follows.forms import FollowForm
from commissioning.follows.models import PAGES, Kind
from commissioning.people import session
from commissioning.people.rules import is_signed_in

bp = Blueprint("follows", __name__)
THING = f"/follow/<any({', '.join(map(repr, map(str, Kind)))}):kind>/<numbered:number>"


def page_of(thing: Any) -> str:
    """The address of a thing's page; the front page where this site has none for its kind."""
    endpoint, name = PAGES[Kind(thing.__tablename__)]
    return url_for(endpoint, **{name: thing}) if has_page(endpoint) else url_for("home.index")


def _page(template: str, thing: Any, **more: Any) -> str:
    return render_template(template, thing=thing, title=queries.title_of(thing), **more)


@bp.route(THING, methods=["GET", "POST"])
@limit("follow", 20, 300)
@limit("follow-address", 5, 900, field="email")
@needs(None, of=queries.followable)
def ask(thing: Any) -> ResponseReturnValue:
    form = FollowForm()
    if form.validate_on_submit():
        operations.follow(thing, form.email.data or "")
        return redirect(url_for("follows.sent", kind=thing.__tablename__, number=thing), 303)
    drawn = _page("follows/ask.html", thing, form=form, page=page_of(thing))
    return drawn, 422 if form.errors else 200


@bp.get(f"{THING}/sent")
@needs(None, of=queries.followable)
def sent(thing: Any) -> ResponseReturnValue:
    return _page("follows/sent.html", thing)


@bp.get(f"{THING}/done")
@needs(None, of=queries.followable)
def done(thing: Any) -> ResponseReturnValue:
    return _page("follows/done.html", thing, page=page_of(thing))


@bp.post(f"{THING}/now")
@needs(is_signed_in, of=queries.followable)
def follow_now(thing: Any) -> ResponseReturnValue:
    operations.follow_now(thing, by=session.current_person())
    flash(f"You will get updates about {queries.title_of(thing)}.")
    return redirect(page_of(thing), 303)


@bp.route("/follow/confirm/<string:token>", methods=["GET", "POST"])
@everyone
def confirm(token: str) -> ResponseReturnValue:
    try:
        follow = queries.asked_by_link(session.hash_of(token), session.council_id())
    except NotHere:
        return render_template("follows/link_over.html"), 410
    thing = queries.subject_of(follow)
    done_page = url_for("follows.done", kind=follow.subject_kind, number=thing)
    if request.method == "POST":
        operations.confirm(follow)
        return redirect(done_page, 303)
    if follow.is_active:
        return redirect(done_page)
    return _page("follows/confirm.html", thing, token=token)


@bp.route("/stop/<string:key>", methods=["GET", "POST"])
@from_mail_programs
@everyone
def stop(key: str) -> ResponseReturnValue:
    """A mail program posts here by itself (RFC 8058); a person sees one button first."""
    follow = queries.by_stop_key(key)
    if request.method == "POST":
        operations.stop(follow)
        if request.form.get("List-Unsubscribe") == "One-Click":
            return "", 204
        return redirect(url_for("follows.stop", key=key), 303)
    return _page("follows/stop.html", queries.subject_of(follow), follow=follow)


@bp.get("/following")
@signed_in
def following() -> ResponseReturnValue:
    person = session.current_person()
    found = queries.followed_by(person.email, session.council_id())
    rows = [(follow, queries.title_of(thing), page_of(thing)) for follow, thing in found]
    return render_template("follows/following.html", rows=rows)
