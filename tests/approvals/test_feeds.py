"""What calendars and feed readers get, read by the rules of their formats."""

from datetime import date, timedelta
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest

from commissioning.approvals import operations
from commissioning.approvals.models import Case, CaseKind, Choose
from commissioning.approvals.operations import Notice, Written
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.people.models import Person
from tests import factories
from tests.approvals import builders
from tests.approvals.builders import do, pass_checks
from tests.browser import Browser

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
        other=factories.neighbourhood(world.council, "Northfields").id,
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
    publish(case)
    (before,) = events(get(site, "/decisions.ics"))
    publish(case, date(2099, 7, 2))
    (after,) = events(get(site, "/decisions.ics"))
    assert after["UID"] == before["UID"]
    assert after["DTSTART;VALUE=DATE"] == "20990702"


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
    assert (
        Browser(site).get(link.partition("//")[2].partition("/")[2].join("/ ").strip()).status
        == 200
    )


def test_the_list_shows_what_comes_within_28_days_and_can_be_narrowed(site, case):
    nothing = "No decisions in the next 28 days"
    assert nothing in Browser(site).get("/decisions").text
    publish(case)
    assert nothing in Browser(site).get("/decisions").text
    publish(case, clock.today() + timedelta(days=28))
    page = Browser(site).get("/decisions")
    assert nothing not in page.text
    coming = page.follow("Canal Gardens")
    assert "A cabinet member" in coming.text
    assert "The report is not out yet" in coming.text
    assert "Canal Gardens" in Browser(site).get(f"/decisions?neighbourhood={case.where}").text
    page = Browser(site).get(f"/decisions?neighbourhood={case.other}&choice=refuse")
    assert "Canal Gardens" not in page.text
    assert "No decision fits your filter" in page.text
