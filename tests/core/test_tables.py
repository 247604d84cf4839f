"""Files of rows, as different spreadsheets write them."""

import gzip

import pytest

from commissioning.core.refusals import Refused
from commissioning.core.tables import open_table, read_csv, table_of

WORDS = "Name;Café\nÉcole;1\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_a_file_is_read_in_either_encoding_packed_or_not(tmp_path, encoding, name):
    content = WORDS.encode(encoding)
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    with open_table(tmp_path / name) as table:
        assert table.columns == ("name", "café")
        assert [(row.line, row["name"], row["café"]) for row in table.rows] == [(2, "École", "1")]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator):
    table = table_of(f"a{separator}b\n1{separator}2\n")
    assert [row["b"] for row in table.rows] == ["2"]


def test_lines_are_counted_as_an_editor_counts_them():
    table = table_of('a,b\n"one\ntwo",2\n\nthree,4\n')
    assert [(row.line, row["a"]) for row in table.rows] == [(2, "one two"), (5, "three")]


def test_cells_are_cleaned_and_missing_ones_are_empty():
    (row,) = table_of("a,b\n\xa0x\x07  y \n").rows
    assert (row["a"], row["b"], row["c"]) == ("x y", "", "")
    assert row.first("c", "b", "a") == "x y"
    assert not row.is_too_long


def test_a_comma_without_quotes_is_noticed():
    (row,) = table_of("a,b\n1,2,3\n").rows
    assert row.is_too_long


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_an_empty_file_is_refused(tmp_path, content):
    (tmp_path / "a.csv").write_bytes(content)
    with (
        pytest.raises(Refused, match="empty"),
        open_table(tmp_path / "a.csv"),
    ):
        pass


@pytest.mark.parametrize("content", [b"PK\x03\x04...", b"a,b\n\0,1\n", b"%PDF-1.7"])
def test_another_kind_of_file_is_refused(tmp_path, content):
    (tmp_path / "a.csv").write_bytes(content)
    with (
        pytest.raises(Refused, match="not a CSV file"),
        open_table(tmp_path / "a.csv"),
    ):
        pass
    with pytest.raises(ValueError, match="Choose a CSV file"):
        read_csv(content)


def test_a_damaged_packed_file_and_a_missing_file_are_refused(tmp_path):
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"a,b\n1,2\n" * 100)[:-9])
    with (
        pytest.raises(Refused, match="damaged"),
        open_table(tmp_path / "a.csv.gz"),
    ):
        pass
    with (
        pytest.raises(Refused, match="There is no file"),
        open_table(tmp_path / "b.csv"),
    ):
        pass


def test_a_missing_column_and_one_that_stands_twice_are_named():
    with pytest.raises(Refused, match="no column “name”"):
        table_of("a,b\n").need("name")
    with pytest.raises(Refused, match="“a” stands twice"):
        table_of("a,A\n")


def test_a_first_line_without_end_is_refused():
    with pytest.raises(Refused, match="first line is far too long"):
        table_of('"' + "x" * 200_000)


def test_a_cell_without_end_is_refused():
    table = table_of('a\n"' + "x" * 200_000)
    with pytest.raises(Refused, match="Line 2 cannot be read"):
        list(table.rows)
