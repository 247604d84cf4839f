"""An officer decides where the council's scheme says so; one day can carry several decisions."""

from datetime import timedelta

import pytest

from commissioning.approvals import operations, queries, rules
from commissioning.approvals.models import Body, CaseKind, Choose
from commissioning.approvals.operations import Notice, Written
from commissioning.core import clock
from commissioning.core.refusals import NotAllowed, NotHere
from commissioning.people.models import PostKind
from commissioning.proposals.models import Status
from tests import factories
from tests.approvals import builders
from tests.approvals.builders import again, do, pass_checks, say_who, signed_in
from tests.browser import Browser

YES = Written(Choose.APPROVE, "Good.", "None.", consulted="Cllr Who sits on the group’s board")


@pytest.fixture
def world(database):
    return builders.world()


def a_case(world, facts, title="Canal Gardens"):
    case = builders.case(world, CaseKind.DECISION, title=title)
    say_who(case, world.officer, facts)
    return pass_checks(case, world.officer)


def test_an_officer_with_the_power_decides_and_the_record_is_the_same(world, site):
    case = a_case(world, builders.SMALL)
    do(operations.advise, case, Choose.APPROVE, "It works.", by=world.officer)
    do(operations.declare, case, False, by=world.senior)
    decision = do(operations.decide, case, YES, by=world.senior)
    assert queries.subject_of(again(case)).status == Status.HANDOVER
    number = decision.id
    page = Browser(site).get(f"/decisions/{number}").text
    for words in ("A council officer", "Cllr Who sits on", "SI 2012/2089, regulation 13",
                  "The council said yes."):  # fmt: skip
        assert words in page


def test_whoever_recommended_it_or_said_who_decides_does_not(world):
    case = a_case(world, builders.SMALL)
    do(operations.advise, case, Choose.APPROVE, "It works.", by=world.senior)
    do(operations.declare, case, False, by=world.senior)
    with pytest.raises(NotAllowed, match="You advised on this"):
        do(operations.decide, case, YES, by=world.senior)
    both = factories.staff(world.council, PostKind.SENIOR_OFFICER, "Bo")
    say_who(case, both, builders.SMALL)
    with pytest.raises(NotAllowed):
        do(operations.declare, case, False, by=both)


def test_no_officer_decides_what_the_scheme_gives_to_a_higher_body(world):
    case = a_case(world, builders.FACTS)
    with pytest.raises(NotAllowed, match="decision-maker"):
        do(operations.declare, case, False, by=world.senior)
    assert not rules.may_open_decision(world.officer, again(case))


def test_the_record_names_its_law(world):
    case = a_case(world, builders.SMALL)
    world.council.changed_settings = {"governance_model": "committee"}
    assert queries.record_of(case).source == "SI 2014/2095, regulation 7"
    case.facts.body = Body.COMMITTEE
    assert queries.record_of(case).source == "Local Government Act 1972, section 100C"
    world.council.changed_settings = {}
    case.facts.body = Body.CABINET
    assert queries.record_of(case).source == "SI 2012/2089, regulation 12"
    assert not queries.record_of(case).is_compared


def in_the_plan(world, title, day):
    case = a_case(world, builders.FACTS, title)
    notice = Notice(f"Whether {title} is handed over", "Cllr Cara", day, "A report", "Here", "Us",
                    "Town Hall, 6pm")  # fmt: skip
    do(operations.publish_entry, case, notice, by=world.officer)
    return case


def test_one_agenda_carries_several_items_and_becomes_the_notice(world, site):
    day = clock.today() + timedelta(days=3)
    first, second = (in_the_plan(world, title, day) for title in ("Mill", "Baths"))
    body = Body.CABINET_MEMBER
    meeting = queries.get_meeting(world.council.id, day.year, day.month, day.day, body.value)
    assert [each.entry.case.title for each in meeting.items] == ["Mill", "Baths"]
    assert not meeting.is_over
    page = Browser(site).get("/decisions").follow("A cabinet member, ")
    for words in ("Agenda", "2 items", "Town Hall, 6pm", "The report is not out yet"):
        assert words in page.text
    do(operations.advise, first, Choose.APPROVE, "It works.", by=world.officer)
    do(operations.publish_papers, first, by=world.officer)
    assert "The report about Mill" in Browser(site).get(page.address).text
    with clock.set_to(clock.london(day, 10)):
        do(operations.advise, second, Choose.REFUSE, "No money.", by=world.officer)
        for case, choice in ((first, Choose.APPROVE), (second, Choose.REFUSE)):
            do(operations.declare, case, False, by=world.cabinet)
            do(operations.decide, case, Written(choice, "Because.", "None."), by=world.cabinet)
        text = Browser(site).get(page.address).text
        for words in ("Decisions made", "Approve.", "Refuse.", "The record of the decision"):
            assert words in text


def test_a_day_without_decisions_and_another_council_have_no_agenda(world):
    day = clock.today() + timedelta(days=3)
    in_the_plan(world, "Mill", day)
    elsewhere = factories.council("Bexmoor Council")
    body = Body.CABINET_MEMBER.value
    for asked in (
        (world.council.id, day.year, day.month, day.day, Body.CABINET.value),
        (elsewhere.id, day.year, day.month, day.day, body),
        (world.council.id, 2026, 13, 40, body),
    ):
        with pytest.raises(NotHere):
            queries.get_meeting(*asked)


def test_an_officer_decides_at_the_desk(world, site):
    case = a_case(world, builders.SMALL)
    number = case.id
    do(operations.advise, case, Choose.APPROVE, "It works.", by=world.officer)
    page = signed_in(site, world.senior).get("/work/decisions").follow("Record the decision")
    page = page.press("Declare this", {"Do you, or someone": "No, I have no interest"})
    assert "Record the decision" in page.text
    assert f"/work/decisions/{number}" in page.address
