"""Signing in by a link, signing out, a person's own account, and checking addresses."""

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from commissioning.core.access import everyone, needs, of_council, signed_in
from commissioning.core.addresses import key
from commissioning.core.refusals import NotHere, Refused
from commissioning.core.security import limit
from commissioning.people import operations, session
from commissioning.people.forms import (
    CodeForm,
    DeskForm,
    LetterForm,
    NameForm,
    RoleForm,
    SignInForm,
)
from commissioning.people.queries import (
    SHEET,
    get_link,
    is_known_elsewhere,
    letter_counts,
    letter_of,
    letters_to_print,
    people_at,
    small_area_at,
)
from commissioning.people.rules import is_desk_officer
from commissioning.places.models import Neighbourhood, SmallArea
from commissioning.places.queries import neighbourhoods

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


@bp.route("/account/address", methods=["GET", "POST"])
@limit("ask-for-letter", 10, 3600)
@signed_in
def address() -> ResponseReturnValue:
    """Ask for a letter with a code; enter the code when it has come."""
    person = session.current_person()
    form = _with_neighbourhoods(LetterForm())
    if form.validate_on_submit():
        place, small_area = _found(form)
        if place is not None:
            try:
                operations.ask_for_letter(
                    person, form.address.data, form.postcode.data, place, small_area
                )
            except Refused as refusal:
                form.refuse(refusal)
            else:
                flash("We will send you a letter with a code. It takes about 5 days.", "success")
                return redirect(url_for("people.address"), 303)
    return _address_page(form, CodeForm(formdata=None)), 422 if form.errors else 200


def _address_page(form: LetterForm, code_form: CodeForm) -> str:
    letter = letter_of(session.current_person())
    if letter is not None and letter.tries > 0 and not code_form.errors:
        code_form.code.errors = [_wrong(letter.tries_left)]
    return render_template(
        "people/address.html", form=form, forms=[code_form], code_form=code_form, letter=letter
    )


def _wrong(left: int) -> str:
    if not left:
        return "You have used all tries. Ask for a new letter"
    tries = "1 try" if left == 1 else f"{left} tries"
    return f"That code does not match. Check the letter. You have {tries} left"


@bp.post("/account/address/code")
@limit("letter-code", 20, 3600)
@signed_in
def address_code() -> ResponseReturnValue:
    """A wrong code is saved as a try, so it is answered by a redirect to the page that says so."""
    form = CodeForm()
    letter = letter_of(session.current_person())
    if letter is None:
        return redirect(url_for("people.address"), 303)
    if form.validate_on_submit():
        try:
            right = operations.try_code(letter, form.code.data, by=session.current_person())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            if right:
                flash("Your address is checked. You can vote.", "success")
            return redirect(url_for("people.address"), 303)
    return _address_page(_with_neighbourhoods(LetterForm(formdata=None)), form), 422


def _with_neighbourhoods(form: Any) -> Any:
    """The form, with the council's neighbourhoods to choose from."""
    found = neighbourhoods(session.council_id())
    form.neighbourhood.offer([(each.id, each.name) for each in found])
    return form


def _found(form: Any) -> tuple[Neighbourhood | None, SmallArea | None]:
    """The neighbourhood of the postcode, or the one chosen; else the form says what to do."""
    here = session.council_id()
    postcode = form.postcode.data
    small_area = small_area_at(postcode, here)
    if small_area is not None:
        return small_area.neighbourhood, small_area
    if is_known_elsewhere(postcode, here):
        form.postcode.errors = [f"{postcode} is outside this council"]
        return None, None
    for place in neighbourhoods(here):
        if place.id == form.neighbourhood.data:
            return place, None
    form.postcode.errors = [
        f"We cannot find {postcode}. Check it, or pick your neighbourhood from the list"
    ]
    return None, None


@bp.get("/work/addresses")
@needs(is_desk_officer, of=of_council)
def addresses(council_id: int) -> ResponseReturnValue:
    to_print, printed = letter_counts(council_id)
    return render_template("people/addresses.html", to_print=to_print, printed=printed)


@bp.get("/work/addresses/print")
@needs(is_desk_officer, of=of_council)
def print_letters(council_id: int) -> ResponseReturnValue:
    """The letters to print, with their codes, which are never shown again once marked.

    Those of one neighbourhood, where the address names it, as a line of the queue does.
    """
    found = letters_to_print(council_id, request.args.get("neighbourhood", type=key))
    letters = [(each, session.letter_code(each.nonce)) for each in found]
    return render_template("people/letters.html", letters=letters)


@bp.post("/work/addresses/printed")
@needs(is_desk_officer, of=of_council)
def mark_printed(council_id: int) -> ResponseReturnValue:
    chosen = request.form.getlist("letter", type=key)[:SHEET]
    letters = letters_to_print(council_id, numbers=chosen)
    done = operations.mark_printed(letters, by=session.current_person())
    flash(f"{done} marked as printed. Post them today.", "success")
    return redirect(url_for("people.addresses"), 303)


@bp.route("/work/addresses/desk", methods=["GET", "POST"])
@needs(is_desk_officer, of=of_council)
def desk(council_id: int) -> ResponseReturnValue:
    """Check somebody who is present. A new person gets an account with their name and email."""
    form = _with_neighbourhoods(DeskForm())
    if form.validate_on_submit():
        place, small_area = _found(form)
        if place is not None:
            person = operations.person_at(form.email.data, form.name.data)
            person.postcode = form.postcode.data
            try:
                operations.check_address(
                    person, place, small_area, "desk", by=session.current_person()
                )
            except Refused as refusal:
                form.refuse(refusal)
            else:
                flash(f"{person.name} is checked, in {place.name}.", "success")
                return redirect(url_for("people.desk"), 303)
    return render_template("people/desk.html", form=form), 422 if form.errors else 200
