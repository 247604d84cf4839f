"""A published draft is a whole copy, and stays as it is."""

import pytest

from commissioning.commissions.models import Status
from commissioning.commissions.queries import content_of, digest_of, newest_draft
from commissioning.core.transactions import saved
from tests import factories


@pytest.fixture
def group(database):
    return factories.three(factories.neighbourhood(factories.council()))[0]


def test_a_published_draft_stays_when_the_group_writes_on(group):
    commission = factories.commission(group, Status.COMMENTS)
    published = newest_draft(commission)
    assert published.digest == digest_of(content_of(commission))
    with saved():
        commission.needs[0].words = "Everyone needs it"
    assert newest_draft(commission).content["needs"][0]["words"] != "Everyone needs it"
    assert published.digest != digest_of(content_of(commission))


def test_a_published_draft_holds_no_address_of_a_budget_holder(group):
    commission = factories.commission(group, Status.MONEY)
    assert "@" not in str(newest_draft(commission).content)
    assert commission.per_year == 96_000_00
