"""“Can we?”: five questions with a plain result, and making the draft."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.exc import NoResultFound

from commissioning.core import clock
from commissioning.core.access import everyone, signed_in
from commissioning.core.addresses import key
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.security import limit
from commissioning.groups.queries import get_group, groups_of
from commissioning.people import session
from commissioning.places.models import Place
from commissioning.places.queries import get_place
from commissioning.proposals import operations
from commissioning.proposals.forms import QUESTIONS, NewForm, question_form
from commissioning.proposals.queries import live_on, places_to_propose
from commissioning.proposals.views.blueprint import bp

ORDER = list(QUESTIONS)
NAMES = ",".join(repr(name) for name in ORDER)


@bp.get("/start")
@everyone
def start() -> ResponseReturnValue:
    return render_template("proposals/start/start.html", first=ORDER[0], given=_given())


def _given() -> dict[str, list[str]]:
    """The answers so far, as they stand in the address."""
    return {name: request.args.getlist(name) for name in ORDER if name in request.args}


@bp.get(f"/start/<any({NAMES}):name>")
@everyone
def start_question(name: str) -> ResponseReturnValue:
    known = places_to_propose(session.council_id()) if name == "place" else []
    answered = "answered" in request.args
    form = question_form(name, request.args, known, groups_of(current_user))
    if answered and form.validate():
        return redirect(_next(name))
    number = ORDER.index(name) + 1
    back = url_for("proposals.start_question", name=ORDER[number - 2], **_given())  # type: ignore[arg-type]
    page = render_template(
        "proposals/start/question.html",
        form=form,
        name=name,
        number=number,
        before=back if number > 1 else url_for("proposals.start"),
        others={each: values for each, values in _given().items() if each != name},
    )
    return page, 422 if form.errors else 200


def _next(name: str) -> str:
    number = ORDER.index(name) + 1
    given: dict[str, Any] = _given()
    if number == len(ORDER):
        return url_for("proposals.result", **given)
    return url_for("proposals.start_question", name=ORDER[number], **given)


@bp.get("/start/result")
@everyone
def result() -> ResponseReturnValue:
    for name in ORDER:
        if name not in request.args:
            return redirect(url_for("proposals.start_question", name=name, **_given()))  # type: ignore[arg-type]
    place = get_place(request.args.get("place", 0, type=key), session.council_id())
    group = request.args["group"]
    missing = _missing(place, group)
    return render_template(
        "proposals/start/result.html",
        place=place,
        missing=missing,
        live=live_on(place),
        given=_given(),
        needs_group=group in {"new", "alone"},
    )


def _missing(place: Place, group: str) -> list[str]:
    """What stands in the way, in plain words."""
    found = []
    if place.not_open_until and place.not_open_until > clock.today():
        found.append("This place is not open to proposals yet")
    if group == "alone":
        found.append("You need two more people. A group has three named people or more")
    elif group == "new":
        found.append("Start your group here first. It takes ten minutes")
    return found


@bp.route("/proposals/new", methods=["GET", "POST"])
@limit("new-proposal", 30, 3600)
@signed_in
def new() -> ResponseReturnValue:
    person = session.current_person()
    council_id = session.council_id()
    own = [each for each in groups_of(person) if each.council_id == council_id]
    asked = {name: request.args.get(name, type=key) for name in ("place", "group")}
    form = NewForm(data={**asked, "summary": request.args.get("idea", "")[:400]})
    form.place.offer(places_to_propose(council_id))
    form.group.offer([(each.id, each.name) for each in own])
    if form.validate_on_submit() and (made := _make(form, council_id)):
        return redirect(made, 303)
    page = render_template("proposals/start/new.html", form=form, groups=own)
    return page, 422 if form.errors or form.form_errors else 200


def _make(form: NewForm, council_id: int) -> str:
    """The address of the new draft; nothing when it was refused and the form says why."""
    try:
        place = get_place(form.place.data, council_id)
        group = get_group(form.group.data, council_id)
        proposal = operations.start(
            place, group, form.title.data, form.summary.data, by=session.current_person()
        )
    except (NotAllowed, NoResultFound):
        form.refuse(Refused("Only stewards and writers of the group can start a draft", "group"))
        return ""
    except Refused as refusal:
        form.refuse(refusal)
        return ""
    flash("Your draft is ready. Only your group can see it.")
    return url_for("proposals.edit", proposal_id=proposal)
