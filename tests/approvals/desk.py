"""What eight people may try with one case, in any order, and what must hold after each act."""

import shutil
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from sqlalchemy import func, select

from commissioning.approvals import operations
from commissioning.approvals.models import (
    CallInGround,
    Case,
    CaseKind,
    CheckResult,
    Choose,
    Decision,
    Ground,
    Office,
    Outcome,
    SendBackGround,
)
from commissioning.approvals.operations import Notice, Written
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.history import Event
from commissioning.core.refusals import Refused
from commissioning.core.transactions import saved
from commissioning.gates.law import Blocks
from commissioning.gates.models import GateAnswer
from commissioning.people.models import Person
from commissioning.proposals import operations as proposals
from commissioning.proposals.models import Proposal, Status
from commissioning.votes.operations import take_step
from seed.story import gates
from tests import factories
from tests.approvals import builders
from tests.approvals.said import KINDS, Said

MONDAY = date(2026, 11, 23)
PEOPLE = ("ann", "bob", "olive", "sam", "pat", "cara", "lee", "sue")
GROUP = ("ann", "bob")  # Ann is an officer and a decision-maker too, Pat holds every post
DECIDERS = ("ann", "sam", "pat", "cara", "lee")
REFUSALS = ("not-accept", "refuse-assessment")
STEPS = (*REFUSALS, "accept", "pass-assessment", "send-back", "approve", "refuse", "finish")
ANYBODY = some.none() | some.sampled_from(PEOPLE)  # None: whoever usually does it
CHOICES = some.sampled_from(Choose)
EARLIER = precondition(lambda self: self.case_kind != CaseKind.DECISION)
PREPARING = precondition(lambda self: self.case_kind == CaseKind.DECISION and not self.decision)
DAYS = some.sampled_from((1, 2, 5, 6, 7, 28, 29, 40))


def noticed(matter, day):
    """What the forward plan says of it."""
    return Notice(matter, "The cabinet", day, "Papers", "Here", "Write to us")


def events():
    """How many there are; nothing stays open."""
    found = db.session.scalar(select(func.count(Event.id)))
    db.session.rollback()
    return found


