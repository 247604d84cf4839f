"""The demo's votes are told by the site's own operations, and come out as the story says."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.people.models import PostKind
from commissioning.votes import queries
from commissioning.votes.models import Status, Vote
from seed.story import votes as story
from tests import factories

TODAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
DECILES = {"Millgate": (1, 1, 2, 3, 4), "Northfields": (3, 4, 5, 6, 7), "Abbots Lea": (6, 7, 8, 9)}


@pytest.fixture
def world(database):
    here = factories.council()
    places = {name: factories.neighbourhood(here, name) for name in DECILES}
    for name, deciles in DECILES.items():
        for decile in deciles:
            factories.small_area(places[name], decile=decile, adults=2100)
    made = SimpleNamespace(
        neighbourhoods=places,
        people={
            "demo.returning": factories.staff(here, PostKind.RETURNING_OFFICER),
            "demo.seniorofficer": factories.staff(here, PostKind.SENIOR_OFFICER),
        },
        proposals={},
    )
    homes = {told.proposal: next(iter(told.counts)) for told in story.OVER} | {"P5": "Millgate"}
    for key, home in homes.items():
        group = factories.three(places[home])[0]
        where = factories.place(places[home], f"Place {key}")
        made.proposals[key] = factories.proposal_at_vote(group, where)
    return made


def test_the_votes_of_the_demo(world, monkeypatch):
    monkeypatch.setattr(story, "VOTED", 40)
    with clock.set_to(TODAY):
        story.tell(world)
        found = list(db.session.scalars(db.select(Vote).order_by(Vote.id)))
        assert len(found) == 7
        open_now = queries.votes_about(world.proposals["P5"])[0]
        assert open_now.is_open
        assert open_now.status == Status.OPEN
        assert queries.turnout(open_now).total == 40
        for told in story.OVER:
            vote = queries.votes_about(world.proposals[told.proposal])[0]
            assert vote.status == Status.PUBLISHED
            totals = queries.result(vote).totals
            columns = zip(*told.counts.values(), strict=True)
            assert (totals.yes, totals.no, totals.blank) == tuple(sum(each) for each in columns)
            passed = world.proposals[told.proposal].status
            assert passed == ("withdrawn" if told.proposal == "P11" else "decision")
