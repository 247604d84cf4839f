"""Imports change the database once, in one transaction, and say what they did."""

import time

import pytest
from sqlalchemy import func, select

from commissioning.cli import parser
from commissioning.core.database import db
from commissioning.core.history import Event
from commissioning.core.refusals import Refused
from commissioning.core.transactions import saved
from commissioning.places import operations
from commissioning.places.models import (
    Council,
    Neighbourhood,
    Operator,
    Place,
    PlaceCost,
    PlaceKind,
    Postcode,
    SmallArea,
)
from commissioning.places.settings import CouncilSettings
from tests import factories
from tests.places.data import HEAD, list_row, real

pytestmark = pytest.mark.usefixtures("database")


def count(what):
    return db.session.scalar(select(func.count()).select_from(what))


def run(capsys, *words):
    """Run the command line; returns what it printed and its exit code."""
    options = parser().parse_args([str(word) for word in words])
    code = 0
    try:
        options.what(options)
    except SystemExit as ended:
        code = ended.code
    db.session.rollback()
    return capsys.readouterr().out, code


@pytest.fixture
def file(tmp_path):
    def write(*lines, name="file.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding=encoding)
        return path

    return write


def test_all_of_england_comes_in_at_once_and_again_changes_nothing(capsys):
    england = real("libraries_england_2023.csv")
    began = time.monotonic()
    said, _ = run(capsys, "import", "libraries", england, "--all")
    assert time.monotonic() - began < 60
    assert "Created 3,322" in said
    assert count(Council) == 151
    events = count(Event)
    said, _ = run(capsys, "import", "libraries", england, "--all")
    assert "Created 0, changed 0, left 3,322 as they were, flagged 0, skipped 165." in said
    assert count(Event) == events, "nothing happened, so nothing was recorded"
    assert count(Place) == 3322


def test_the_two_forms_meet_in_one_council(capsys):
    run(
        capsys,
        "import",
        "libraries",
        real("libraries_england_2023.csv"),
        "--authority",
        "Peterborough",
    )
    assert count(Council) == 1
    said, _ = run(capsys, "import", "libraries", real("libraries_peterborough_open_schema.csv"))
    assert count(Council) == 1
    assert "Created 1, changed 10" in said


def test_a_dry_run_says_what_would_change_and_changes_nothing(capsys, file):
    path = file(HEAD, list_row())
    said, _ = run(capsys, "import", "libraries", path, "--dry-run")
    assert "Would create 1, change 0, leave 0 as they are, flag 0, skip 0." in said
    assert (count(Place), count(Council), count(Event)) == (0, 0, 0)


def test_a_list_of_several_councils_asks_which(file):
    path = file(HEAD, list_row(), list_row(reporting="Otherham", authority="Otherham"))
    options = parser().parse_args(["import", "libraries", str(path)])
    with pytest.raises(Refused, match="The file names 2 councils"):
        options.what(options)
    options = parser().parse_args(["import", "libraries", str(path), "--authority", "Nowhere"])
    with pytest.raises(Refused, match="no libraries of “Nowhere”"):
        options.what(options)


def test_what_changed_is_changed_and_what_vanished_is_flagged(capsys, file):
    run(capsys, "import", "libraries", file(HEAD, list_row("East"), list_row("West")))
    said, _ = run(capsys, "import", "libraries", file(HEAD, list_row("East", operation_23="CR")))
    assert "Created 0, changed 1, left 0 as they were, flagged 1" in said
    east, west = db.session.scalars(select(Place).order_by(Place.name)).all()
    assert east.operator == Operator.COMMUNITY
    assert west.is_missing
    names = db.session.scalars(select(Event.name).order_by(Event.id)).all()
    assert names == ["create", "add", "add", "correct", "flag-missing"]
    run(capsys, "import", "libraries", file(HEAD, list_row("East"), list_row("West")))
    db.session.expire_all()
    assert not west.is_missing


def test_a_library_that_gets_a_uprn_stays_the_same_library(capsys, file):
    run(capsys, "import", "libraries", file(HEAD, list_row("East")))
    said, _ = run(capsys, "import", "libraries", file(HEAD, list_row("East Library", uprn="77")))
    assert "Created 0, changed 1" in said
    assert db.session.scalars(select(Place.register_key)).all() == ["uprn 77"]


def test_a_list_gives_nothing_back_that_a_mutual_runs(capsys, file):
    path = file(HEAD, list_row("East"))
    run(capsys, "import", "libraries", path)
    with saved():
        place = db.session.scalars(select(Place)).one()
        place.operator, place.run_by = Operator.MUTUAL, "East Society"
    run(capsys, "import", "libraries", path)
    db.session.expire_all()
    assert (place.operator, place.run_by) == (Operator.MUTUAL, "East Society")


def test_the_register_goes_out_and_comes_in_unchanged(capsys, tmp_path):
    here = factories.council()
    millgate = factories.neighbourhood(here)
    factories.place(
        millgate, "Mill Park", PlaceKind.PARK, running_cost=5600050, latitude=53.8, longitude=-1.5
    )
    path = tmp_path / "out.csv"
    run(capsys, "export", "places", path)
    said, code = run(capsys, "import", "places", path)
    assert code == 0
    assert "Created 0, changed 0, left 1 as they were" in said
    with pytest.raises(Refused, match="exists already"):
        run(capsys, "export", "places", path)
    assert "Mill Park" in run(capsys, "export", "places")[0]


def test_a_file_with_faults_changes_nothing_unless_partial(capsys, file):
    factories.council()
    path = file("Name;Type;Visits a year", "Café;Park;12", "Mill;Park;many", encoding="cp1252")
    said, code = run(capsys, "import", "places", path)
    assert "Line 3, column “Visits a year”: Use only figures, like 1,234." in said
    assert "Nothing was changed" in code
    assert count(Place) == 0
    said, code = run(capsys, "import", "places", path, "--partial")
    assert "The good rows came in" in code
    assert db.session.scalars(select(Place.name)).all() == ["Café"]


def test_a_partial_import_flags_nothing(capsys, file):
    factories.council()
    run(capsys, "import", "places", file("Name,Type", "Mill,Park", "Hall,Community centre"))
    run(capsys, "import", "places", file("Name,Type", "Mill,Park", "Hall,Airport"), "--partial")
    assert not any(db.session.scalars(select(Place.is_missing)))


def test_neighbourhoods_deprivation_and_postcodes_meet_in_any_order(capsys, file):
    here = factories.council()
    lone = Place(
        council_id=here.id, name="Mill", kind=PlaceKind.PARK, register_key="x", postcode="AM1 2BX"
    )
    factories.save(lone)
    run(
        capsys,
        "import",
        "deprivation",
        file("nation,lsoa,original_decile,UK_IMD_E_pop_decile", "E,E01000001,3,4"),
    )
    said, _ = run(
        capsys,
        "import",
        "neighbourhoods",
        file(
            "neighbourhood,small area,adults", "Millgate,E01000001,1190", "Millgate,E01000002,900"
        ),
    )
    assert "Created 1, changed 1" in said
    run(
        capsys,
        "import",
        "deprivation",
        file(
            "nation,lsoa,original_decile,UK_IMD_E_pop_decile", "E,E01000001,3,4", "E,E01000002,5,5"
        ),
    )
    said, _ = run(
        capsys,
        "import",
        "postcodes",
        file("pcds,lsoa11,lat,long", "AM1 2BX,E01000002,53.8,-1.5", "XY1 1AA,E01000009,50,0"),
    )
    assert "1 places were found" in said or "1 place" in said
    db.session.expire_all()
    area = db.session.scalars(select(SmallArea).where(SmallArea.code == "E01000002")).one()
    assert (area.decile, area.adults, area.neighbourhood.name) == (5, 900, "Millgate")
    assert lone.neighbourhood_id == area.neighbourhood_id
    assert (lone.latitude, lone.longitude) == (53.8, -1.5)
    said, _ = run(
        capsys,
        "import",
        "postcodes",
        file("pcds,lsoa11,lat,long", "AM1 2BX,E01000001,53.8,-1.5", "XY1 1AA,E01000009,50,0"),
    )
    assert "Created 0, changed 1, left 1" in said
    assert count(Postcode) == 2


def test_a_small_area_of_another_council_is_not_taken(capsys, file):
    factories.council()
    theirs = factories.neighbourhood(factories.council("Otherham Council"), "Elsewhere")
    factories.small_area(theirs, "E01000001")
    path = file("neighbourhood,small area,adults", "Millgate,E01000001,5")
    said, code = run(capsys, "import", "neighbourhoods", path, "--council", "aldermere")
    assert "another council" in said
    assert code
    assert count(Neighbourhood) == 1


def test_boundaries_find_their_neighbourhood_by_name_or_code(capsys, file):
    here = factories.council()
    millgate = factories.neighbourhood(here, code="E05000001")
    square = '{"type":"Polygon","coordinates":[[[0,51],[0,52],[1,52],[0,51]]]}'
    feature = '{{"geometry":{0},"properties":{{"x":"{1}"}}}}'
    both = ",".join(feature.format(square, each) for each in ("e05000001", "Nowhere"))
    path = file(f'{{"type":"FeatureCollection","features":[{both}]}}', name="a.geojson")
    said, _ = run(capsys, "import", "boundaries", path)
    assert "Line 2, shape Nowhere: no neighbourhood has this name or code." in said
    db.session.expire_all()
    assert millgate.boundary["type"] == "Polygon"
    assert "left 1" in run(capsys, "import", "boundaries", path)[0]


def test_a_council_is_made_once_and_its_numbers_have_versions():
    with saved():
        here = operations.create_council("Aldermere Council", by=None)
        operations.change_settings(here, {"support_target": 50}, by=None)
        with pytest.raises(Refused, match="of this name already"):
            operations.create_council("Aldermere Council", by=None)
        with pytest.raises(Refused, match="whole number"):
            operations.change_settings(here, {"colour": 5}, by=None)
    assert (here.short_name, here.settings.support_target, here.settings_version) == (
        "aldermere",
        50,
        2,
    )
    assert db.session.scalars(select(Event.name)).all() == ["create", "change-settings"]


@pytest.mark.parametrize(
    ("name", "unlawful", "lawful"),
    [
        ("forward_notice_clear_days", 27, 28),
        ("agenda_clear_days", 4, 5),
        ("key_decision_ward_count", 3, 1),
    ],
)
def test_a_number_that_the_law_does_not_allow_is_refused(name, unlawful, lawful):
    here = factories.council()
    with pytest.raises(Refused, match="The law asks for") as no:
        operations.change_settings(here, {name: unlawful}, by=None)
    assert no.value.field == name
    with saved():
        operations.change_settings(here, {name: lawful}, by=None)
    assert getattr(here.settings, name) == lawful
    here.changed_settings = {name: unlawful}  # as it was stored before the law was minded
    assert getattr(here.settings, name) == getattr(CouncilSettings(), name)


def test_costs_of_a_year_are_published_again_in_place_of_the_old():
    place = factories.place(factories.neighbourhood(factories.council()))
    cost = {"staff": 100, "building": 50, "other": 25, "income": 5}
    with saved():
        operations.set_costs(place, [PlaceCost(year=2024, **cost)], by=None)
    with saved():
        operations.set_costs(place, [PlaceCost(year=2024, **{**cost, "staff": 90})], by=None)
    assert [each.net for each in db.session.scalars(select(PlaceCost))] == [160]


def test_a_place_is_in_the_register_once():
    here = factories.council()
    facts = {"name": "Mill", "kind": PlaceKind.PARK, "register_key": "P1"}
    with saved():
        place = operations.add_place(here, facts, by=None)
        with pytest.raises(Refused, match="in the register already"):
            operations.add_place(here, facts, by=None)
        assert operations.correct_place(place, {"visits": 5, "name": "Mill"}, by=None) == ["visits"]
