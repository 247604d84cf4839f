"""The demo's support is told through the operations, and its numbers are the story's."""

from types import SimpleNamespace

from sqlalchemy import func, select

from commissioning.core.database import db
from commissioning.discussion.models import Question
from commissioning.people.models import PostKind
from commissioning.proposals.models import Proposal, Status
from commissioning.proposals.queries.support import support_of
from seed.story import support
from tests import factories
from tests.architecture.test_status import assert_history_is_true


def world():
    council = factories.council()
    factories.staff(council, PostKind.DESK)
    millgate, northfields = (
        factories.neighbourhood(council, n) for n in ("Millgate", "Northfields")
    )
    group = factories.group(millgate, stewards=[factories.person("Sam")])
    assert group.members
    names = {"demo.resident": "Demo Resident", "demo.newresident": "Demo New Resident"}
    return SimpleNamespace(
        proposals={
            "P10": factories.gathering(group),
            "P9": factories.gathering(group, title="P9", status=Status.CHECK),
            "P7": factories.gathering(group, title="P7", status=Status.ASSESSMENT),
            "P5": factories.gathering(group, title="P5", status=Status.VOTE),
        },
        neighbourhoods={"Millgate": millgate, "Northfields": northfields},
        people={key: factories.person(name, millgate) for key, name in names.items()},
    )


def test_31_of_50_support_the_old_fire_station(database):
    told = world()
    support.tell(told)
    stands = support_of(db.session.get_one(Proposal, told.proposals["P10"].id))
    assert (stands.counted, stands.target, stands.on_paper, stands.elsewhere) == (31, 50, 4, 3)
    assert stands.by_neighbourhood[0][0] == "Millgate"
    assert sum(n for _name, n in stands.by_neighbourhood) == 31
    assert db.session.scalar(select(func.count(Question.id))) == 8
    assert_history_is_true(db)


def test_gathering_to_the_target_takes_the_step(database):
    told = world()
    p10 = told.proposals["P10"]
    support.gather(p10, 52, where=list(told.neighbourhoods.values()))
    assert db.session.get_one(Proposal, p10.id).status == Status.SUPPORTED
