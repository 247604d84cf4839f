"""Whatever is typed, a field gives an answer or one sentence that says what to do."""

import io
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import FieldList, FormField

from commissioning.core.choices import Choice
from commissioning.core.forms import (
    ChoiceField,
    ChoicesField,
    CsvField,
    DateField,
    EmailField,
    Form,
    LineField,
    MoneyField,
    NumberField,
    PickField,
    PostcodeField,
    StepForm,
    TextField,
    YesField,
    errors_of,
)
from commissioning.core.forms.dates import read_date
from commissioning.core.forms.files import NOT_CSV, read_csv
from commissioning.core.forms.numbers import read_number
from commissioning.core.refusals import Refused

READ = "It was read."
SITE = Flask("forms")
SITE.config.update(SECRET_KEY="for the tests of forms only", WTF_CSRF_ENABLED=False)


class Kind(Choice):
    LIBRARY = "library", "Library"
    PARK = "park", "Park"


def form_of(field, sent=None, known=None):
    """A form of one field named `it`, checked after these were sent."""
    form_class = type("OneForm", (Form,), {"it": field})
    with SITE.test_request_context("/", method="POST"):
        form = form_class(MultiDict(sent or {"other": "1"}), data=known)
        form.validate()
        return form


def read_or_sentence(read, *written):
    """READ when it was read, or else the sentence; any other error rises."""
    try:
        read(*written)
    except ValueError as error:
        return str(error)
    return READ


def answer(field, written):
    form = form_of(field, {"it": written})
    assert not form.errors, form.errors
    return form.it.data


def sentence(field, sent):
    form = form_of(field, sent if isinstance(sent, dict) else {"it": sent})
    assert len(form.it.errors) == 1, form.it.errors
    return form.it.errors[0]


@pytest.mark.parametrize(
    ("written", "pence"),
    [
        ("£1,234.50", 123450),
        ("1 234", 123400),
        ("1234.5", 123450),
        ("£ 12", 1200),
        (".50", 50),
        ("0", 0),
        (" 7.05 ", 705),
        ("12.", 1200),
    ],
)
def test_money_is_read_as_people_write_it(written, pence):
    assert answer(MoneyField("Cost"), written) == pence


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("1.234", "Use pounds and pence, like 1,234.50"),
        ("12,34", "Put commas only between thousands, like 1,234"),
        ("1,2345", "Put commas only between thousands, like 1,234"),
        ("ten", "Use only figures, like 1,234"),
        ("1e5", "Use only figures, like 1,234"),
        ("٣", "Use only figures, like 1,234"),
        ("-5", "Enter £0 or more"),
        ("99999999999999999999999", "Enter £20,000,000 or less"),
        ("1.2.3", "Use only figures, like 1,234"),
        ("£", "Use only figures, like 1,234"),
        (".", "Use only figures, like 1,234"),
    ],
)
def test_money_that_cannot_be_read_says_how_to_write_it(written, says):
    assert sentence(MoneyField("Cost"), written) == says


@pytest.mark.parametrize("written", ["-£5.25", "£-5.25", "−5.25", "-5.25"])
def test_money_below_zero_only_where_it_is_asked_for(written):
    assert answer(MoneyField("Change", least=-1000), written) == -525


def test_money_already_known_stands_in_the_box_as_pounds():
    form = form_of(MoneyField("Cost"), {"it": "12,34"})
    assert form.it._value() == "12,34"
    with SITE.test_request_context("/"):
        assert type("F", (Form,), {"it": MoneyField("Cost")})(data={"it": 123450}).it._value() == (
            "1,234.50"
        )


@given(st.integers(0, 2_000_000_000))
def test_money_written_by_the_site_is_read_back_the_same(pence):
    with SITE.test_request_context("/"):
        shown = type("F", (Form,), {"it": MoneyField("Cost")})(data={"it": pence}).it._value()
    assert int(read_number(shown, 2) * 100) == pence


def test_a_needed_amount_of_nothing_is_an_answer():
    assert answer(MoneyField("Cost", empty="Enter the cost"), "0") == 0
    assert sentence(MoneyField("Cost", empty="Enter the cost"), "") == "Enter the cost"


def test_numbers():
    assert answer(NumberField("Visits"), "61,200") == 61200
    assert answer(NumberField("Share", places=1, suffix="%"), "13.4%") == Decimal("13.4")
    assert answer(NumberField("Hours"), "") is None
    assert sentence(NumberField("People"), "1.5") == "Use a whole number, like 12"
    assert sentence(NumberField("Age", least=16, most=120), "15") == "Enter 16 or more"
    assert sentence(NumberField("Share", most=100, suffix="%"), "101") == "Enter 100% or less"


