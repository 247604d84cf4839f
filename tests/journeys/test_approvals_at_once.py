"""Approve, refuse and send back at once: one of them happens, and the others are told."""

from datetime import timedelta
from itertools import cycle

from sqlalchemy import func, select

from commissioning.approvals import operations, queries
from commissioning.approvals.models import CaseKind, Choose, Decision, Ground
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.people.models import PostKind
from tests.approvals import builders
from tests.approvals.builders import again, do, pass_checks, score
from tests.journeys.races import TRIES, Racer, events_of, one_outcome, race

MANY, WAVES = 200, 10


def test_an_assessment_passed_refused_and_sent_back_at_once(site, database):
    world = builders.world()
    officer, senior, third = (
        Racer(site, each)
        for each in (world.officer, world.senior, builders.factories.staff(world.council))
    )
    outcomes = set()
    for number in range(TRIES):
        case = builders.case(world, CaseKind.ASSESSMENT, title=f"Plan {number}")
        pass_checks(case, world.officer)
        score(world, case)
        do(operations.ask_to_refuse, case, Ground.NOT_READY, "No.", by=world.officer)
        proposal = queries.subject_of(again(case))
        work = f"/work/cases/{case.id}"
        answers = race(
            [
                (officer, f"{work}/move", {}),
                (senior, f"{work}/refuse/sign", {}),
                (third, f"{work}/send-back", {"ground": "unclear", "words": "Year 3."}),
            ]
        )
        one_outcome(answers, proposal, {"pass-assessment", "refuse-assessment", "send-back"})
        assert again(case).is_done
        outcomes.add(again(proposal).status)
    assert outcomes


def test_a_decision_made_by_two_people_at_once(site, database):
    world = builders.world()
    cabinet, leader = Racer(site, world.cabinet), Racer(site, world.leader)
    for number in range(TRIES):
        case = builders.case(world, CaseKind.DECISION, title=f"Plan {number}")
        pass_checks(case, world.officer)
        do(operations.advise, case, Choose.APPROVE, "Good.", by=world.officer)
        for each in (world.cabinet, world.leader):
            do(operations.declare, case, False, by=each)
        proposal = queries.subject_of(again(case))
        address = f"/work/decisions/{case.id}/record"
        said = {"reasons": "Because.", "rejected": "None.", "publish": "yes"}
        answers = race(
            [
                (cabinet, address, {**said, "choice": "approve"}),
                (leader, address, {**said, "choice": "refuse", "differs_because": "Cuts."}),
            ]
        )
        one_outcome(answers, proposal, {"approve", "refuse"})
    assert db.session.scalar(select(func.count(Decision.id))) == TRIES


def test_200_who_approve_refuse_or_put_off_at_once(site, database):
    world = builders.world()
    third = builders.factories.staff(world.council, PostKind.DECISION_MAKER)
    case = builders.case(world, CaseKind.DECISION)
    pass_checks(case, world.officer)
    do(operations.advise, case, Choose.APPROVE, "Good.", by=world.officer)
    people = (world.cabinet, world.leader, third)
    for each in people:
        do(operations.declare, case, False, by=each)
    proposal, number = queries.subject_of(again(case)), case.id
    until = clock.today() + timedelta(days=9)
    day = {f"until-{part}": getattr(until, part) for part in ("day", "month", "year")}
    said = {"reasons": "Because.", "rejected": "None.", "publish": "yes"}
    forms = (
        ("record", {**said, "choice": "approve"}),
        ("record", {**said, "choice": "refuse", "differs_because": "Cuts."}),
        ("defer", {**day, "reason": "A survey."}),
    )
    racers = [Racer(site, people[n % 3]) for n in range(MANY)]
    sendings = [
        (racer, f"/work/decisions/{number}/{step}", data)
        for racer, (step, data) in zip(racers, cycle(forms[n // 3 % 3] for n in range(9)))
    ]
    answers = race(sendings, waves=WAVES)
    told = [page for code, page in answers if code != 303]
    assert len(told) == MANY - 1
    assert {code for code, _ in answers} <= {303, 409, 422}  # 422: said beside the day
    for page in told:
        assert "done: nothing" in page or "put off until" in page or "Someone else" in page
    steps = {"approve", "refuse", "defer"}
    assert len([each for each in events_of(proposal) if each in steps]) == 1
