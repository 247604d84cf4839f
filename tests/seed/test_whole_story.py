"""The demo as a whole: told once, it ends where the story has it, and its record is true."""

from datetime import UTC, datetime

from sqlalchemy import func, select

from commissioning.approvals import queries
from commissioning.core import clock, turns
from commissioning.core.database import db
from commissioning.core.history import Event
from commissioning.mutuals.models import Mutual
from commissioning.proposals.queries.support import support_of
from commissioning.reports.models import PUBLIC, Report
from seed import demo
from tests.architecture.test_status import assert_history_is_true

TODAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
ENDS = {
    "P1": "running", "P2": "running", "P3": "running", "P4": "handover", "P5": "vote",
    "P6": "decision", "P7": "assessment", "P8": "plan", "P9": "check", "P10": "support",
    "P11": "withdrawn", "P12": "draft",
}  # fmt: skip


def test_the_demo_ends_where_the_story_has_it(database):
    with clock.set_to(TODAY):
        world = demo.tell(say=lambda _words: None)
        assert {key: str(each.status) for key, each in world.proposals.items()} == ENDS
        late = turns.turn_of(world.proposals["P7"])
        assert late.days_late > 0
        assert late.new_date > TODAY.date()
        assert turns.turn_of(world.proposals["P9"]).days_used == 7
        assert support_of(world.proposals["P10"]).counted == 31
        published = dict(
            db.session.execute(
                select(Mutual.name, func.count(Report.id))
                .join(Report, Report.mutual_id == Mutual.id)
                .where(Report.status.in_(PUBLIC))
                .group_by(Mutual.name)
            ).all()
        )
        assert sorted(published.values()) == [8, 8, 8]
        assert queries.advice_on(queries.open_case_of(world.proposals["P6"]))
        assert_history_is_true(db)
        moments = list(db.session.scalars(select(Event.created_at).order_by(Event.id)))
        assert moments[-1] <= TODAY
