"""A commission dealt with by several people at once: one of them does it, the others are told."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from commissioning.approvals import operations as approvals
from commissioning.approvals import queries as cases
from commissioning.approvals.models import CaseKind, Choose, Decision
from commissioning.commissions.models import Answer, BudgetLine, Results, Status
from commissioning.commissions.operations import running
from commissioning.core import clock, turns
from commissioning.core.database import db
from commissioning.core.transactions import saved
from commissioning.people.session import hash_of
from tests import factories
from tests.approvals import builders
from tests.approvals.builders import again, do, pass_checks
from tests.journeys.races import TRIES, Racer, events_of, one_outcome, race

JANUARY = clock.london(date(2027, 1, 4), 9)
YES = {"answer": "yes", "name": "Yara"}
NO = {"answer": "no", "name": "Noel", "reason": "There is none left."}
NO_RESULTS = (
    "published already",
    "entered anew since you opened this page",
    "can be entered after 31 March 2027",
)
TOLD = ("has an answer already", "The money check is over", "You said")


@pytest.fixture
def world(database):
    return builders.world()


def racers(site, *people):
    return [Racer(site, each) for each in people]


def case_of(commission):
    factories.tick()
    return cases.open_case_of(again(commission))


def test_holders_who_answer_the_last_two_lines(site, world):
    """Two people share the mailbox of the last holder: one says yes and one says no."""
    other, ann, bob = racers(site, None, None, None)
    ends = set()
    for number in range(TRIES):
        made = factories.commission(world.group, Status.MONEY, f"Plan {number}")
        tokens = [uuid4().hex for _ in made.lines]
        with saved():
            for line, token in zip(made.lines, tokens, strict=True):
                line.token_hash = hash_of(token)
            made.lines[0].answer = Answer.YES
        last = f"/holders/{tokens[2]}"
        answers = race([(other, f"/holders/{tokens[1]}", YES), (ann, last, YES), (bob, last, NO)])
        assert answers[0][0] == 303
        (code,) = {code for code, _ in answers[1:]} - {303}
        (page,) = [page for got, page in answers[1:] if got == code]
        assert any(words in page for words in TOLD), page
        lines = db.session.scalars(
            select(BudgetLine.answer).filter_by(commission_id=made.id).order_by(BudgetLine.id)
        ).all()
        seen = events_of(made)
        said_yes = lines == [Answer.YES] * 3
        assert seen.count("answer-money") == 2
        assert seen.count("agree-money") == said_yes
        assert again(made).status == (Status.VOTE if said_yes else Status.MONEY)
        ends.add(said_yes)
    assert ends


def test_a_decision_made_by_two_people(site, world):
    cabinet, leader = racers(site, world.cabinet, world.leader)
    for number in range(TRIES):
        made = factories.commission(world.group, Status.DECISION, f"Plan {number}")
        case = pass_checks(case_of(made), world.officer)
        do(approvals.advise, case, Choose.APPROVE, "Good.", by=world.officer)
        for each in (world.cabinet, world.leader):
            do(approvals.declare, case, False, by=each)
        address = f"/work/decisions/{case.id}/record"
        said = {"reasons": "Because.", "rejected": "None.", "publish": "yes"}
        answers = race(
            [
                (cabinet, address, {**said, "choice": "approve"}),
                (leader, address, {**said, "choice": "refuse", "differs_because": "Cuts."}),
            ]
        )
        one_outcome(answers, made, {"approve", "refuse"})
        went_on = again(made).status == Status.PROVIDER
        kinds = [each.kind for each in cases.cases_of(again(made))]
        assert kinds.count(CaseKind.PROVIDER) == went_on
    assert db.session.scalar(select(func.count(Decision.id))) == TRIES


def test_a_provider_named_by_two_officers_while_the_group_withdraws(site, world):
    officer, senior, steward = racers(site, world.officer, world.senior, world.steward)
    day = clock.today() + timedelta(days=30)
    dates = {
        "starts_on-day": day.day,
        "starts_on-month": day.month,
        "starts_on-year": day.year,
        "ends_on-day": day.day,
        "ends_on-month": day.month,
        "ends_on-year": day.year + 1,
    }
    for number in range(TRIES):
        made = factories.commission(world.group, Status.PROVIDER, f"Plan {number}")
        case = pass_checks(case_of(made), world.officer)
        address = f"/work/cases/{case.id}/provider"
        said = {"how_chosen": "By talks.", **dates}
        answers = race(
            [
                (officer, address, {**said, "provider": "Home Circle"}),
                (senior, address, {**said, "provider": "Park Circle"}),
                (steward, f"/commissions/{made.id}/withdraw", {"reason": "No more"}),
            ]
        )
        seen = events_of(made)
        named = seen.count("name-provider")
        assert named <= 1
        assert named == bool(again(made).provider)
        assert [code for code, _ in answers[:2]].count(303) == named
        for code, page in answers:
            assert code in {303, 409}
            assert code == 303 or "That cannot be done now" in page


def test_results_published_by_two_while_they_are_entered_anew(site, world):
    third = factories.staff(world.council)
    with clock.set_to(JANUARY):
        senior, third, officer = racers(site, world.senior, third, world.officer)
    for number in range(TRIES):
        with clock.set_to(JANUARY - timedelta(days=95)):
            made = factories.commission(world.group, Status.RUNNING, f"Plan {number}")
        figures = {each.id: each.baseline for each in made.outcomes}
        with clock.set_to(JANUARY), saved():
            waits = running.enter_results(made, running.Counted(9, figures), by=world.officer)
        seen = waits.fingerprint
        address = f"/commissions/{made.id}/results"
        anew = {f"outcome_{key}": value // 100 for key, value in figures.items()}
        answers = race(
            [
                (senior, f"{address}/publish", {"seen": seen}),
                (third, f"{address}/publish", {"seen": seen}),
                (officer, f"{address}/enter", {**anew, "people_helped": 12}),
            ],
            at=JANUARY,
        )
        published = [code for code, _ in answers[:2]].count(303)
        entered = answers[2][0] == 303
        assert published <= 1
        assert published or entered
        for code, page in answers:
            assert code == 303 or any(words in page for words in NO_RESULTS), page
        assert events_of(made).count("publish-results") == published
        results = again(waits)
        assert (results.is_public, results.people_helped) == (published, 12 if entered else 9)
        assert (
            db.session.scalar(
                select(func.count(Results.id)).where(Results.commission_id == made.id)
            )
            == 1
        )
        turn = turns.turn_of(again(made))
        assert (turn.due_on > date(2027, 4, 1)) == published, "the next quarter’s has begun"