class Desk(RuleBasedStateMachine):
    """One case and those who may or may not act on it. `world`: see `told` below."""

    world: SimpleNamespace
    reached: Counter

    @initialize()
    def start(self):
        db.session.remove()
        db.engine.dispose()
        for end in ("-wal", "-shm"):
            self.world.file.with_name(self.world.file.name + end).unlink(missing_ok=True)
        shutil.copy(self.world.template, self.world.file)
        self.day, self.proposal = MONDAY, self.world.proposal
        self.names = {number: name for name, number in self.world.people.items()}
        self.seen, self.is_new = self.world.events, True
        self.stands = dict(self.world.stands)
        self.said = {number: replace(each, interested=set())
                     for number, each in self.world.said.items()}  # fmt: skip
        self.look()

    def look(self):
        """What stands now, as the rules below choose by it."""
        found = db.session.get_one(Proposal, self.proposal)
        query = select(Case).where(Case.subject_id == found.id).order_by(Case.id.desc())
        self.status, case = found.status, db.session.scalars(query.limit(1)).one()
        self.case, self.case_kind = case.id, case.kind
        self.decision = db.session.scalar(select(Decision.id).where(Decision.case_id == case.id))
        self.now = self.said.setdefault(case.id, Said())
        db.session.rollback()

    def act(self, act, who, usual, *answers, about=Case, **more):
        """Somebody does one thing as a request would. Returns who did it; None when refused."""
        who = who or usual
        number = {Case: self.case, Proposal: self.proposal, Decision: self.decision}[about]
        with clock.set_to(clock.london(self.day, 12)):
            before = events()
            try:
                with saved():
                    thing = db.session.get_one(about, number)
                    person = db.session.get_one(Person, self.world.people[who])
                    act(thing, *answers, by=person, **more)
            except Refused:
                self.reached["refused"] += 1
                assert events() == before, "a refusal left something behind"
                return None
            self.is_new = True
            self.look()
        return who

    # A check and an assessment

    @precondition(lambda self: not self.decision)
    @rule(who=ANYBODY)
    def check(self, who):
        def check_all(case, by):
            for each in case.open_checks:
                operations.record_check(case, each, CheckResult.PASSED, "Seen", by=by)

        self.act(check_all, who, "olive")

    @precondition(lambda self: not self.decision)
    @rule(who=ANYBODY, second=ANYBODY)
    def settle(self, who, second):
        def settle(proposal, by):
            confirms = db.session.get_one(Person, self.world.people[second or "sam"])
            gates.settle(proposal, by=by, second=confirms, blocks=Blocks.DECISION)

        self.act(settle, who, "olive", about=Proposal)

    @precondition(lambda self: self.case_kind == CaseKind.ASSESSMENT)
    @rule(who=ANYBODY, agrees=ANYBODY)
    def score(self, who, agrees):
        def name_panel(case, by):
            people = self.world.people
            member = db.session.get_one(Person, people["pat"])
            operations.name_panel(case, by, [member], by=by)

        self.act(name_panel, agrees, "olive")
        self.act(operations.give_scores, who, "pat", builders.GOOD)
        self.act(operations.agree_scores, agrees, "olive", builders.GOOD)

    @EARLIER
    @rule(who=ANYBODY)
    def move_on(self, who):
        self.act(operations.move_on, who, "olive")

    @EARLIER
    @rule(who=ANYBODY)
    def send_back(self, who):
        self.act(operations.send_back, who, "olive", SendBackGround.UNCLEAR, "Year 3")

    @EARLIER
    @rule(who=ANYBODY, signs=ANYBODY)
    def refuse(self, who, signs):
        did = self.act(operations.ask_to_refuse, who, "olive", Ground.NOT_READY, "No")
        self.now.asked = did or self.now.asked
        self.act(operations.sign_refusal, signs, "sam")

    @EARLIER
    @rule(who=ANYBODY)
    def drop_refusal(self, who):
        if self.act(operations.drop_refusal, who, "sam"):
            self.now.asked = ""

    @precondition(lambda self: not self.decision)
    @rule(who=ANYBODY, answers=ANYBODY)
    def ask_and_answer(self, who, answers):
        def answer(case, by):
            operations.answer_questions(case, dict.fromkeys(range(1, 40), "Yes"), by=by)

        self.act(operations.ask_questions, who, "olive", ["Why?"])
        self.act(answer, answers, "ann")

    @precondition(lambda self: self.status in {Status.PLAN, Status.VOTE})
    @rule(who=ANYBODY)
    def go_on(self, who):
        if self.status == Status.VOTE:
            self.act(take_step, who, "ann", "ask-for-decision", about=Proposal)
        else:
            self.act(proposals.ask_to_send, who, "ann", about=Proposal)
            self.act(proposals.agree, None, "bob", about=Proposal)
            self.act(operations.hand_in_plan, who, "ann", about=Proposal)
        self.tick()

    # Before a decision

    @PREPARING
    @rule(who=ANYBODY, kind=some.sampled_from(sorted(KINDS)))
    def say_who_decides(self, who, kind):
        did = self.act(operations.say_who_decides, who, "olive", KINDS[kind][0])
        if did and self.now.kind != kind and self.now.notice:
            self.now.count_anew(self.day)
        if did:
            self.now.kind, self.now.wrote = kind, did if kind == "small" else ""

    @PREPARING
    @rule(who=ANYBODY, choice=CHOICES)
    def advise(self, who, choice):
        self.now.asked = self.act(operations.advise, who, "olive", choice, "So") or self.now.asked

    @PREPARING
    @rule(who=ANYBODY, has=some.booleans())
    def declare(self, who, has):
        did = self.act(operations.declare, who, "cara" if has else "lee", has, "My aunt's")
        self.now.interested |= {did} if did and has else set()

    @rule(who=some.sampled_from(PEOPLE))
    def take_no_part(self, who):
        if self.act(operations.declare_interest, who, who, "My aunt swims there"):
            self.now.interested.add(who)

    @PREPARING
    @rule(who=ANYBODY, matter=some.sampled_from(("A lease", "A sale")), days=DAYS)
    def publish_notice(self, who, matter, days):
        notice = noticed(matter, self.day + timedelta(days))
        if self.act(operations.publish_entry, who, "olive", notice) and self.now.matter != matter:
            self.now.matter = matter
            self.now.count_anew(self.day)

    @PREPARING
    @rule(who=ANYBODY)
    def publish_papers(self, who):
        if self.act(operations.publish_papers, who, "olive"):
            self.now.papers = self.day

    @PREPARING
    @rule(who=ANYBODY, days=DAYS)
    def use_exception(self, who, days):
        day = self.day + timedelta(days)
        if self.act(operations.use_exception, who, "olive", "Sue", "Rain", day):
            self.now.exception = self.day

    @PREPARING
    @rule(who=ANYBODY, agrees=ANYBODY, days=DAYS)
    def hurry(self, who, agrees, days):
        day = self.day + timedelta(days)
        if did := self.act(operations.ask_urgency, who, "olive", "The roof leaks", day):
            self.now.urgent_for, self.now.urgency = day, (did,)
        if did := self.act(operations.agree_urgency, agrees, "sue", Office.SCRUTINY_CHAIR):
            self.now.agreed = self.day
            self.now.urgency += (did,)

    # The decision, and what becomes of it

    @precondition(lambda self: self.case_kind == CaseKind.DECISION)
    @rule(who=ANYBODY | some.sampled_from(DECIDERS), choice=CHOICES, is_moved=some.booleans())
    def decide(self, who, choice, is_moved):
        if is_moved and self.now.notice:
            self.act(operations.publish_entry, None, "olive", noticed(self.now.matter, self.day))
        self.act(operations.declare, who, "lee", False)  # refused where it was declared before
        written = Written(choice, "Because", "None", "Insure it", "It differs")
        if self.act(operations.decide, who, "lee", written):
            self.reached["decided"] += 1

    @PREPARING
    @rule(who=ANYBODY, days=DAYS)
    def defer(self, who, days):
        self.act(operations.defer, who, "lee", self.day + timedelta(days), "A survey")

    @precondition(lambda self: self.decision)
    @rule(who=ANYBODY, second=ANYBODY, hears=ANYBODY, outcome=some.sampled_from(Outcome))
    def call_in_and_hear(self, who, second, hears, outcome):
        for each, usual in ((who, "sue"), (second, "pat")):
            self.act(operations.call_in, each, usual, CallInGround.FACTS, "Why?", about=Decision)
        said, case = self.now, self.case
        if not self.act(operations.record_hearing, hears, "sam", outcome, "Heard", about=Decision):
            return
        self.reached["heard"] += 1
        if self.case != case:
            kind = "full" if outcome == Outcome.FULL_COUNCIL else said.kind
            again = Said(kind, wrote=said.wrote, matter=said.matter, notice=said.notice)
            self.now = self.said[self.case] = again

    @rule(days=DAYS)
    def days_pass(self, days):
        self.day += timedelta(days)
        self.tick()

    def tick(self):
        with clock.set_to(clock.london(self.day, 13)):
            self.is_new = bool(factories.tick()) or self.is_new
        self.look()

    # What must hold

    @invariant()
    def it_is_lawful(self):
        if not self.is_new:
            return
        self.is_new = False
        self.each_step_is_taken_once()
        self.decisions_are_made_by_others()
        same = select(GateAnswer.id).where(GateAnswer.saved_by_id == GateAnswer.confirmed_by_id)
        assert not db.session.scalars(same).all(), "one person answered and confirmed"
        db.session.rollback()

    def each_step_is_taken_once(self):
        query = select(Event).where(Event.id > self.seen).order_by(Event.id)
        for each in db.session.scalars(query):
            self.seen = each.id
            who = self.names.get(each.actor.person_id) if each.actor else None
            assert each.name not in STEPS or who not in GROUP, (each.name, who)
            if each.name in REFUSALS:
                self.reached[each.name] += 1
                assert who != self.now.asked, "one person refused"
                assert self.now.asked, "nobody asked to refuse"
            if each.after:
                thing = (each.subject_kind, each.subject_id)
                first = {"decision": "waiting", "council_case": "open"}.get(each.subject_kind)
                assert each.before == self.stands.get(thing, first), (each.name, thing)
                self.stands[thing] = each.after
        for table in (Case, Proposal, Decision):
            for number, status in db.session.execute(select(table.id, table.status)):
                assert self.stands.get((table.__tablename__, number), status) == status

    def decisions_are_made_by_others(self):
        decided = select(Decision.case_id, Decision.decided_by_id, Decision.decided_on)
        found = db.session.execute(decided).all()
        assert len({each.case_id for each in found}) == len(found)
        for case, number, day in found:
            said, who = self.said[case], self.names[number]
            assert who not in (*GROUP, *said.interested, *said.urgency, said.asked, said.wrote)
            assert said.asked, "nobody advised"
            assert day >= said.lawful_on(), (who, day, said)
