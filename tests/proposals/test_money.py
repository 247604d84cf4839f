"""The money table as a file."""

import pytest

from commissioning.proposals.money import HEADER, LINES, plan_from, read, template


def test_what_is_downloaded_can_be_sent_back():
    figures = {f"{line}_{year}": year * 100_50 for line in LINES for year in range(1, 6)}
    figures |= {"opening_cash": 5000, "rebuild_value": None}
    assert read(template(figures)) == (figures, [])


def test_an_empty_table_is_a_table():
    figures, problems = read(template({}))
    assert problems == []
    assert plan_from(figures).closing == [0] * 5


def test_a_spreadsheet_with_semicolons_and_pound_signs_is_read():
    file = template({}).replace(",", ";").replace("Staff;;", "Staff;£1 200.50;")
    assert read(file)[0]["staff_1"] == 120050


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("", "Line 1: the columns must be"),
        ("a,b\n", "Line 1: the columns must be"),
        (template({}).replace("Staff,", "Staff,many"), "Line 6, year 1: Use only figures"),
        (template({}).replace("Staff,", "Staff,-5"), "Line 6, year 1: Enter a figure from 0"),
        (template({}).replace("Staff,", "Cake,"), "Line 6: “Cake” is not a line of the table"),
        (",".join(HEADER) + "\n", "The line “From the council” is missing"),
        ('Line,"Year 1', "not a CSV table"),
    ],
)
def test_what_is_wrong_is_named_by_line(file, says):
    assert any(says in each for each in read(file)[1]), read(file)[1]
