"""Set up a council: a task list from an empty installation to a working site, without a shell."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from commissioning.core.access import needs
from commissioning.core.refusals import Refused
from commissioning.core.tables import table_of
from commissioning.home import queries
from commissioning.home.forms import (
    BringInForm,
    CouncilForm,
    FileForm,
    GoLiveForm,
    NeighbourhoodForm,
    PersonForm,
    settings_form,
)
from commissioning.home.views.blueprint import bp
from commissioning.people import operations as people
from commissioning.people.models import Post
from commissioning.people.queries import get_post, posts
from commissioning.people.rules import is_administrator
from commissioning.people.session import current_person
from commissioning.places import operations as places
from commissioning.places.models import Council
from commissioning.places.queries import get_council, neighbourhoods
from commissioning.places.settings import WORDS

VOTING = ("vote_notice_days", "vote_open_days", "vote_turnout_percent", "vote_age")
FILES = (("register", "The council’s own register of places"), ("libraries", "A list of libraries"))


@bp.get("/setup")
@needs(is_administrator, of=get_council)
def set_up(council: Council) -> ResponseReturnValue:
    return render_template("home/set_up/index.html", tasks=queries.set_up_tasks(council))


@bp.route("/setup/council", methods=["GET", "POST"])
@needs(is_administrator, of=get_council)
def set_up_council(council: Council) -> ResponseReturnValue:
    form = CouncilForm(obj=council)
    if form.validate_on_submit():
        places.change_council(council, form.answers, by=current_person())
        return _done("Saved.")
    return _page("home/set_up/council.html", form)


@bp.route("/setup/neighbourhoods", methods=["GET", "POST"])
@needs(is_administrator, of=get_council)
def set_up_neighbourhoods(council: Council) -> ResponseReturnValue:
    form = NeighbourhoodForm()
    if form.validate_on_submit():
        try:
            places.add_neighbourhood(council, **form.answers, by=current_person())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _done(f"{form.name.data} was added.", "home.set_up_neighbourhoods")
    known = neighbourhoods(council.id)
    return _page("home/set_up/neighbourhoods.html", form, known=known)


@bp.route("/setup/places", methods=["GET", "POST"])
@needs(is_administrator, of=get_council)
def set_up_places(council: Council) -> ResponseReturnValue:
    """Look at a file first: what it would do is shown, with the file's text kept for the button."""
    form = form_of_files()
    if form.validate_on_submit():
        return _preview(council, form)
    return _page("home/set_up/places.html", form, counts=queries.place_counts(council))


def form_of_files() -> FileForm:
    """The form for a file, with the kinds of file there are."""
    form = FileForm()
    form.kind.offer(FILES)
    return form


def _other_file(council: Council, form: FileForm, sentence: str) -> ResponseReturnValue:
    """The page to choose a file, with what was wrong with the last one."""
    form.refuse(Refused(sentence, "file"))
    return _page("home/set_up/places.html", form, counts=queries.place_counts(council))


def _preview(council: Council, form: FileForm) -> ResponseReturnValue:
    text, kind = str(form.file.data), str(form.kind.data)
    try:
        summary = _bring_in(council, text, kind)
    except Refused as refusal:
        return _other_file(council, form, str(refusal))
    return render_template("home/set_up/preview.html", summary=summary, text=text, kind=kind)


@bp.post("/setup/places/bring-in")
@needs(is_administrator, of=get_council)
def bring_in_places(council: Council) -> ResponseReturnValue:
    form = BringInForm()
    form.kind.offer(FILES)
    if not form.validate():
        return _other_file(council, form_of_files(), "Choose the file again")
    try:
        summary = _bring_in(council, form.text.data, form.kind.data)
    except Refused as refusal:
        return _other_file(council, form_of_files(), str(refusal))
    if summary.faults:
        return render_template(
            "home/set_up/preview.html", summary=summary, text=form.text.data, kind=form.kind.data
        ), 422
    return _done(summary.sentence(), "home.set_up_places")


def _bring_in(council: Council, text: str, kind: str) -> Any:
    by = current_person()
    if kind == "libraries":
        return places.import_libraries_of(table_of(text), council, by=by)
    return places.import_places(table_of(text), council, by=by)


@bp.route("/setup/stages", methods=["GET", "POST"])
@needs(is_administrator, of=get_council)
def set_up_stages(council: Council) -> ResponseReturnValue:
    names = tuple(name for name in WORDS if name not in VOTING)
    return _settings(council, names, "Stages and times", "home.set_up_stages")


@bp.route("/setup/voting", methods=["GET", "POST"])
@needs(is_administrator, of=get_council)
def set_up_voting(council: Council) -> ResponseReturnValue:
    return _settings(council, VOTING, "Voting rules", "home.set_up_voting")


def _settings(
    council: Council, names: tuple[str, ...], heading: str, endpoint: str
) -> ResponseReturnValue:
    form = settings_form(names)(obj=council.settings)
    if form.validate_on_submit():
        numbers = {name: form[name].data for name in names}
        reason = form["reason"].data
        places.change_settings(council, numbers, reason=reason, by=current_person())
        return _done("Saved. New proposals follow these numbers.")
    action = url_for(endpoint)
    return _page("home/set_up/numbers.html", form, heading=heading, names=names, action=action)


@bp.route("/setup/people", methods=["GET", "POST"])
@needs(is_administrator, of=get_council)
def set_up_people(council: Council) -> ResponseReturnValue:
    form = PersonForm()
    if form.validate_on_submit():
        person = people.person_at(form.email.data, form.name.data)
        try:
            people.give_post(person, council, form.kind.data, by=current_person())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            people.tell_of_post(person, council, form.kind.data)
            return _done(f"{person.name} can sign in with a link.", "home.set_up_people")
    return _page("home/set_up/people.html", form, posts=posts(council.id))


@bp.post("/setup/people/<int:post_id>/end")
@needs(is_administrator, of=get_post)
def end_post(post: Post) -> ResponseReturnValue:
    people.end_post(post, by=current_person())
    return _done("The post has ended.", "home.set_up_people")


@bp.route("/setup/go-live", methods=["GET", "POST"])
@needs(is_administrator, of=get_council)
def go_live(council: Council) -> ResponseReturnValue:
    form = GoLiveForm()
    left = queries.still_to_do(council)
    if form.validate_on_submit():
        if left:
            form.refuse(Refused(f"Finish these first: {', '.join(left)}"))
        else:
            places.open_council(council, by=current_person())
            return _done(f"{council.name} is open to the public.")
    return _page("home/set_up/go_live.html", form, left=left)


def _page(template: str, form: Any, **more: Any) -> ResponseReturnValue:
    return render_template(template, form=form, **more), 422 if form.errors else 200


def _done(words: str, endpoint: str = "home.set_up") -> ResponseReturnValue:
    flash(words)
    return redirect(url_for(endpoint), 303)
