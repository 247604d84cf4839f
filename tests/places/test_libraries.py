"""Reading the two forms of a list of libraries, real and made up."""

import pytest

from commissioning.core.refusals import Refused
from commissioning.core.tables import open_table
from commissioning.places.imports import libraries
from commissioning.places.models import Operator, PlaceKind
from commissioning.places.operations.libraries import council_key, council_name
from tests.places.data import HEAD, list_row, real, table


def found(*rows):
    return libraries.read(table(HEAD, *rows))


def only(*rows):
    (entry,) = found(*rows).entries["Aldermere"]
    return entry


@pytest.fixture(scope="module")
def england():
    with open_table(real("libraries_england_2023.csv")) as read:
        return libraries.read(read)


def test_every_row_of_england_is_used_or_left_out_with_a_reason(england):
    used = sum(len(entries) for entries in england.entries.values())
    assert used + len(england.skipped) == 3487
    assert len(england.entries) == 151
    assert not england.faults
    assert all(each.reason and each.line > 1 for each in england.skipped)


def test_uprns_of_england_are_text_of_figures(england):
    facts = [entry.facts for entries in england.entries.values() for entry in entries]
    uprns = [each["uprn"] for each in facts if "uprn" in each]
    assert len(uprns) > 1900
    assert all(uprn.isdigit() and len(uprn) <= 12 for uprn in uprns)


def test_keys_are_single_within_a_council(england):
    for name, entries in england.entries.items():
        keys = [entry.key for entry in entries]
        assert len(keys) == len(set(keys)), name


def test_the_open_schema_gives_the_libraries_of_peterborough():
    with open_table(real("libraries_peterborough_open_schema.csv")) as read:
        got = libraries.read(read)
    entries = got.entries["Peterborough City Council"]
    assert len(entries) == 11
    bretton = entries[0].facts
    assert bretton["operator"] == Operator.COMMISSIONED
    assert bretton["staffed_hours"] == 38
    assert [each.reason for each in got.skipped] == [
        "it repeats line 7: the same name and postcode"
    ]


def test_a_row_becomes_a_library():
    facts = only(list_row(uprn="010001")).facts
    assert facts["kind"] == PlaceKind.LIBRARY
    assert facts["operator"] == Operator.COUNCIL
    assert facts["uprn"] == "010001"
    assert (facts["staffed_hours"], facts["unstaffed_hours"]) == (30, 10)
    assert facts["is_statutory"] is True


@pytest.mark.parametrize(
    ("code", "operator"),
    [("LA", "council"), ("LAU", "council-unstaffed"), ("c", "commissioned"), ("CR", "community"),
     ("ICL", "independent"), ("[Unknown]", "unknown")],
)  # fmt: skip
def test_codes_say_who_runs_it_and_are_kept(code, operator):
    facts = only(list_row(operation_23=code)).facts
    assert (facts["operator"], facts["source_operator"]) == (operator, code)


@pytest.mark.parametrize("kind", ["Mobile Library", "mobile library", "Prison Library"])
def test_what_is_no_place_is_left_out_with_its_line(kind):
    got = found(list_row(type=kind))
    assert not got.entries
    assert got.skipped[0].line == 2
    assert "library" in got.skipped[0].reason


def test_archives_and_closed_branches_come_in_as_what_they_are():
    assert only(list_row(type="Archive")).facts["kind"] == PlaceKind.OTHER
    closed = only(list_row(operation_23="Closed", closed="2013", hours="N/A Closed")).facts
    assert (closed["is_closed"], closed["closed_year"]) == (True, 2013)
    assert "opening" not in closed
    for_now = only(list_row(operation_23="Temporary Closure", closed="2023")).facts
    assert not for_now["is_closed"]
    assert for_now["opening"] == "Closed for now"


@pytest.mark.parametrize("authority", ["", "London"])
def test_a_row_that_names_no_council_is_left_out(authority):
    got = found(list_row(authority=authority))
    assert "council" in got.skipped[0].reason


@pytest.mark.parametrize("uprn", ["M0007", "N/A", "LBR0441", "1234567890123"])
def test_what_is_no_uprn_is_not_taken_for_one(uprn):
    entry = only(list_row(uprn=uprn))
    assert "uprn" not in entry.facts
    assert entry.key == "aldermere, weavers row, am1 2bx"


def test_a_uprn_on_two_rows_is_reported_and_joins_nothing():
    got = found(list_row("East", uprn="77"), list_row("West", uprn="77"))
    assert [entry.name for entry in got.entries["Aldermere"]] == ["East", "West"]
    assert len(got.notes) == 2
    assert "UPRN 77" in got.notes[0]


def test_the_same_library_twice_is_reported():
    got = found(list_row("East"), list_row("East"))
    assert len(got.entries["Aldermere"]) == 1
    assert got.skipped[0].reason.startswith("it repeats line 2")


def test_odd_postcodes_years_and_hours_do_no_harm():
    facts = only(list_row(postcode="[Unknown]", hours="Varied by Schedule", staffed_hours="")).facts
    assert "postcode" not in facts
    assert facts["opening"] == "Varied by schedule"
    assert only(list_row(postcode=" am12bx.")).facts["postcode"] == "AM1 2BX"


def test_another_file_is_refused_with_what_we_read():
    with pytest.raises(Refused, match="not a list of libraries"):
        libraries.read(table("a,b", "1,2"))


@pytest.mark.parametrize(
    ("listed", "called"),
    [("Bristol, City of", "Bristol City Council"),
     ("Herefordshire, County of", "Herefordshire Council"),
     ("Bournemouth, Christchurch and Poole", "Bournemouth, Christchurch and Poole Council"),
     ("Peterborough City Council", "Peterborough City Council"), ("Kent", "Kent Council")],
)  # fmt: skip
def test_councils_have_names_that_people_use(listed, called):
    assert council_name(listed) == called
    assert council_key(listed) == council_key(called)


def test_councils_with_names_alike_stay_apart():
    assert council_key("Nottingham") != council_key("Nottinghamshire")
    assert council_key("Peterborough") == council_key("Peterborough City Council")
    assert council_key("City of London") == council_key("City of London Council")
