"""Who decides, written down by an officer; and when it is lawful to decide."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commissioning.approvals import operations, queries
from commissioning.approvals.models import Body, CaseKind, Choose, Land, Paragraph
from commissioning.approvals.operations import Notice, Written
from commissioning.approvals.scheme import Facts
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.history import Event, Visibility
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.people.models import PostKind
from commissioning.places.operations import change_settings
from tests import factories
from tests.approvals import builders
from tests.approvals.builders import again, do, pass_checks, say_who, signed_in
from tests.browser import Browser


@pytest.fixture
def world(database):
    return builders.world()


@pytest.fixture
def case(world):
    return builders.case(world, CaseKind.DECISION)


def latest(name):
    query = select(Event).where(Event.name == name).order_by(Event.id.desc()).limit(1)
    return db.session.scalar(query)


def test_everyone_can_read_who_decides_and_why(world, case):
    say_who(case, world.officer)
    known = queries.facts_of(case)
    assert (known.body, known.is_key) == (Body.CABINET_MEMBER, False)
    told = latest("say-who-decides")
    assert told.visibility == Visibility.PUBLIC
    assert told.says == "A cabinet member decides. It is not a key decision"
    assert told.reason == "It is worth more than £50,000"
    assert told.subject_kind == "proposal"


def test_the_facts_can_be_written_anew(world, case):
    say_who(case, world.officer)
    say_who(case, world.senior, Facts(900_000_00))
    known = queries.facts_of(case)
    assert (known.body, known.is_key, known.recorded_by_id) == (
        Body.CABINET, True, world.senior.id,
    )  # fmt: skip


def test_a_higher_body_may_decide_with_a_reason(world, case):
    say_who(case, world.officer, higher=Body.FULL_COUNCIL, because="Everyone uses it")
    known = queries.facts_of(case)
    assert (known.scheme_body, known.body) == (Body.CABINET_MEMBER, Body.FULL_COUNCIL)
    assert known.higher_because == "Everyone uses it"
    assert latest("say-who-decides").reason.endswith("Everyone uses it")


@pytest.mark.parametrize(
    ("facts", "higher", "because", "words"),
    [
        (Facts(900_000_00), Body.OFFICER, "It is quicker", "the cabinet decides"),
        (Facts(900_000_00), Body.CABINET_MEMBER, "It is quicker", "Choose a higher body"),
        (Facts(0), Body.COMMITTEE, "We have none", "Choose a higher body"),
        (Facts(0), Body.CABINET, " ", "Say why a higher body decides"),
        (Facts(0, land=Land.LEASE), None, "", "Enter the years of the lease"),
    ],
)
def test_what_the_scheme_does_not_allow_is_refused(world, case, facts, higher, because, words):
    with pytest.raises(Refused, match=words):
        say_who(case, world.officer, facts, higher=higher, because=because)
    assert queries.facts_of(again(case)) is None


def test_only_an_officer_outside_the_group_says_who_decides(world, case):
    for person in (world.cabinet, world.steward, world.panel):
        with pytest.raises(NotAllowed):
            say_who(case, person)


def test_no_decision_before_it_is_said_who_makes_it(world, case):
    pass_checks(case, world.officer)
    db.session.delete(queries.facts_of(again(case)))
    db.session.commit()
    do(operations.advise, case, Choose.APPROVE, "It works.", by=world.officer)
    do(operations.declare, case, False, by=world.cabinet)
    with pytest.raises(Refused, match="who decides"):
        do(operations.decide, case, Written(Choose.APPROVE, "Good", "None"), by=world.cabinet)


def test_the_pages_show_the_reasons_of_the_day_with_their_basis_and_source(site, database):
    world = builders.world()
    case = builders.case(world, CaseKind.DECISION)
    say_who(case, world.officer)
    notice = Notice("A lease", "The cabinet", clock.today(), "A report", "Here", "Write")
    do(operations.publish_entry, case, notice, by=world.officer)
    with saved():  # the case would be key by these numbers
        numbers = {"officer_property_limit_gbp": 10_000, "key_decision_threshold_gbp": 20_000}
        change_settings(again(world.council), numbers, by=None, reason="The new scheme")
    entry, number = queries.entry_of(again(case)).id, case.id
    officer = signed_in(site, world.officer)
    for address in (f"/work/decisions/{number}/who", f"/decisions/coming/{entry}"):
        text = officer.get(address).text
        assert "It is worth more than £50,000 (our default: our table of who decides)" in text
        assert "It is worth less than £500,000 and touches fewer than 2 neighbourhoods" in text
        assert "(our default: SI 2012/2089, regulation 8, where a neighbourhood stands" in text


def test_scrutiny_says_in_which_office_it_agrees_and_everyone_reads_it(site, database):
    world = builders.world()
    scrutiny = factories.staff(world.council, PostKind.SCRUTINY, "Sue Scrutiny")
    case = builders.case(world, CaseKind.DECISION)
    say_who(case, world.officer, Facts(900_000_00))
    day = clock.today() + timedelta(days=60)
    notice = Notice("A lease", "The cabinet", day, "A report", "Here", "Write")
    do(operations.publish_entry, case, notice, by=world.officer)
    do(operations.keep_back, case, Paragraph.THREE, "It names prices", "£1", by=world.officer)
    do(operations.ask_urgency, case, "The roof", day, by=world.officer)
    entry, number = queries.entry_of(again(case)).id, case.id
    plan = signed_in(site, world.officer).get(f"/work/decisions/{number}/plan")
    assert "needs a second notice 5 clear days before" in plan.text
    assert "Ask scrutiny to agree" not in plan.text
    page = signed_in(site, scrutiny).get(f"/work/decisions/{number}/urgency/agree")
    assert "(SI 2012/2089, regulation 11)" in page.text
    page = page.press("Agree that it is urgent")
    assert page.problems == ["Choose your office"]
    page.press("Agree that it is urgent", {"In which office": "Vice-chair of the council"})
    text = Browser(site).get(f"/decisions/coming/{entry}").text
    assert "In which office: Vice-chair of the council, as neither chair can act" in text
