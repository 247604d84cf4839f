"""Approve, refuse and send back at once: one of them happens, and the others are told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

from sqlalchemy import func, select

from commissioning.approvals import operations, queries
from commissioning.approvals.models import CaseKind, Choose, Decision, Ground
from commissioning.core.database import db
from commissioning.core.history import Event
from commissioning.proposals.models import Proposal
from tests.approvals import builders
from tests.approvals.builders import again, do, pass_checks, score

TRIES = 50


class Racer:
    """A person signed in, ready to send one form at the same moment as the others."""

    def __init__(self, site, person):
        self.site = site
        browser = builders.signed_in(site, person)
        self.client, self.token = browser.client, browser.token()

    def send(self, barrier, address, data):
        barrier.wait()
        with self.site.app_context():
            form = {"csrf_token": self.token, "once": uuid4().hex, **data}
            response = self.client.post(address, data=form)
            db.session.remove()
        return response.status_code, response.text


def race(sendings):
    db.session.rollback()  # nothing of the test’s own stays open
    barrier = Barrier(len(sendings))
    with ThreadPoolExecutor(len(sendings)) as pool:
        running = [pool.submit(who.send, barrier, *what) for who, *what in sendings]
        return [each.result() for each in running]


def one_outcome(answers, proposal, steps):
    """One was saved, the rest got the page that explains, and the record has one step."""
    assert sorted(code for code, _ in answers) == [303] + [409] * (len(answers) - 1)
    for code, page in answers:
        if code == 409:
            assert "That cannot be done now" in page
            assert any(w in page for w in ("done", "Someone else", "You cannot", "another case"))
    found = db.session.scalars(
        select(Event.name).where(
            Event.subject_kind == Proposal.__tablename__, Event.subject_id == proposal.id
        )
    )
    assert len([name for name in found if name in steps]) == 1


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
