"""Each gate's rule, without a database: the worked cases of the law, and the days at its edges."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.gates.law import BY_KEY, GATES, Facts, Instrument, Matter, to_read, to_store
from commissioning.gates.law.land import in_consecutive_weeks, undervalue
from commissioning.gates.law.money import MINIMAL_LIMIT, counts_on, financial_year, total
from commissioning.gates.law.people import CHARACTERISTICS
from commissioning.gates.law.table import Certainty

TODAY = date(2026, 12, 1)
POUND = 100
DAY = timedelta(days=1)
PRICE = {
    "power": "general",
    "worth": 450_000 * POUND,
    "paid": 1 * POUND,
    "valuer": "Hill, RICS",
    "valued_on": date(2026, 10, 1),
    "well_being": "A place to meet",
}
SUBSIDY = {"enterprise": "yes", "amount": 449_999 * POUND, "route": "minimal"}
NOTICES = {
    "paper": "Post",
    "first_on": date(2026, 11, 5),
    "second_on": date(2026, 11, 12),
    "until": date(2026, 11, 30),
    "objections": 1,
    "report": "One was against it",
}
STAFF = {
    "people": 9,
    "transfer_on": date(2027, 1, 4),
    "told_on": TODAY,
    "asked_how": "each",
    "asked_on": TODAY,
    "pensions": "As before",
}
ASKED = {
    "open": "Who runs it",
    "papers": "The options",
    "opened_on": date(2026, 9, 1),
    "closed_on": date(2026, 11, 30),
    "answers": "212 answered",
    "changed": "Longer hours",
}
LIBRARY = {"needs": "Many", "statutory": "yes", "duty": "As before", "told_on": date(2026, 8, 1)}
CHARITY = {
    "adviser": "Hill",
    "advised_on": date(2026, 9, 1),
    "designated": "yes",
    "notice_on": date(2026, 10, 1),
    "until": date(2026, 10, 31),
    "answers": "None",
    "trustee_on": date(2026, 11, 2),
}
EQUALITY = {
    "users": "Families",
    **dict.fromkeys(CHARACTERISTICS, "neutral"),
    "conclusion": "Go on",
    "look_again_on": date(2027, 12, 1),
}


def problem(key, said, facts=None, **more):
    matter = Matter(said, facts or Facts(years=99), more.pop("today", TODAY), **more)
    return BY_KEY[key].problem(matter)


def notes(key, said, **more):
    return dict(BY_KEY[key].notes(Matter(said, Facts(years=99), TODAY, **more)))


# The price of the land


def test_a_premium_of_1_pound_for_450_000_is_an_undervalue_that_the_2003_consent_covers():
    assert undervalue(Matter(PRICE, Facts(), TODAY)) == 449_999 * POUND
    assert problem("best-consideration", PRICE) is None
    said = notes("best-consideration", PRICE)
    assert said == {"Undervalue": "£449,999", "General Disposal Consent 2003": "Can apply"}


def test_the_2003_consent_needs_words_about_well_being():
    assert "better" in problem("best-consideration", {**PRICE, "well_being": ""})


@pytest.mark.parametrize(("less", "consent"), [(2_000_000_00, False), (2_000_000_01, True)])
def test_above_2_million_pounds_the_secretary_of_state_has_to_agree(less, consent):
    said = {**PRICE, "worth": less + PRICE["paid"]}
    found = problem("best-consideration", said)
    assert ("Secretary of State" in (found or "")) is consent
    assert problem("best-consideration", {**said, "consent_on": date(2026, 11, 1)}) is None


def test_planning_land_at_an_undervalue_and_all_housing_land_need_a_consent_of_their_own():
    planning, full = {**PRICE, "power": "planning"}, PRICE["worth"]
    assert "planning land" in problem("best-consideration", planning)
    assert problem("best-consideration", {**planning, "paid": full}) is None
    assert "Housing Act" in problem("best-consideration", {**planning, "power": "housing"})


def test_the_full_price_needs_no_words():
    said = {**PRICE, "paid": PRICE["worth"] + 1, "well_being": ""}
    assert problem("best-consideration", said) is None
    assert notes("best-consideration", said)["Undervalue"].startswith("None")


def test_a_valuation_that_is_still_to_come_settles_nothing():
    assert "still to come" in problem("best-consideration", {**PRICE, "valued_on": TODAY + DAY})


@pytest.mark.parametrize(
    ("instrument", "years", "needed"),
    [("lease", 7, False), ("lease", 8, True), ("freehold", None, True), ("licence", None, False)],
)
def test_a_lease_of_7_years_or_less_is_no_matter_of_section_123(instrument, years, needed):
    facts = Facts(instrument=Instrument(instrument), years=years)
    assert (BY_KEY["best-consideration"].why_not_needed(facts) is None) is needed


@given(worth=st.integers(0, 10**10), paid=st.integers(0, 10**10))
def test_an_undervalue_is_what_is_missing_and_never_less_than_nothing(worth, paid):
    less = undervalue(Matter({"worth": worth, "paid": paid}, Facts(), TODAY))
    assert less >= 0
    assert less in (0, worth - paid)
    assert paid + less >= worth


# Open space


@pytest.mark.parametrize(
    ("first", "second", "fits"),
    [
        (date(2026, 11, 5), date(2026, 11, 12), True),  # Thursdays
        (date(2026, 11, 2), date(2026, 11, 15), True),  # Monday, and Sunday of the next week
        (date(2026, 11, 2), date(2026, 11, 8), False),  # one week
        (date(2026, 11, 5), date(2026, 11, 19), False),  # a week between
        (date(2026, 11, 12), date(2026, 11, 5), False),  # the wrong way round
        (date(2026, 12, 31), date(2027, 1, 7), True),  # over the new year
    ],
)
def test_notices_stand_in_two_weeks_one_after_the_other(first, second, fits):
    assert in_consecutive_weeks(first, second) is fits
    said = {**NOTICES, "first_on": first, "second_on": second, "until": second + 14 * DAY}
    found = problem("open-space", said, today=date(2027, 3, 1))
    assert (found is None) is fits


@given(first=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_same_weekday_7_days_later_is_always_in_the_next_week(first):
    assert in_consecutive_weeks(first, first + 7 * DAY)
    assert not in_consecutive_weeks(first, first + 14 * DAY)


def test_people_can_object_until_the_last_day_has_passed():
    assert "Wait" in problem("open-space", NOTICES, today=NOTICES["until"])
    assert problem("open-space", NOTICES, today=NOTICES["until"] + DAY) is None


def test_objections_have_14_days_and_a_report():
    short = {**NOTICES, "until": NOTICES["second_on"] + 13 * DAY}
    assert "14 days" in problem("open-space", short)
    assert "Report" in problem("open-space", {**NOTICES, "report": ""})
    assert problem("open-space", {**NOTICES, "objections": 0}) is None


def test_a_short_lease_of_open_space_needs_notices_too():
    gate = BY_KEY["open-space"]
    assert gate.why_not_needed(Facts(years=5, is_open_space=True)) is None
    assert "open space" in gate.why_not_needed(Facts(years=99))


# Charity land


def test_the_trustee_decides_after_the_notice_has_run():
    assert problem("charity-land", CHARITY) is None
    early = {**CHARITY, "trustee_on": CHARITY["until"]}
    assert "after the last day" in problem("charity-land", early)
    short = {**CHARITY, "until": CHARITY["notice_on"] + 29 * DAY}
    assert "30 days" in problem("charity-land", short)


def test_land_that_is_not_set_aside_needs_no_notice():
    said = {key: CHARITY[key] for key in ("adviser", "advised_on", "trustee_on")}
    assert problem("charity-land", {**said, "designated": "no"}) is None


# Subsidy


def test_449_999_pounds_are_no_small_amount():
    assert "£449,999" in problem("subsidy", SUBSIDY)
    assert problem("subsidy", {**SUBSIDY, "route": "spei"}) is None
    assert problem("subsidy", {"enterprise": "no", "why": "It is free for all"}) is None
    assert "principles" in problem("subsidy", {**SUBSIDY, "route": "full"})


@pytest.mark.parametrize(("amount", "fits"), [(MINIMAL_LIMIT, True), (MINIMAL_LIMIT + 1, False)])
def test_315_000_pounds_are_the_most(amount, fits):
    assert (problem("subsidy", {**SUBSIDY, "amount": amount}) is None) is fits


def test_what_the_group_had_before_counts_too():
    said = {**SUBSIDY, "amount": 300_000 * POUND}
    assert problem("subsidy", said, received=15_000 * POUND) is None
    assert "£315,000.01" in problem("subsidy", said, received=15_000 * POUND + 1)


@pytest.mark.parametrize(
    ("given_on", "counts"),
    [
        (date(2024, 3, 31), False),  # the financial year 2023
        (date(2024, 4, 1), True),
        (date(2026, 12, 1), True),
        (date(2027, 3, 31), True),
        (date(2027, 4, 1), False),  # not yet this year's
    ],
)
def test_this_uk_financial_year_and_the_two_before_count(given_on, counts):
    assert counts_on(given_on, TODAY) is counts


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_financial_year_begins_on_1_april_and_holds_each_of_its_days(day):
    year = financial_year(day)
    assert date(year, 4, 1) <= day <= date(year + 1, 3, 31)


@given(before=st.integers(0, 10**9), amount=st.integers(0, 10**9))
def test_a_small_amount_is_settled_exactly_up_to_the_limit(before, amount):
    said = {**SUBSIDY, "amount": amount}
    assert total(Matter(said, Facts(), TODAY, received=before)) == before + amount
    assert (problem("subsidy", said, received=before) is None) == (before + amount <= MINIMAL_LIMIT)


def test_only_a_small_amount_needs_its_notice():
    gate = BY_KEY["subsidy-given"]
    assert gate.why_not_needed(Facts(subsidy_route="minimal")) is None
    assert gate.why_not_needed(Facts(subsidy_route="full"))
    told = {"told_on": TODAY, "answered_on": TODAY - DAY}
    assert "before it answers" in problem("subsidy-given", told)


# People


@pytest.mark.parametrize(("days", "fits"), [(28, True), (27, False)])
def test_the_mutual_knows_about_staff_28_days_before_they_move(days, fits):
    said = {**STAFF, "transfer_on": TODAY + days * DAY}
    assert (problem("staff", said) is None) is fits


@pytest.mark.parametrize(("people", "fits"), [(9, True), (10, False)])
def test_only_a_few_are_asked_one_by_one(people, fits):
    assert (problem("staff", {**STAFF, "people": people}) is None) is fits
    assert problem("staff", {**STAFF, "people": people, "asked_how": "representatives"}) is None


def test_the_department_knows_of_a_library_before_the_public_is_asked():
    others = {"consultation": ASKED}
    assert problem("library", LIBRARY, others=others) is None
    late = {**LIBRARY, "told_on": ASKED["opened_on"] + DAY}
    assert "before the public" in problem("library", late, others=others)


def test_a_library_without_money_from_the_council_gets_a_warning():
    assert notes("library", LIBRARY)
    matter = Matter(LIBRARY, Facts(pays=True), TODAY)
    assert not BY_KEY["library"].notes(matter)


@pytest.mark.parametrize(("is_library", "weeks"), [(True, 12), (False, 6)])
def test_asking_the_public_takes_weeks_or_a_reason(is_library, weeks):
    facts = Facts(years=99, is_library=is_library, consults=True)
    long = {**ASKED, "opened_on": ASKED["closed_on"] - timedelta(weeks=weeks)}
    short = {**ASKED, "opened_on": long["opened_on"] + DAY}
    assert problem("consultation", long, facts) is None
    assert f"{weeks} weeks" in problem("consultation", short, facts)
    assert problem("consultation", {**short, "shorter": "It closes in May"}, facts) is None


def test_what_people_said_is_taken_to_heart():
    assert "how that changed" in problem("consultation", {**ASKED, "changed": ""})
    assert "can answer" in problem("consultation", {**ASKED, "closed_on": TODAY})


@pytest.mark.parametrize(("impact", "needs"), [("unknown", "find out"), ("negative", "less bad")])
def test_what_is_bad_or_not_known_needs_words(impact, needs):
    assert problem("equality", EQUALITY) is None
    said = {**EQUALITY, "race": impact}
    assert needs in problem("equality", said)
    assert problem("equality", {**said, "race_why": "We ask by March"}) is None


def test_a_grant_needs_no_notice_and_a_contract_does():
    said = {"route": "grant", "value": 1, "why": "It is"}
    assert problem("procurement", said) is None
    assert "Find a Tender" in problem("procurement", {**said, "route": "light-touch"})


# The table


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.key)
def test_nothing_said_settles_nothing_and_never_crashes(gate):
    assert gate.problem(Matter({}, Facts(), TODAY))
    gate.notes(Matter({}, Facts(), TODAY))
    assert gate.law
    assert gate.about


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.key)
def test_answers_that_stop_anywhere_give_a_sentence(gate):
    """Officers save what they know so far: each beginning of the answers is judged."""
    full = {**PRICE, **SUBSIDY, **NOTICES, **STAFF, **ASKED, **LIBRARY, **CHARITY, **EQUALITY}
    keys = [each.key for each in gate.fields if each.key in full]
    for count in range(len(keys)):
        said = {key: full[key] for key in keys[:count]}
        found = gate.problem(Matter(said, Facts(years=99), TODAY))
        assert found is None or found.endswith(".")


def test_answers_come_back_from_the_store_as_they_were():
    gate = BY_KEY["open-space"]
    assert to_read(gate, to_store(gate, {**NOTICES, "other": "x"})) == NOTICES
    assert to_store(gate, {"paper": "", "first_on": None}) == {}


def test_only_what_we_did_not_read_can_be_off():
    assert [gate.key for gate in GATES if gate.certainty == Certainty.UNCONFIRMED] == [
        "socio-economic"
    ]
    assert not BY_KEY["open-space"].may_be_off
    assert BY_KEY["staff"].may_be_off
