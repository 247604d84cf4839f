"""Reading deprivation, neighbourhoods, postcodes and boundaries."""

import json

import pytest

from commissioning.core.refusals import Refused
from commissioning.core.tables import open_table
from commissioning.places.imports import areas
from tests.places.data import real, table

IMD = "nation,lsoa,original_decile,UK_IMD_E_pop_decile"
SQUARE = [[[0, 51], [0, 52], [1, 52], [0, 51]]]


def test_the_real_index_has_every_small_area_of_the_uk():
    with open_table(real("uk_imd_e.csv.gz")) as read:
        found = areas.deprivation(read)
    assert len(found) == 42_619
    assert all(1 <= each.decile <= 10 for each in found)
    assert len({each.code for each in found}) == 42_619


def test_the_decile_shown_is_the_nations_own():
    (found,) = areas.deprivation(table(IMD, "E,E01000001,9,10"))
    assert (found.decile, found.uk_decile) == (9, 10)


@pytest.mark.parametrize("code", ["E01033769", "E01035000", "W01002000"])
def test_codes_of_the_2021_census_are_refused_with_a_sentence(code):
    with pytest.raises(Refused, match="2021 census"):
        areas.deprivation(table(IMD, f"E,{code},9,10"))
    with pytest.raises(Refused, match="Use a file with 2011 codes"):
        areas.parts(table("neighbourhood,small area,adults", f"Millgate,{code},10"))
    with pytest.raises(Refused, match="2011"):
        next(areas.postcodes(table("pcds,lsoa11", f"AM1 2BX,{code}")))


@pytest.mark.parametrize("code", ["E01033768", "W01001958", "S01006506", "95ZZ06W1", "DEMO-MI01"])
def test_codes_of_2011_and_of_other_nations_are_taken(code):
    assert areas.deprivation(table(IMD, f"E,{code},9,10"))


def test_a_column_of_2021_codes_is_refused():
    with pytest.raises(Refused, match="lsoa11"):
        next(areas.postcodes(table("pcds,lsoa21cd", "AM1 2BX,E01000001")))
    with pytest.raises(Refused, match="2021"):
        areas.deprivation(table("LSOA code (2021),IMD Decile", "E01000001,3"))


@pytest.mark.parametrize("decile", ["0", "11", "x", ""])
def test_a_decile_out_of_range_is_named_with_its_line(decile):
    with pytest.raises(Refused, match="Line 2, column “original_decile”"):
        areas.deprivation(table(IMD, f"E,E01000001,{decile},10"))


def test_parts_of_neighbourhoods_and_their_faults():
    found, faults = areas.parts(
        table("neighbourhood,lsoa11,adults", "Millgate,E01000001,\"1,190\"", ",E01000002,5",
              "Millgate,,5", "Millgate,E01000001,5", "Millgate,E01000003,many")
    )  # fmt: skip
    assert found[0] == areas.Part(2, "Millgate", "E01000001", 1190)
    assert [(each.line, each.column) for each in faults] == [
        (3, "neighbourhood"), (4, "lsoa11"), (5, "lsoa11"), (6, "adults"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "head",
    ["pcds,lsoa11,lat,long", "pcd7,lsoa11cd,lat,long", "Postcode,LSOA,Latitude,Longitude"],
)
def test_postcodes_are_read_by_their_headers(head):
    (chunk,) = areas.postcodes(table(head, "am1 2bx,E01000001,53.8,-1.5"))
    assert chunk == [areas.Located("AM12BX", "E01000001", 53.8, -1.5)]


def test_postcodes_come_in_chunks_and_without_those_out_of_use():
    rows = [f"AM1 {i}AA,E01000001,,53,99.9,0" for i in range(3)]
    got = list(areas.postcodes(table("pcds,lsoa11,doterm,lat,other,long", *rows)))
    assert len(got[0]) == 3
    (chunk,) = areas.postcodes(
        table("pcds,lsoa11,doterm,lat,long", "AM1 1AA,E01000001,202001,53,0", "AM1 1AB,,,53,0",
              "AM1 1AC,E01000001,,99.999999,0")
    )  # fmt: skip
    assert chunk == [areas.Located("AM11AC", "E01000001", None, None)]


def test_a_whole_directory_is_never_held_in_memory():
    lines = (f"A{i},E01000001" for i in range(12_000))
    chunks = areas.postcodes(table("pcd7,lsoa11", *lines))
    assert [len(chunk) for chunk in chunks] == [5000, 5000, 2000]


def collection(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


def shape(kind="Polygon", coordinates=SQUARE, **properties):
    return {"geometry": {"type": kind, "coordinates": coordinates}, "properties": properties}


def test_boundaries_bring_their_names_and_lose_their_heights():
    high = [[[0.12345678, 51, 9], [0, 52, 9], [1, 52, 9], [0.12345678, 51, 9]]]
    (found,) = areas.boundaries(collection(shape("MultiPolygon", [high], name="Millgate", id=7)))
    assert found.names == ["Millgate", "7"]
    assert found.geometry["coordinates"][0][0][0] == [0.123457, 51]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("not json", "not JSON"),
        ("[]", "FeatureCollection"),
        (collection(shape("Point", [0, 51])), "not a Polygon"),
        (collection(None), "not a Polygon"),
        (collection(shape(coordinates=[])), "cannot be drawn"),
        (collection(shape(coordinates=[[[0, 51], [1, 51]]])), "4 corners"),
        (collection(shape(coordinates=[[[434000, 433000]] * 4])), "in degrees"),
        (collection(shape(coordinates=[[["a", "b"]] * 4])), "cannot be drawn"),
        (collection(shape("MultiPolygon", SQUARE)), "cannot be drawn"),
    ],
)
def test_what_cannot_be_drawn_is_refused(text, says):
    with pytest.raises(Refused, match=says):
        areas.boundaries(text)
