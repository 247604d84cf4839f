"""The queue of everything the council owes, and who looks after what is in it."""

from datetime import date, timedelta

import pytest

from commissioning import OWED
from commissioning.approvals import operations, queries
from commissioning.approvals.models import CaseKind
from commissioning.approvals.queries import Band, Filters
from commissioning.core import clock, turns
from commissioning.core.database import db
from commissioning.core.history import Event, Visibility
from commissioning.core.mail import Mail
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.core.turns import Promise, Unit, Whose
from commissioning.groups import operations as groups
from commissioning.groups.models import Group
from commissioning.people.models import Person, PostKind
from tests import factories
from tests.approvals import builders

MONDAY = clock.london(date(2026, 11, 23), 10)
EVERYTHING = Filters(kinds=list(OWED))


@pytest.fixture
def world(database):
    with clock.set_to(MONDAY):
        yield builders.world()


def owed(world, name, days, whose=Whose.COUNCIL):
    """A new group whose check is due in so many days of the calendar."""
    group = factories.group(world.where, name, stewards=[world.writer], status="new")
    with saved():
        turn = turns.begin(group, "check", whose, Promise(0, Unit.NONE))
        turn.due_on = clock.today() + timedelta(days=days)
    return turn


def names(world, **chosen):
    return [row.name for row in queries.queue(world.council.id, Filters(list(OWED), **chosen))]


def again(row):
    return builders.again(row)


def do(act, lines, *answers, by):
    numbers = [line.id for line in lines]
    db.session.rollback()
    with saved():
        lines = queries.turns_with(numbers, to_change=True)
        return act(lines, *answers, by=db.session.get_one(Person, by.id))


def test_what_is_owed_stands_in_its_band_the_latest_first(world):
    for name, days in {"Later": 9, "Week": 3, "Late": -5, "Later still": 20, "Today": 0}.items():
        owed(world, name, days)
    waits = owed(world, "Waits", -9)
    owed(world, "Not ours", -9, whose=Whose.GROUP)
    with saved():
        turns.pause(db.session.get_one(turns.Turn, waits.id), "Papers are missing")
    rows = queries.queue(world.council.id, EVERYTHING)
    bands = {band: [row.name for row in found] for band, found in queries.by_band(rows)}
    assert bands == {
        Band.LATE: ["Late"], Band.TODAY: ["Today"], Band.WEEK: ["Week"],
        Band.LATER: ["Later", "Later still"], Band.WAITING: ["Waits"],
    }  # fmt: skip
    for band, found in bands.items():
        assert names(world, band=band) == found
    assert queries.numbers(world.council.id, EVERYTHING) == (6, 1, 1, 1, 2, 1, 6)


def test_the_queue_is_narrowed_and_belongs_to_one_council(world):
    turn = owed(world, "New group", 3)
    case = builders.case(world)
    assert len(names(world)) == 2
    assert names(world, neighbourhood_id=world.where.id + 1) == []
    do(operations.hand_over, [turn], world.officer, by=world.officer)
    assert names(world, owner_id=world.officer.id) == ["New group"]
    assert names(world, unassigned=True) == [again(case).name]
    assert queries.queue(world.council.id, Filters(kinds=["report"])) == []
    other = factories.council("Bexmoor", host="bexmoor.localhost")
    assert queries.queue(other.id, EVERYTHING) == []


def test_a_renamed_group_is_found_by_its_new_name(world):
    turn = owed(world, "Old name", 3)
    group = again(db.session.get_one(Group, turn.subject_id))
    said = groups.Description("New name", None, "charity", "We plant", "We vote")
    with saved():
        groups.describe(group, said, by=db.session.get_one(Person, world.writer.id))
    assert names(world) == ["New name"]
    assert again(turn).neighbourhood_id is None


