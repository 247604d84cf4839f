"""The bench measures what it says: a tiny town, asked for real, with a crowd of two."""

import pytest

from tests.bench import load, report
from tests.bench.__main__ import Size, bench

TINY = Size(
    proposals=(60,),
    queues=(20, 40),
    supporters=120,
    rounds=2,
    batch=1,
    clients=(2,),
    votes=8,
    voting_rounds=1,
)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bench")
    return bench("SQLite", lambda proposals: f"sqlite:///{folder}/{proposals}.db", TINY)


def test_every_page_is_measured_beside_both_yardsticks(found):
    for pages, memory in found.pages.values():
        assert memory > 20
        by_name = {each.name: each for each in pages}
        assert {"proposals", "proposal", "place", "officer queue", "support", "vote"} < set(by_name)
        assert by_name["20 rows"].queries == 1
        assert by_name["bare Flask page"].queries == 0
        assert by_name["plain vote"].queries == 2
        assert by_name["proposal"].queries <= 12
        assert all(each.python_ms > 0 for each in pages)


def test_votes_are_counted_beside_the_yardsticks(found):
    (rate,) = found.rates
    assert rate.site > 0
    assert rate.plain > 0
    assert rate.memory > 20


def test_the_table_says_what_is_reached(found):
    written = report.table(found)
    assert "votes, 2 clients" in written
    assert all(each.what in written for each in report.promises(found))
    assert report.facts(found)["promises"]


def test_a_long_queue_is_measured_beside_a_short_one(found):
    assert (found.queues.few, found.queues.many) == (4, 8)
    assert found.queues.few_ms > 0
    assert "queue of 8 to 4" in report.table(found)


def test_a_lost_vote_is_noticed():
    before = dict.fromkeys(load.COUNTS, 0)
    after = {**before, "papers": 2, "counted": 1, "events": 2, "receipts": 2}
    with pytest.raises(RuntimeError, match="counted: 1, answered: 2"):
        load.check(before, after, ({303: 2}, {}))