@settings(max_examples=300)
@given(st.text(max_size=80))
def test_no_text_crashes_a_number(written):
    assert read_or_sentence(read_number, written, 2).startswith(("Use ", "Put ", READ))


@pytest.mark.parametrize(
    ("day", "month", "year", "says"),
    [
        ("31", "2", "2026", "Enter a day from 1 to 28: February 2026 has 28 days"),
        ("1", "13", "2026", "Enter a month from 1 to 12"),
        ("1", "1", "99999", "Enter a year with 4 figures, like 2027"),
        ("1", "1", "26", "Enter a year with 4 figures, like 2027"),
        ("first", "1", "2026", "Use figures for the date, like 27 3 2027"),
        ("1", "Smarch", "2026", "Use figures for the date, like 27 3 2027"),
        ("0", "1", "2026", "Enter a day from 1 to 31: January 2026 has 31 days"),
        ("1", "", "2026", "Enter the month too"),
        ("", "", "2026", "Enter the day and the month too"),
        ("9" * 5000, "1", "2026", "Use figures for the date, like 27 3 2027"),
        ("²", "1", "2026", "Use figures for the date, like 27 3 2027"),
    ],
)
def test_a_date_that_is_none_says_what_to_change(day, month, year, says):
    sent = {"it-day": day, "it-month": month, "it-year": year}
    form = form_of(DateField("When"), sent)
    assert form.it.errors == [says]
    assert form.it.parts[2] == ("year", year)
    assert errors_of(form) == [(says, "#it-day")]


def test_dates():
    sent = {"it-day": "29", "it-month": "feb", "it-year": "2028"}
    assert form_of(DateField("When"), sent).it.data == date(2028, 2, 29)
    assert form_of(DateField("When")).it.data is None
    assert sentence(DateField("When", empty="Enter a date"), {"x": "1"}) == "Enter a date"
    with SITE.test_request_context("/"):
        form = type("F", (Form,), {"it": DateField("When")})(data={"it": date(2026, 11, 3)})
    assert [typed for _part, typed in form.it.parts] == ["3", "11", "2026"]


@settings(max_examples=300)
@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))
def test_no_text_crashes_a_date(day, month, year):
    assert read_or_sentence(read_date, day, month, year).startswith(("Enter ", "Use ", READ))


@pytest.mark.parametrize("written", ["am12bx", " AM1  2BX ", "Am1-2bx"])
def test_a_postcode_is_kept_one_way(written):
    assert answer(PostcodeField("Your postcode"), written) == "AM1 2BX"


@pytest.mark.parametrize("written", ["AM1", "12345", "AM1 2BXX", "hello", "AM１ 2BX"])
def test_half_a_postcode_is_not_enough(written):
    assert (
        sentence(PostcodeField("Your postcode"), written) == "Enter a full postcode, like AM1 2BX"
    )


def test_an_empty_postcode_says_what_to_do():
    assert sentence(PostcodeField("Your postcode"), " ") == "Enter your postcode"


def test_email_addresses():
    assert (
        answer(EmailField("Email"), " Ann.O'Neil+x@Example.CO.uk ") == "ann.o'neil+x@example.co.uk"
    )
    for written in [
        "ann",
        "ann@",
        "a@b",
        "a b@c.uk",
        "a@b@c.uk",
        "a@-.c",
        "a\r\nBcc: x@y.uk",
        "a@b.uk,c@d.uk",
    ]:
        assert (
            sentence(EmailField("Email"), written) == "Enter an email address like name@example.com"
        )
    assert sentence(EmailField("Email"), "") == "Enter your email address"


def test_words_have_a_longest_length():
    assert sentence(LineField("Name", most=5), "abcdefg") == (
        "Use 5 characters or fewer. You have 2 characters too many"
    )
    assert sentence(TextField("Why", most=1000), "a" * 1001) == (
        "Use 1,000 characters or fewer. You have 1 character too many"
    )
    assert answer(LineField("Name", most=20), " Ann\x00\t Lee \u202e") == "Ann Lee"
    assert answer(TextField("Why", most=6), "a\r\nb\x07c") == "a\nbc"
    with pytest.raises(TypeError):
        form_of(LineField("Name"))


def test_too_many_words_are_the_only_trouble_with_an_address():
    for field in (EmailField("Email"), PostcodeField("Postcode")):
        assert sentence(field, "x" * 300).startswith("Use ")


