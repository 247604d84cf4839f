"""Approve, refuse and send back at once: one of them happens, and the others are told."""

from sqlalchemy import func, select

from commissioning.approvals import operations, queries
from commissioning.approvals.models import CaseKind, Choose, Decision, Ground
from commissioning.core.database import db
from tests.approvals import builders
from tests.approvals.builders import again, do, pass_checks, score
from tests.journeys.races import TRIES, Racer, one_outcome, race


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
