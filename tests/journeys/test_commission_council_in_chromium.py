"""The vote and the decision on a commission in a real browser, each page looked at by axe."""

from types import SimpleNamespace

import pytest

from commissioning.approvals import operations, queries
from commissioning.approvals.models import Choose
from commissioning.approvals.operations import Written
from commissioning.commissions.models import Commission, Status
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.transactions import saved
from commissioning.people.models import PostKind
from commissioning.votes import operations as votes
from commissioning.votes.models import Method
from commissioning.votes.operations import Batch
from tests import factories
from tests.approvals import builders
from tests.approvals.builders import do, pass_checks
from tests.journeys.test_writing_in_chromium import sign_in


@pytest.fixture
def world(database):
    """A commission at the vote (1), and one that was voted on and approved (2)."""
    made = builders.world()
    factories.small_area(made.where, adults=9000)
    made.returning = factories.staff(made.council, PostKind.RETURNING_OFFICER)
    made.first = factories.commission(made.group, Status.VOTE, "Warm and well")
    made.second = factories.commission(made.group, Status.VOTE)
    made.vote = voted(made)
    factories.tick()
    made.decision = approved(made).id
    made.case = queries.open_case_of(made.second).id
    numbers = SimpleNamespace(**{
        name: SimpleNamespace(id=getattr(made, name).id, email=getattr(made, name).email)
        for name in ("returning", "officer", "steward")
    })  # fmt: skip
    numbers.vote, numbers.decision, numbers.case = made.vote, made.decision, made.case
    db.session.remove()
    return numbers


def voted(made):
    """412 people voted, all on paper. Returns the number of the vote."""
    options = [(each, f"{each} on every school day") for each in factories.FIRST]
    with clock.set_to(clock.now() - clock.HOUR * 24 * 60):
        notice = factories.notice(
            made.where, method=Method.CHOOSE, most=3, options=options, question="What comes first?"
        )
        with saved():
            vote = votes.announce(made.second, notice, by=made.returning)
    factories.tick()
    chosen = dict(zip("1234", (301, 268, 197, 174), strict=True))
    with saved():
        entered = votes.enter_batch(vote, Batch(made.where, 412, 3, chosen), by=made.returning)
    with saved():
        votes.agree_batch(vote, entered, by=made.senior)
        votes.count(vote, by=made.returning)
        votes.publish(vote, "The council decides in public.", by=made.senior)
        votes.send_on(vote, by=made.returning)
    return vote.id


def approved(made):
    case = pass_checks(queries.open_case_of(made.second), made.officer)
    do(operations.advise, case, Choose.APPROVE, "It joins up.", by=made.officer)
    do(operations.declare, case, False, by=made.cabinet)
    words = Written(Choose.APPROVE, "Residents chose it.", "Do nothing: the need stays.")
    decision = do(operations.decide, case, words, by=made.cabinet)
    made.second = db.session.get_one(Commission, made.second.id)
    pass_checks(queries.open_case_of(made.second), made.officer)
    return decision


@pytest.mark.parametrize("width", [320, 1200])
def test_everybody_can_read_every_page(world, tabs, width):
    tab = tabs(width=width)
    tab.go("/commissions/2")
    assert "Chosen most often: Homework help (301), A hot meal (268), Sport (197)." in tab.text
    for path in ("/commissions/1", "/commissions/2/council", "/votes", f"/votes/{world.vote}",
                 f"/votes/{world.vote}/results", f"/decisions/{world.decision}"):  # fmt: skip
        tab.go(path)
    assert "412 of 9,000 people voted (4.6%)." in tab.text


@pytest.mark.parametrize("width", [360, 1200])
def test_the_council_and_the_group_can_use_every_page(site, world, tabs, live, width):
    returning, officer, steward = (tabs(width=width) for _ in range(3))
    sign_in(returning, live, site, world.returning)
    returning.go("/work/votes").follow("announce the vote").press("See it as people will")
    assert "Enter the day it opens" in returning.text
    returning.go(f"/work/votes/{world.vote}")
    sign_in(officer, live, site, world.officer)
    officer.go(f"/work/cases/{world.case}").follow("Say who will run it").press("Publish this")
    assert "Say who will run it" in officer.text
    sign_in(steward, live, site, world.steward)
    steward.go("/commissions/2/respond")
