"""Files for set-up: what one would do is shown first, then a button brings it in."""

from collections.abc import Callable
from typing import NamedTuple

from flask import render_template
from flask.typing import ResponseReturnValue

from commissioning.core.access import needs
from commissioning.core.refusals import Refused
from commissioning.home import queries
from commissioning.home.forms import BringInForm, FileForm
from commissioning.home.views.answers import done, page
from commissioning.home.views.blueprint import bp
from commissioning.people.models import Person
from commissioning.people.rules import is_administrator
from commissioning.people.session import current_person
from commissioning.places.models import Council
from commissioning.places.operations import Summary, files
from commissioning.places.queries import get_council


class Kind(NamedTuple):
    """One kind of file: what people call it, what stands in it, and what brings it in."""

    words: str
    take: Callable[[str, Council, Person], Summary]
    hint: str = ""


class Desk(NamedTuple):
    """A page that takes some kinds of file."""

    name: str  # its page is home.set_up_<name>; the button goes to home.bring_in_<name>
    heading: str
    kinds: dict[str, Kind]


PLACES = Desk("places", "Places", {
    "register": Kind("The council’s own register of places", files.register),
    "libraries": Kind("A list of libraries", files.libraries),
})  # fmt: skip
AREAS = Desk("areas", "Small areas and postcodes", {
    "small-areas": Kind(
        "Small areas and who may vote", files.small_areas,
        "CSV with the columns neighbourhood, small area (a code of the 2011 census) and adults."),
    "postcodes": Kind(
        "Postcodes", files.postcodes,
        "CSV from the ONS Postcode Directory. Keep your own postcodes and the columns pcds, "
        "lsoa11, lat and long. People then find their neighbourhood by postcode."),
    "deprivation": Kind(
        "Deprivation", files.deprivation,
        "CSV of the composite UK deprivation index. Keep the rows of your own small areas. "
        "Results then show turnout by deprivation."),
    "boundaries": Kind(
        "Boundaries", files.boundaries,
        "GeoJSON in WGS 84, with the names or codes of your neighbourhoods. "
        "Maps then show their outlines."),
})  # fmt: skip


@bp.route("/setup/places", methods=["GET", "POST"])
@needs(is_administrator, of=get_council)
def set_up_places(council: Council) -> ResponseReturnValue:
    return _look_at(council, PLACES)


@bp.post("/setup/places/bring-in")
@needs(is_administrator, of=get_council)
def bring_in_places(council: Council) -> ResponseReturnValue:
    return _bring_in(council, PLACES)


@bp.route("/setup/areas", methods=["GET", "POST"])
@needs(is_administrator, of=get_council)
def set_up_areas(council: Council) -> ResponseReturnValue:
    return _look_at(council, AREAS)


@bp.post("/setup/areas/bring-in")
@needs(is_administrator, of=get_council)
def bring_in_areas(council: Council) -> ResponseReturnValue:
    return _bring_in(council, AREAS)


def _form(desk: Desk) -> FileForm:
    form = FileForm()
    form.kind.offer([(key, kind.words) for key, kind in desk.kinds.items()])
    form.kind.hints = {key: kind.hint for key, kind in desk.kinds.items() if kind.hint}
    return form


def _choose(council: Council, desk: Desk, form: FileForm) -> ResponseReturnValue:
    counts = queries.place_counts(council)
    return page(f"home/set_up/{desk.name}.html", form, counts=counts, desk=desk)


def _other_file(council: Council, desk: Desk, sentence: str) -> ResponseReturnValue:
    """The page to choose a file, with what was wrong with the last one."""
    form = _form(desk)
    form.refuse(Refused(sentence, "file"))
    return _choose(council, desk, form)


def _look_at(council: Council, desk: Desk) -> ResponseReturnValue:
    """What a file would do. Nothing is saved, because the answer is a page."""
    form = _form(desk)
    if not form.validate_on_submit():
        return _choose(council, desk, form)
    text, kind = str(form.file.data), str(form.kind.data)
    try:
        summary = desk.kinds[kind].take(text, council, current_person())
    except Refused as refusal:
        return _other_file(council, desk, str(refusal))
    return _preview(desk, summary, text, kind)


def _bring_in(council: Council, desk: Desk) -> ResponseReturnValue:
    form = BringInForm()
    form.kind.offer([(key, kind.words) for key, kind in desk.kinds.items()])
    if not form.validate():
        return _other_file(council, desk, "Choose the file again")
    text, kind = str(form.text.data), str(form.kind.data)
    try:
        summary = desk.kinds[kind].take(text, council, current_person())
    except Refused as refusal:
        return _other_file(council, desk, str(refusal))
    if summary.faults:
        return _preview(desk, summary, text, kind), 422
    return done(summary.sentence(), f"home.set_up_{desk.name}")


def _preview(desk: Desk, summary: Summary, text: str, kind: str) -> str:
    return render_template(
        "home/set_up/preview.html", desk=desk, summary=summary, text=text, kind=kind
    )
