"""What calendars and feed readers get, read by the rules of their formats."""

from datetime import date, timedelta
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import select

from commissioning.approvals import operations
from commissioning.approvals.models import Case, CaseKind, Choose, PlanEntry
from commissioning.approvals.operations import Notice, Written
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.people.models import Person
from commissioning.places.models import Council, Neighbourhood
from tests import factories
from tests.approvals import builders
from tests.approvals.builders import do, pass_checks, signed_in
from tests.browser import Browser
from tests.places.data import count_queries

ATOM = "{http://www.w3.org/2005/Atom}"
MATTER = "Whether to lease; let, or sell\nthe café, the hall and the garden " + "é" * 80
DAY = date(2099, 6, 2)


@pytest.fixture
def world(database):
    return builders.world()


@pytest.fixture
def case(world):
    """Its number, and those of its people: a request forgets the rows of the test."""
    made = builders.case(world, CaseKind.DECISION)
    pass_checks(made, world.officer)
    return SimpleNamespace(
        id=made.id, officer=world.officer.id, cabinet=world.cabinet.id, where=world.where.id,
        council=world.council.id, other=factories.neighbourhood(world.council, "Northfields").id,
    )  # fmt: skip


def act(what, case, *answers, by):
    do(what, db.session.get_one(Case, case.id), *answers, by=db.session.get_one(Person, by))


def publish(case, day=DAY):
    notice = Notice(MATTER, "A cabinet member", day, "A report", "Here", "Write")
    act(operations.publish_entry, case, notice, by=case.officer)