def test_choosing_gives_the_type_that_was_offered():
    assert answer(ChoiceField("Kind", offer=Kind), "park") is Kind.PARK
    assert answer(PickField("Place", offer=[(7, "Library")]), "7") == 7
    assert answer(ChoiceField("Kind", offer=Kind), "") is None
    form = form_of(
        ChoicesField("Days", offer=[(1, "Mon"), (2, "Tue")]),
        MultiDict([("it", "2"), ("it", "1"), ("it", "2")]),
    )
    assert form.it.data == [2, 1]


@pytest.mark.parametrize("sent", ["pool", "0", "PARK", "None"])
def test_only_what_was_offered_can_be_chosen(sent):
    assert sentence(ChoiceField("Kind", offer=Kind), sent) == "Choose from the list"
    assert sentence(PickField("Place", offer=[(7, "Library")]), sent) == "Choose from the list"
    assert sentence(ChoicesField("Days", offer=[(7, "Monday")]), sent) == "Choose from the list"


def test_choosing_nothing_where_an_answer_is_needed():
    assert sentence(ChoiceField("Kind", offer=Kind, empty="Choose a kind"), "") == "Choose a kind"
    assert sentence(PickField("Place", offer=[], empty="Choose a place"), "") == "Choose a place"
    assert sentence(ChoicesField("Days", offer=[(1, "Mon")], empty="Choose a day"), {}) == (
        "Choose a day"
    )
    assert sentence(YesField("I agree", empty="Say that you agree"), {}) == "Say that you agree"


def test_choosing_too_many_says_how_many():
    sent = MultiDict([("it", "1"), ("it", "2"), ("it", "3")])
    form = form_of(ChoicesField("Top", offer=[(1, "A"), (2, "B"), (3, "C")], most=2), sent)
    assert form.it.errors == ["You chose 3. Choose 2 or fewer"]


def test_an_offer_known_only_later():
    class Later(Form):
        it = PickField("Place", empty="Choose a place")

    with SITE.test_request_context("/", method="POST"):
        form = Later(MultiDict({"it": "7"}))
        form.it.offer([(7, "Library")])
        assert form.validate()
        assert form.it.data == 7


def csv_form(content, filename="libraries.csv", **options):
    sent = MultiDict({"it": FileStorage(io.BytesIO(content), filename=filename)})
    return form_of(CsvField("File", **options), sent)


def test_a_csv_file_is_read_however_the_spreadsheet_wrote_it():
    assert csv_form("name\nCafé\n".encode("utf-8-sig")).it.data == "name\nCafé\n"
    assert csv_form("name\nCafé – £\n".encode("cp1252")).it.data == "name\nCafé – £\n"


@pytest.mark.parametrize("content", [b"PK\x03\x04zip", b"%PDF-1.7", b"a\0b", b"\x81\x8d"])
def test_another_kind_of_file_is_turned_away(content):
    assert csv_form(content).it.errors[0].startswith("Choose a CSV file")


def test_a_file_that_is_too_big_or_empty_or_missing():
    assert csv_form(b"a" * 2_000_001, most=1024 * 1024).it.errors == [
        "Choose a file of 1 MB or less"
    ]
    assert csv_form(b" \n").it.errors[0].startswith("Choose a file with something in it")
    assert form_of(CsvField("File", empty="Choose a file")).it.errors == ["Choose a file"]
    assert form_of(CsvField("File", empty="Choose a file"), {"it": "text"}).it.errors == [
        "Choose a file"
    ]


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reading_of_a_file(content):
    assert read_or_sentence(read_csv, content) in {READ, NOT_CSV}


class Row(Form):
    class Meta:
        csrf = False

    year = NumberField("Year", empty="Enter the year")


class Table(Form):
    rows = FieldList(FormField(Row), min_entries=2)
    one = FormField(Row)
    names = FieldList(LineField("Name", most=3), max_entries=5)


def test_the_summary_walks_forms_inside_forms_and_lists():
    with SITE.test_request_context("/", method="POST"):
        form = Table(MultiDict({"rows-0-year": "x", "rows-1-year": "2", "names-0": "long"}))
        form.validate()
    assert errors_of(form, None) == [
        ("Use only figures, like 1,234", "#rows-0-year"),
        ("Enter the year", "#one-year"),
        ("Use 3 characters or fewer. You have 1 character too many", "#names-0"),
    ]


def test_a_refusal_stands_beside_its_field_or_above_the_form():
    form = form_of(LineField("Name", most=80), {"it": "Ann"})
    form.refuse(Refused("You already support this.", "it"))
    form.refuse(Refused("The vote has closed."))
    assert errors_of(form) == [("You already support this.", "#it"), ("The vote has closed.", "")]


def test_answers_are_named_as_the_operation_names_them():
    with SITE.test_request_context("/", method="POST"):
        assert StepForm(MultiDict({"reason": "Too far\x00"})).answers == {"reason": "Too far"}