def test_several_are_handed_over_at_once_with_one_mail(world):
    lines = [owed(world, "First", 3), owed(world, "Second", 4)]
    do(operations.hand_over, lines, world.senior, by=world.officer)
    assert {again(line).owner_id for line in lines} == {world.senior.id}
    (mail,) = db.session.scalars(db.select(Mail).where(Mail.address == world.senior.email))
    assert mail.subject == "2 things are now yours"
    assert "Second, due Friday 27 November 2026" in mail.body
    events = list(db.session.scalars(db.select(Event).where(Event.subject_kind == "turn")))
    assert {(each.name, each.subject_id) for each in events} == {
        ("assign", line.id) for line in lines
    }
    assert {each.visibility for each in events} == {Visibility.INTERNAL}
    do(operations.hand_over, lines, None, by=world.officer)
    assert {again(line).owner_id for line in lines} == {None}


def test_nothing_is_handed_over_when_one_line_is_not_for_them(world):
    mole = factories.staff(world.council, PostKind.OFFICER, "Mo Mole")
    own = factories.group(world.where, "Own", stewards=[mole], status="new")
    with saved():
        theirs = turns.begin(own, "check", Whose.COUNCIL, Promise(0, Unit.NONE))
    lines = [owed(world, "Free", 3), theirs]
    with pytest.raises(Refused, match="Mo Mole has a part in Own"):
        do(operations.hand_over, lines, mole, by=world.officer)
    assert {again(line).owner_id for line in lines} == {None}
    offered, barred = operations.who_may_deal(lines)
    assert [each.name for each in offered] == ["Olive Officer", "Sam Senior"]
    assert list(barred) == ["Mo Mole"]
    assert "You belong to this group" in barred["Mo Mole"]
    with pytest.raises(Refused, match="who deals with this"):
        do(operations.hand_over, lines, world.panel, by=world.officer)
    with pytest.raises(NotAllowed):
        do(operations.hand_over, lines, world.officer, by=world.panel)


def test_what_is_done_is_given_to_nobody(world):
    turn = owed(world, "Done", 3)
    with saved():
        turns.end(db.session.get_one(Group, turn.subject_id))
    with pytest.raises(Refused, match="is done"):
        do(operations.hand_over, [turn], world.officer, by=world.officer)


def test_an_officer_ticks_lines_and_hands_them_over(world, site, queries_of):
    case, turn = builders.case(world, CaseKind.ASSESSMENT), owed(world, "New group", 3)
    line = again(case).turn.id
    officer = builders.signed_in(site, world.officer)
    with queries_of() as seen:
        page = officer.get("/work")
    assert len(seen) <= 20
    assert page.follow("New group").heading == "Check New group"
    assert {each["value"] for each in page.soup.select("input[name=line]")} == {
        str(line), str(turn.id)
    }  # fmt: skip
    page = officer.get(f"/work/hand-over?line={line}&line={turn.id}")
    page = page.press("Hand over", {"Who looks after this?": "Sam Senior"})
    assert "Sam Senior looks after 2 things now." in page.text
    assert again(case).owner.name == "Sam Senior"
    assert "Tick what you want" in officer.get("/work/hand-over").text
    assert officer.get("/work/hand-over?line=x").status == 404


def test_what_a_person_may_not_open_is_not_in_their_queue(world, site):
    owed(world, "New group", 3)
    builders.case(world)
    page = builders.signed_in(site, world.panel).get("/work")
    assert "Canal Gardens" in page.text
    assert "New group" not in page.text
    assert not page.soup.select("input[name=line]")
    assert builders.signed_in(site, world.panel).get("/work/hand-over").status == 403


@pytest.mark.parametrize("may_hand_over", [True, False])
def test_a_full_queue_asks_no_more_than_a_short_one(world, site, queries_of, may_hand_over):
    person = world.officer if may_hand_over else world.panel
    builders.case(world)
    for n in range(4):
        owed(world, f"Group {n}", n)
    browser = builders.signed_in(site, person)
    with queries_of() as few:
        assert "Canal Gardens" in browser.get("/work").text
    for n in range(55):
        owed(world, f"Another group {n}", n - 10)
    with queries_of() as many:
        page = browser.get("/work")
    assert len(page.soup.select(".rows--work > li")) == (40 if may_hand_over else 1)
    assert len(few) == len(many) <= 20
    turns_counted = [each for each in many if "turn" in each and "sum(" in each.lower()]
    assert len(turns_counted) == 1  # all bands in one statement