def events(answer):
    """The events of a calendar, by RFC 5545: unfolded, and the text unescaped."""
    lines = answer.get_data(as_text=True).split("\r\n")
    assert lines.pop() == ""
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = []
    for line in lines:
        if line.startswith(" "):
            whole[-1] += line[1:]
        else:
            whole.append(line)
    assert (whole[0], whole[1], whole[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    assert any(line.startswith("PRODID:") for line in whole)
    found = []
    for line in whole:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name not in {"END", "BEGIN"}:
            found[-1][name] = value
    return found


def plain(value):
    for written, meant in (("\\n", "\n"), ("\\;", ";"), ("\\,", ","), ("\\\\", "\\")):
        value = value.replace(written, meant)
    return value


def parsed(answer):
    return ET.fromstring(answer.data)  # noqa: S314 - our own feed


def get(site, address):
    return site.test_client().get(address)


def test_a_calendar_has_a_day_for_each_decision_that_is_to_be_made(site, case):
    assert events(get(site, "/decisions.ics")) == []
    publish(case)
    answer = get(site, "/decisions.ics")
    assert answer.mimetype == "text/calendar"
    (event,) = events(answer)
    assert event["DTSTART;VALUE=DATE"] == "20990602"
    assert plain(event["SUMMARY"]) == "To be decided: Canal Gardens growing hub"
    assert plain(event["DESCRIPTION"]) == MATTER
    assert len(event["DTSTAMP"]) == len("20261125T120000Z")
    assert event["URL"].endswith("/decisions/coming/1")


def test_a_day_that_moves_is_the_same_event(site, case):
    morning = clock.now()
    with clock.set_to(morning):
        publish(case)
    (before,) = events(get(site, "/decisions.ics"))
    with clock.set_to(morning + timedelta(minutes=5)):
        publish(case, date(2099, 7, 2))
    (after,) = events(get(site, "/decisions.ics"))
    assert after["UID"] == before["UID"]
    assert after["DTSTART;VALUE=DATE"] == "20990702"
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        assert before[name] == f"{morning:%Y%m%dT%H%M%SZ}"
        assert after[name] > before[name]


def test_a_feed_has_an_entry_for_each_decision(site, case):
    assert parsed(get(site, "/decisions.atom")).findall(f"{ATOM}entry") == []
    act(operations.advise, case, Choose.APPROVE, "It works.", by=case.officer)
    act(operations.declare, case, False, by=case.cabinet)
    written = Written(Choose.APPROVE, "Good for <Millgate> & all", "Doing nothing")
    act(operations.decide, case, written, by=case.cabinet)
    answer = get(site, "/decisions.atom")
    assert answer.mimetype == "application/atom+xml"
    root = parsed(answer)
    for name in ("id", "title", "updated"):
        assert root.findtext(f"{ATOM}{name}")
    (entry,) = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id").endswith("/decisions/1")
    assert entry.findtext(f"{ATOM}title") == "Canal Gardens growing hub"
    assert "Good for <Millgate> & all" in entry.findtext(f"{ATOM}summary")
    link = entry.find(f"{ATOM}link").get("href")
    page = Browser(site).get("/" + link.partition("//")[2].partition("/")[2])
    assert "(our default: our table of who decides)" in page.text
    assert "No. It is worth less than £500,000" in page.text


def test_the_list_shows_the_whole_plan_and_what_comes_within_28_days_first(site, case):
    nothing = "No decisions in the next 28 days"
    page = Browser(site).get("/decisions")
    assert nothing in page.text
    assert "Later" not in page.text
    publish(case, clock.today() + timedelta(days=29))  # the first day after 28 clear ones
    page = Browser(site).get("/decisions")
    assert page.text.index(nothing) < page.text.index("Later") < page.text.index("Canal Gardens")
    publish(case, clock.today() + timedelta(days=28))
    page = Browser(site).get("/decisions")
    assert nothing not in page.text
    assert "Later" not in page.text
    coming = page.follow("Canal Gardens")
    assert "A cabinet member" in coming.text
    assert "The report is not out yet" in coming.text
    assert "Canal Gardens" in Browser(site).get(f"/decisions?neighbourhood={case.where}").text
    page = Browser(site).get(f"/decisions?neighbourhood={case.other}&choice=refuse")
    assert "Canal Gardens" not in page.text
    assert "No decision fits your filter" in page.text


def test_the_page_of_what_it_is_about_leads_to_the_notice(site, case):
    publish(case)
    number = db.session.get_one(Case, case.id).subject_id
    page = Browser(site).get(f"/proposals/{number}-canal-gardens-growing-hub")
    assert "A cabinet member" in page.follow("Read the notice of the decision").text


def test_twenty_decisions_are_listed_with_as_few_questions_as_one(site, case):
    def asked(person, address):
        db.session.rollback()
        browser = signed_in(site, db.session.get_one(Person, person)) if person else Browser(site)
        browser.get(address)  # the first visit finds more to do
        with count_queries() as found:
            assert browser.get(address).status == 200
        return len(found)

    def urgent(number):
        entry = db.session.scalars(select(PlanEntry).where(PlanEntry.case_id == number)).one()
        entry.urgent_reason, entry.urgent_for = "The roof", DAY
        entry.asked_by_id = case.officer
        db.session.commit()

    pages = ((None, "/decisions"), (None, "/decisions.ics"), (case.cabinet, "/work/decisions"))
    publish(case)
    urgent(case.id)
    few = [asked(*page) for page in pages]
    world = SimpleNamespace(
        council=db.session.get_one(Council, case.council), where=None, group=None,
        steward=db.session.get_one(Person, case.cabinet), writer=SimpleNamespace(id=case.cabinet),
    )  # fmt: skip
    for n in range(19):
        world.where = db.session.get_one(Neighbourhood, case.where)
        world.group = factories.group(
            world.where, f"Group {n}", stewards=[factories.person(f"Steward {n}")]
        )
        more = builders.case(world, CaseKind.DECISION, title=f"Number {n}")
        more = SimpleNamespace(id=more.id, officer=case.officer)
        builders.say_who(
            db.session.get_one(Case, more.id), db.session.get_one(Person, case.officer)
        )
        publish(more)
        if n % 2:
            urgent(more.id)
    assert [asked(*page) for page in pages] == few
    assert max(few[:2]) <= 12
    assert few[2] <= 20
