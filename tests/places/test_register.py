"""A council's own register: the same columns in and out, and a sentence for every fault."""

from datetime import date

import pytest

from commissioning.core.refusals import Refused
from commissioning.core.tables import table_of
from commissioning.places.imports import register
from commissioning.places.models import Condition, Operator, Place, PlaceKind, Tenure
from tests.places.data import table

AREAS = {"millgate": 1}


def read(*lines):
    return register.read(table(*lines), AREAS)


def fault(column, cell):
    """The sentence for this cell in this column, beside a good name and type."""
    got = read(f"name,type,{column}", f'Mill Park,Park,"{cell}"')
    (found,) = got.faults
    assert found.line == 2
    return f"{found.column}: {found.sentence}"


def test_a_row_becomes_a_place():
    got = read(
        "Reference,Name,Type,Neighbourhood,Running cost a year,Income a year,Open space,"
        "Listed grade,Not open to proposals until,Not open because",
        'P7,Mill Park,park,millgate,"£56,000.50",-120,yes,II*,31/12/2028,A grant says so',
    )
    (entry,) = got.entries[""]
    assert not got.faults
    assert entry.key == "P7"
    assert entry.facts["kind"] == PlaceKind.PARK
    assert (entry.facts["running_cost"], entry.facts["income"]) == (5600050, -12000)
    assert entry.facts["neighbourhood_id"] == 1
    assert entry.facts["not_open_until"] == date(2028, 12, 31)


@pytest.mark.parametrize(
    ("column", "cell", "says"),
    [
        ("Type", "", None),
        ("Condition", "E", "Use one of these: A: good; B: fair"),
        ("Running cost a year", "about 5,000", "Use only figures, like 1,234"),
        ("Running cost a year", "5,00", "Put commas only between thousands"),
        ("Repairs needed", "12.345", "no more than 2 figures"),
        ("Repairs needed", "£99,000,000,000", "£20,000,000 or less"),
        ("Visits a year", "-3", "0 or more"),
        ("Visits a year", "1.5", "Use a whole number"),
        ("Postcode", "AM1", "Use a full postcode, like AM1 2BX"),
        ("UPRN", "M0007", "Use the figures of the UPRN alone"),
        ("Open space", "maybe", "Use Yes or No"),
        ("Opened", "99999", "Use a year from 1500"),
        ("Not open to proposals until", "31/02/2028", "That day is not in the calendar"),
        ("Not open to proposals until", "2028", "like 31/12/2028"),
        ("Neighbourhood", "Otherham", "is no neighbourhood “Otherham”. Use one of these: Millgate"),
        ("Listed grade", "Grade II with a star", "Use 8 characters or fewer. It has 12 too many"),
        ("Latitude", "434000", "Use degrees from -90 to 90, not metres"),
        ("Staff (full-time)", "NaN", "Use only figures"),
    ],
)  # fmt: skip
def test_every_fault_names_its_column_and_what_to_do(column, cell, says):
    if column == "Type":
        (found,) = read("name,type", "Mill Park,Airport").faults
        assert "Use one of these: Library" in found.sentence
    else:
        got = fault(column, cell)
        assert got.startswith(f"{column}: ")
        assert says in got


def test_faults_of_a_whole_row():
    assert "Enter the name" in str(read("name,type", ",Park").faults[0])
    assert "double quotes" in str(read("name,type", "Mill, Park,Park").faults[0])
    lone = read("name,type,latitude,longitude", "Mill,Park,53.1,").faults[0]
    assert str(lone).startswith("Line 2, column “Latitude”: Give both")
    closed = read("name,type,not open to proposals until", "Mill,Park,2028-12-31").faults[0]
    assert closed.column == "Not open because"


def test_a_wrong_header_is_refused_and_a_strange_column_is_named():
    with pytest.raises(Refused, match="no column “name”"):
        read("title,type", "Mill,Park")
    assert "“colour” is not one of ours" in read("name,type,colour", "Mill,Park,red").notes[0]


def test_a_repeated_row_is_left_out():
    got = read("name,type", "Mill,Park", "Mill,Park")
    assert got.skipped[0].reason == "it repeats line 2"


def test_what_goes_out_comes_in_the_same():
    place = Place(
        register_key="=P7", name="-Mill, “Park”", kind=PlaceKind.PARK, about="+ a park",
        address="", postcode="AM1 2BX", uprn="0100", latitude=53.800812345, longitude=-1.5,
        operator=Operator.MUTUAL, run_by="Mill Society", is_statutory=None, opened_year=1901,
        closed_year=None, is_closed=False, staffed_hours=37.5, unstaffed_hours=None,
        opening="Always", shared_with="", website="", email="",
        running_cost=-12050, income=100, visits=0, staff=6.8,
        condition=Condition.C, repairs=None, tenure=Tenure.FREEHOLD, is_open_space=True,
        is_charity_land=False, listed_grade="II*", not_open_until=date(2028, 12, 31),
        not_open_because="A grant",
    )  # fmt: skip
    text = register.write([(place, "Millgate")]).removeprefix("\ufeff")
    assert "'=P7" in text
    got = register.read(table_of(text), AREAS)
    (entry,) = got.entries[""]
    assert not got.faults
    assert {name: getattr(place, name) for name in entry.facts if name != "neighbourhood_id"} == {
        name: value for name, value in entry.facts.items() if name != "neighbourhood_id"
    }
