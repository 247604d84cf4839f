"""The demo is told through the operations, on both engines, and never over real data."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select, text

from commissioning.core import calendar, clock
from commissioning.core.database import db
from commissioning.core.history import Event
from commissioning.core.refusals import Refused
from commissioning.people.models import Person, PostKind
from commissioning.people.queries import holders, the_service
from commissioning.places.models import Council, Place, PlaceCost, Postcode, SmallArea
from commissioning.places.queries import is_demo, whereabouts
from seed.demo import load
from seed.story import groups, places, whole
from seed.world import last_accounts
from tests import factories
from tests.architecture.test_status import assert_history_is_true

TODAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def only_its_beginning(monkeypatch):
    """What is asked here needs no more than places, people and groups; the rest takes its time."""
    monkeypatch.setattr(whole, "PARTS", (places.acts, groups.acts))


def tell(site, fresh=False):
    said = []
    told = load(str(site.config["ROOT"] / "migrations"), fresh=fresh, say=said.append)
    return told, said


@pytest.fixture
def told(site, database):
    with clock.set_to(TODAY):
        told, said = tell(site)
        assert told
        assert said[1:] == [f"Telling the demo: {year}" for year in (2022, 2024, 2025, 2026)]
        yield db


def test_the_council_is_as_the_story_has_it(told):
    here = db.session.scalars(select(Council)).one()
    assert is_demo()
    assert (here.settings.support_target, here.settings.check_days) == (50, 10)
    assert db.session.scalar(select(func.count(Place.id))) == 14
    assert not db.session.scalars(select(Place).where(Place.latitude.is_(None))).all()
    adults = db.session.scalar(select(func.sum(SmallArea.adults)))
    assert adults == 10_860 + 10_120 + 8_940
    assert whereabouts("AM1 2BX").neighbourhood.name == "Millgate"
    assert db.session.scalar(select(func.count(Postcode.id))) == 96


def test_costs_end_with_what_the_council_pays_now(told):
    rows = db.session.execute(
        select(Place, PlaceCost).join(PlaceCost, PlaceCost.place_id == Place.id)
    )
    newest = {}
    for place, cost in rows:
        assert min(cost.staff, cost.building, cost.other, cost.income) >= 0
        if cost.year == last_accounts():
            newest[place.register_key] = (cost.net, place.running_cost)
    assert len(newest) == 14
    assert all(net == paid for net, paid in newest.values())
    assert newest["PL1"] == (14260000, 14260000)


def test_everybody_has_their_post_and_residents_are_checked(told):
    here = db.session.scalars(select(Council)).one()
    for kind in PostKind:
        assert holders(here.id, kind), kind
    checked = set(
        db.session.scalars(select(Person.name).where(Person.address_checked_on.is_not(None)))
    )
    assert {"Demo Resident", "Demo Steward", "Demo Mutual Secretary"} <= checked
    assert "Demo New Resident" not in checked


def test_the_record_is_true_and_in_the_order_of_time(told):
    assert_history_is_true(told)
    events = list(db.session.scalars(select(Event).order_by(Event.id)))
    assert all(each.created_at <= TODAY for each in events)
    moments = [each.created_at for each in events]
    assert moments == sorted(moments)


@pytest.mark.parametrize("month", range(1, 13, 3))
def test_the_story_can_be_told_on_any_day(site, database, month):
    with clock.set_to(datetime(2027, month, 1, 12, tzinfo=UTC)):
        assert tell(site)[0]
        begun = db.session.scalars(select(Event.created_at).order_by(Event.id)).first()
        assert calendar.is_working_day(begun.date())


def test_told_again_it_changes_nothing_and_fresh_tells_it_anew(site, told):
    events = db.session.scalar(select(func.count(Event.id)))
    again, said = tell(site)
    assert not again
    assert "here already" in said[0]
    assert db.session.scalar(select(func.count(Event.id))) == events
    with clock.set_to(datetime(2027, 11, 22, 9, tzinfo=UTC)):
        assert tell(site, fresh=True)[0]
        assert db.session.scalar(select(func.count(Event.id))) == events
        assert db.session.scalar(select(func.max(PlaceCost.year))) == 2026
    assert the_service().is_service
    db.session.rollback()
    with pytest.raises(Exception, match="never changed"):
        db.session.execute(text("DELETE FROM event"))
    db.session.rollback()


def test_a_real_council_is_never_touched(site, database):
    factories.council("Otherham Council")
    for fresh in (False, True):
        with pytest.raises(Refused, match="holds a real council"):
            tell(site, fresh)
    assert db.session.scalars(select(Council.name)).all() == ["Otherham Council"]
    assert not is_demo()


def test_accounts_come_out_in_july():
    with clock.set_to(datetime(2026, 6, 30, 12, tzinfo=UTC)):
        assert last_accounts() == date(2024, 4, 1).year
    with clock.set_to(datetime(2026, 7, 1, 12, tzinfo=UTC)):
        assert last_accounts() == date(2025, 4, 1).year
