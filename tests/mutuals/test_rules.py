"""Register numbers and quarters, without a database."""

from datetime import date

import pytest

from commissioning.mutuals.models import LegalForm
from commissioning.mutuals.quarters import Quarter, quarters_between
from commissioning.mutuals.rules import tidy_number, what_is_wrong_with


@pytest.mark.parametrize(
    ("form", "number", "good"),
    [
        (LegalForm.CBS, "8234", True),
        (LegalForm.CBS, "ip 31294r", True),
        (LegalForm.COOPERATIVE, "RS007134", True),
        (LegalForm.CBS, "01234567", False),
        (LegalForm.CIC, "01234567", True),
        (LegalForm.CIC, "SC123456", True),
        (LegalForm.CIC, "8234", False),
        (LegalForm.CIO, "1123456", True),
        (LegalForm.CIO, "112345", False),
        (LegalForm.CHARITABLE_COMPANY, "1123456", False),
    ],
)
def test_a_register_number_has_the_shape_its_register_gives(form, number, good):
    wrong = what_is_wrong_with(form, tidy_number(number))
    assert (wrong is None) is good
    assert good or wrong.startswith("Enter the")


def test_a_quarter_knows_its_days_and_its_neighbours():
    quarter = Quarter.of(date(2026, 12, 31))
    assert quarter.key == "2026-q4"
    assert (quarter.starts_on, quarter.ends_on) == (date(2026, 10, 1), date(2026, 12, 31))
    assert quarter.next.key == "2027-q1"
    assert quarter.back(4).key == "2025-q4"
    assert quarter.previous.words == "July to September 2026"
    assert len(quarters_between(Quarter(2024, 4), Quarter(2026, 3))) == 8
    assert quarters_between(Quarter(2026, 4), Quarter(2026, 3)) == []


@pytest.mark.parametrize("key", ["2026-q5", "2026", "", "20266-q1", "0000-q1"])
def test_what_is_no_quarter_gives_a_sentence(key):
    with pytest.raises(ValueError, match="like 2026-q3"):
        Quarter.from_key(key)
