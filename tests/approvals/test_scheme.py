"""Who decides, and whether it is key: row by row."""

import pytest

from commissioning.approvals.scheme import (
    Body,
    Facts,
    Land,
    Reason,
    higher_than,
    reason_of,
    who_decides,
)
from commissioning.core.turns import Basis
from commissioning.places.settings import CouncilSettings, GovernanceModel

CABINET = CouncilSettings()
COMMITTEES = CouncilSettings(governance_model=GovernanceModel.COMMITTEE)
LIMIT, KEY = 50_000_00, 500_000_00
ROWS = [
    (Facts(0), Body.OFFICER, False),
    (Facts(LIMIT), Body.OFFICER, False),
    (Facts(LIMIT + 1), Body.CABINET_MEMBER, False),
    (Facts(LIMIT + 1, land=Land.LEASE, lease_years=7), Body.OFFICER, False),
    (Facts(0, land=Land.LEASE, lease_years=8), Body.CABINET_MEMBER, False),
    (Facts(0, land=Land.NONE, lease_years=8), Body.OFFICER, False),
    (Facts(0, land=Land.FREEHOLD), Body.CABINET_MEMBER, False),
    (Facts(0, is_undervalue=True), Body.CABINET_MEMBER, False),
    (Facts(KEY - 1), Body.CABINET_MEMBER, False),
    (Facts(KEY), Body.CABINET, True),
    (Facts(KEY, land=Land.LEASE, lease_years=1), Body.CABINET, True),
    (Facts(0, neighbourhoods=2), Body.CABINET, True),
    (Facts(0, is_charity_land=True), Body.CABINET, False),
    (Facts(0, changes_libraries=True), Body.CABINET, True),
    (Facts(KEY, 5, is_outside_framework=True), Body.FULL_COUNCIL, False),
]


@pytest.mark.parametrize(("facts", "body", "is_key"), ROWS)
def test_the_first_row_that_fits_says_who_decides(facts, body, is_key):
    answer = who_decides(facts, CABINET)
    assert (answer.body, answer.is_key) == (body, is_key)
    assert answer.because.says
    assert answer.key_because.says


@pytest.mark.parametrize(("facts", "body", "_is_key"), ROWS)
def test_without_a_cabinet_a_committee_decides_and_nothing_is_key(facts, body, _is_key):
    answer = who_decides(facts, COMMITTEES)
    stands = {Body.CABINET: Body.COMMITTEE, Body.CABINET_MEMBER: Body.COMMITTEE}
    assert answer.body == stands.get(body, body)
    assert not answer.is_key
    assert not answer.key_because.is_compared


def test_a_councils_own_numbers_count_and_are_said_to_be_its_own():
    own = CouncilSettings(key_decision_threshold_gbp=100_000, officer_lease_limit_years=3)
    answer = who_decides(Facts(100_000_00), own)
    assert answer.is_key
    assert answer.key_because.basis == Basis.COUNCIL
    assert answer.key_because.source == "SI 2012/2089, regulation 8"
    assert who_decides(Facts(0), CABINET).key_because.basis == Basis.DEFAULT
    lease = who_decides(Facts(0, land=Land.LEASE, lease_years=4), own)
    assert lease.because.says == "The lease is longer than 3 years"
    assert lease.because.basis == Basis.COUNCIL


def test_what_was_written_down_keeps_its_basis_and_source():
    own = CouncilSettings(key_decision_threshold_gbp=1_000_000, key_decision_ward_count=1)
    for settings in (CABINET, COMMITTEES, own):
        for facts, _body, _is_key in ROWS:
            answer = who_decides(facts, settings)
            for reason in (answer.because, answer.key_because):
                assert reason_of(reason.says) == reason
                assert reason.basis
                assert "{" not in reason.says
    assert reason_of("It is worth £1,000,000 or more").basis == Basis.COUNCIL
    assert reason_of("It is worth £500,000 or more").basis == Basis.DEFAULT
    assert reason_of("The lease is long") == Reason("The lease is long")


def test_that_a_neighbourhood_stands_for_a_ward_is_said_where_the_regulation_is_cited():
    for facts in (Facts(0, neighbourhoods=2), Facts(0)):
        source = who_decides(facts, CABINET).key_because.source
        assert "regulation 8" in source
        assert "stands for a ward by our default" in source


def test_only_bodies_that_the_council_has_are_higher():
    above = [Body.CABINET_MEMBER, Body.CABINET, Body.FULL_COUNCIL]
    assert higher_than(None, CABINET) == above
    assert higher_than(Body.OFFICER, CABINET) == above
    assert higher_than(Body.CABINET, CABINET) == [Body.FULL_COUNCIL]
    assert higher_than(Body.OFFICER, COMMITTEES) == [Body.COMMITTEE, Body.FULL_COUNCIL]
    assert higher_than(Body.FULL_COUNCIL, CABINET) == []
