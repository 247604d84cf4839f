"""One of everything, at every stage, with somebody in every role: where permissions are tried.

A scene is a set of values for addresses that belong together. For each address the first scene
that has all its values and opens the page to somebody is used.
"""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import NamedTuple

from sqlalchemy import select, update

from commissioning.agreements import operations as agreements
from commissioning.agreements.models import NEEDED_TERMS, PromiseRule, Side, TaskKind
from commissioning.approvals import operations as approvals
from commissioning.approvals import queries as approval_queries
from commissioning.approvals.models import (
    CallInGround,
    Case,
    CaseKind,
    Choose,
    Field,
    Ground,
    Heading,
    Interest,
    Paragraph,
)
from commissioning.approvals.models import Side as CaseSide
from commissioning.approvals.scheme import Facts
from commissioning.commissions import operations as commission_steps
from commissioning.commissions.models import Part, ReviewChoice
from commissioning.commissions.models import Status as Stage
from commissioning.commissions.operations import comments
from commissioning.commissions.operations import running as commissions
from commissioning.concerns import operations as concerns
from commissioning.core import clock, history
from commissioning.core.addresses import Number
from commissioning.core.database import db
from commissioning.core.history import Event, Visibility
from commissioning.core.mail import Mail
from commissioning.core.transactions import saved
from commissioning.corrections import operations as corrections
from commissioning.corrections.models import Fact
from commissioning.discussion import operations as discussion
from commissioning.discussion.models import HideRule
from commissioning.discussion.operations import Asked
from commissioning.files import operations as files
from commissioning.files.models import Readers, Terms
from commissioning.files.queries import get_holder
from commissioning.flags import operations as flags
from commissioning.follows.models import Follow
from commissioning.gates import operations as gate_operations
from commissioning.gates.law import BY_KEY
from commissioning.gates.models import SubsidyKind
from commissioning.gates.operations import Given
from commissioning.groups import operations as groups
from commissioning.groups.models import Change, GroupRole, GroupStatus, Membership
from commissioning.kinds import operations as kinds
from commissioning.mutuals.models import MutualMember, MutualStatus, Office
from commissioning.packs import operations as packs
from commissioning.packs.models import Item, ItemState
from commissioning.people import operations as people
from commissioning.people.models import Post, PostKind, SignInLink
from commissioning.people.session import hash_of
from commissioning.places import operations as places
from commissioning.places.models import Installation, PlaceCost, PlaceKind
from commissioning.proposals import operations as proposals
from commissioning.proposals.models import SHORT_FORM, Section, Status, SupportLink
from commissioning.proposals.operations import questions, support
from commissioning.proposals.tiers import Size
from commissioning.reports import operations as reports
from commissioning.reviews import operations as reviews
from commissioning.reviews import queries as review_queries
from commissioning.rights import operations as rights_operations
from commissioning.rights.scheme import Body, RightKind
from commissioning.votes import operations as votes
from seed.story import gates
from tests import factories
from tests.approvals import builders
from tests.reports.test_operations import MONEY, PEOPLE
from tests.rights import builders as rights

NOW = clock.london(date(2026, 11, 25), 12)
KINDS = (CaseKind.PROPOSAL_CHECK, CaseKind.ASSESSMENT, CaseKind.DECISION, CaseKind.DECISION)
OTHERS = (Office.SECRETARY, Office.TREASURER)
MONTH = timedelta(days=30)
HOME, AWAY = "aldermere.localhost", "bexmoor.localhost"
SURPLUS = 29_100_00  # of one quarter of MONEY
OFFICES = (Office.CHAIR, Office.DIRECTOR)
ROLES = (
    "visitor", "resident", "neighbour", "outsider", "reader", "writer", "steward", "member",
    *(office.value for office in OFFICES),
    *(kind.value for kind in PostKind),
    "officer as resident", "officer in the group", "interested", "posts ended", "posts elsewhere",
)  # fmt: skip
# At another council one person with all our posts stands for each of them: having one more opens
# no less.
AWAY_ROLES = tuple(role for role in ROLES if role not in [*PostKind, "interested"])
SECRET = "a-secret-link"
CLOSED = 20261224


class Scene(NamedTuple):
    """Values for addresses; `only` for these endpoints, where it is not empty."""

    values: dict
    only: frozenset = frozenset()


class World:
    """Everybody and everything.

    `people`: role -> person, None for a visitor. `keys`: role -> what their cookie would carry.
    """

    def __init__(self):
        self.scenes = []
        with clock.set_to(NOW):
            self._councils()
            self._people()
            self._groups()
            self._proposals()
            self._cases()
            self._refused()
            self._votes()
            self._mutuals()
            self._commissions()
            self._corrections()
            self._packs()
            self._gates()
            self._kinds()
            self._concerns()
            self._flags()
            self._rights()
            self._files()
            self._links()
            self._simple()
            self._interests()
            self._sign_in()

    def add(self, *endpoints, **values):
        """A scene; a row stands for its number and slug."""
        written = {name: _number(value) for name, value in values.items()}
        self.scenes.append(Scene(written, frozenset(endpoints)))

    def scenes_for(self, endpoint):
        """The values to try for an endpoint: those made for it first."""
        fitting = [each for each in self.scenes if not each.only or endpoint in each.only]
        return [each.values for each in sorted(fitting, key=lambda each: not each.only)]

    def _councils(self):
        self.council = factories.council("Aldermere Council")
        self.elsewhere = factories.council("Bexmoor Council")
        self.where = factories.neighbourhood(self.council)
        self.area = factories.small_area(self.where)
        factories.postcode(self.area)
        factories.place(factories.neighbourhood(self.elsewhere, "Moorside"), "Moorside Library")
        with saved():
            db.session.execute(update(Installation).values(is_demo=True))

    def _people(self):
        self.people = {"visitor": None, "resident": factories.person("Rita Resident")}
        for role in ("neighbour", "outsider", "reader", "writer", "steward", "member"):
            self.people[role] = self._neighbour(role)
        for office in OFFICES:
            self.people[office.value] = self._neighbour(office.value)
        for kind in PostKind:
            self.people[kind.value] = factories.staff(self.council, kind)
        self.people["officer as resident"] = factories.staff(self.council, PostKind.OFFICER)
        self.people["officer in the group"] = self._with_all_posts("Ina", self.council)
        self.people["interested"] = self._with_all_posts("Ivy", self.council)
        self.people["posts ended"] = self._with_all_posts("Fay", self.council, clock.today())
        self.people["posts elsewhere"] = self._with_all_posts("Eli", self.elsewhere)
        assert tuple(self.people) == ROLES

    def _neighbour(self, role):
        return factories.person(f"{role.title()} Person", self.where, small_area=self.area)

    @staticmethod
    def _with_all_posts(name, council, until=None):
        someone = factories.person(name)
        began = clock.today() - MONTH
        for kind in PostKind:
            factories.save(Post(person=someone, council_id=council.id, kind=kind,
                                started_on=began, ended_on=until))  # fmt: skip
        return someone

    def _groups(self):
        them, self.steward, self.writer = self.people, self.people["steward"], self.people["writer"]
        self.group = factories.group(self.where, "Canal Growers", [self.steward], [self.writer])
        for role in ("reader", "officer in the group"):
            factories.save(Membership(group=self.group, person=them[role], role=GroupRole.READER,
                                      joined_on=clock.today()))  # fmt: skip
        self.rival = factories.group(self.where, "Other Group", stewards=[them["outsider"]])
        with saved():
            wish = groups.ask_to_join(self.group, "I can help", by=factories.person("Wanda"))
            writer = groups.invite(
                self.group, groups.Invited("Ivo", "ivo@example.org", GroupRole.WRITER),
                by=self.steward,
            )  # fmt: skip
            writer.token_hash = hash_of(SECRET)
        member = next(each for each in self.group.members if each.person is self.writer)
        with saved():
            wanted = groups.Wanted(Change.NAME, "We grow more than that now", "Canal Gardeners")
            change = groups.ask_change(self.group, wanted, by=self.steward)
        sent_back = factories.group(self.where, stewards=[self.steward],
                                    status=GroupStatus.SENT_BACK)  # fmt: skip
        self.add("groups.send_again", group_id=sent_back)
        self.add("groups.ask_change", group_id=self._group_that_can_change(), what="name")
        self.add(group_id=self.group, member_id=member, request_id=wish, change_id=change.id)
        self.add(change_id=change.id)

    def _group_that_can_change(self):
        return factories.group(self.where, "Canal Cooks", [self.steward], [self.writer])

    def _proposals(self):
        self.desk = SimpleNamespace(
            council=self.council, where=self.where, group=self.group,
            steward=self.steward, writer=self.writer,
        )  # fmt: skip
        self._draft()
        self._gathering()
        for status, *endpoints in (
            [Status.PLAN],
            [Status.SUPPORTED, "approvals.send_in"],
            [Status.NOT_REACHED, "proposals.restart_support"],
            [Status.VOTE],
            [Status.HANDOVER],
        ):
            made = builders.proposal(self.desk, status, f"A {status.value} proposal")
            self.add(*endpoints, proposal_id=made)

    def _draft(self):
        draft = factories.proposal(self.group, factories.place(self.where))
        for text in ("We will do it.", "We will do it soon."):
            factories.write(draft, SHORT_FORM, self.steward, text)
        with saved():
            proposals.ask_to_send(draft, by=self.steward)
        ready = factories.proposal(self.group, factories.place(self.where, "Market Hall"))
        factories.write(ready, SHORT_FORM, self.steward)
        with saved():
            proposals.agree(ready, by=self.writer)
        self.add(proposal_id=draft, name=Section.IDEA.value, version=1, first=1, second=2)
        self.add("proposals.open_support", proposal_id=ready)

    def _gathering(self):
        open_ = factories.gathering(self.group)
        hidden = factories.gathering(self.group, title="Open up the mill")
        with saved():
            asked = [questions.ask_now(each, "Who pays?", by=self.people["neighbour"])
                     for each in (open_, hidden)]  # fmt: skip
            discussion.hide(asked[1], hidden, HideRule.PERSONAL, by=self.people["officer"])
        only = ("support", "support_sent", "support_thanks", "withdraw")
        self.add(*(f"proposals.{each}" for each in only), proposal_id=open_)
        self.add("proposals.show_question", proposal_id=hidden, question_id=asked[1])
        self.add(proposal_id=open_, question_id=asked[0], kind="proposal", number=open_)
        self.gathering = open_
        with saved():
            sheet = support.Batch("A1", 10, 9, "No postcode", self.where.id)
            support.enter_sheet(open_, sheet, by=self.people["desk"])
            people.ask_for_letter(self.people["resident"], "1 Long Row", "AM1 2BX", self.where)
        factories.save(PlaceCost(place_id=open_.place_id, year=2025, staff=1, building=1, other=1,
                                 income=1, visits=1))  # fmt: skip

    def _cases(self):
        officer, decider = self.people["senior-officer"], self.people["decision-maker"]
        check, scoring, decision, done = (
            builders.case(self.desk, kind, title=f"A {kind.words} case {n}")
            for n, kind in enumerate(KINDS)
        )
        about = approval_queries.subject_of(check)
        with saved():
            approvals.assign(scoring, officer, by=officer)
            approvals.ask_questions(check, ["Who holds the lease?"], by=officer)
            self._scores(scoring, officer)
            approvals.add_note(check, "Ask the lawyer", by=officer)
            approvals.send_message(check, "Thank you", True, by=officer, side=CaseSide.COUNCIL)
            approvals.ask_to_refuse(scoring, Ground.NOT_READY, "Not yet", by=officer)
            for case in (decision, done):
                approvals.advise(case, Choose.APPROVE, "A sound plan", by=officer)
                approvals.declare(case, False, by=decider)
        builders.pass_checks(done, officer)
        self._forward_plan(decision, officer)
        self._called_in(officer, decider)
        with saved():
            written = approvals.Written(Choose.WITH_CONDITIONS, "Sound", "None",
                                        "Insure it\nOpen by May", "To be safe")  # fmt: skip
            made = approvals.decide(done, written, by=decider)
        with saved():
            first = approval_queries.get_condition(made.id, 1, self.council.id)
            approvals.claim(first, "Here is the policy", by=self.writer)
        self.add("approvals.accept", decision_id=made, number=1)
        self.add("approvals.claim", decision_id=made, number=2)
        self.add("approvals.respond", "approvals.write_to_council", proposal_id=about)
        self.add("approvals.sign_refusal", "approvals.drop_refusal", case_id=scoring.id)
        self._advice(scoring, officer)
        for case in (check, scoring, decision):
            self.add(case_id=case.id, key=case.checks[0].key if case.checks else "none")
        self.add(decision_id=made)

    def _scores(self, case, officer):
        """The panel has agreed the scores of this case; of another one nobody has scored yet."""
        panel = self.people["panel"]
        approvals.name_panel(case, officer, [panel], by=officer)
        approvals.give_scores(case, builders.GOOD, by=panel)
        approvals.agree_scores(case, builders.GOOD, by=officer)

    def _advice(self, case, officer):
        """One adviser has answered, one has not, and one stands for both behind a link."""
        day = clock.today() + MONTH
        with saved():
            answered, asked, linked = (
                approvals.ask_advice(
                    case,
                    approvals.AdviceWanted(
                        Field.LEGAL, name, "adviser@law.example", "May we?", day
                    ),
                    by=officer,
                )
                for name in ("Lena", "Len", "Lea")
            )
            approvals.give_advice(answered, "You may.")
            linked.token_hash = hash_of(SECRET)
        self.add("approvals.advice", case_id=case.id, request_id=answered.id)
        self.add(case_id=case.id, request_id=asked.id)

    def _called_in(self, officer, decider):
        """Two decisions that wait: one can be called in, the other was."""
        with saved():
            self.council.changed_settings = {"min_requesters": 1}
        for endpoint in ("approvals.call_in", "approvals.hearing"):
            case = builders.case(self.desk, CaseKind.DECISION, title=f"For {endpoint}")
            builders.say_who(case, officer)
            builders.pass_checks(case, officer)
            with saved():
                approvals.advise(case, Choose.APPROVE, "A sound plan", by=officer)
                approvals.declare(case, False, by=decider)
            with saved():
                made = approvals.decide(case, approvals.Written(Choose.APPROVE, "Sound", "None"),
                                        by=decider)  # fmt: skip
            self.add(endpoint, decision_id=made)
        with saved():
            approvals.call_in(made, CallInGround.FACTS, "Nobody asked", by=self.people["scrutiny"])
        case = builders.case(self.desk, CaseKind.DECISION, title="Put off")
        builders.say_who(case, officer)
        builders.pass_checks(case, officer)
        with saved():
            approvals.advise(case, Choose.APPROVE, "A sound plan", by=officer)
            approvals.declare(case, False, by=decider)
            approvals.defer(case, clock.today() + MONTH, "The survey is late", by=decider)
            report = approvals.draft_report(case, by=officer)
            approvals.write_part(report, Heading.RISKS, "The roof", 1, by=officer)
        only = ("report", "report_docx", "write_part")
        self.add(*(f"approvals.{each}" for each in only), report_id=report.id,
                 heading=Heading.RISKS.value)  # fmt: skip

    def _refused(self):
        """Two that were refused: a review is asked for one; and a complaint."""
        officer, second = (factories.staff(self.council, PostKind.OFFICER) for _ in range(2))
        for title in ("Refused", "Refused too"):
            case = builders.case(self.desk, CaseKind.PROPOSAL_CHECK, title=title)
            with saved():
                approvals.ask_to_refuse(case, Ground.NOT_OURS, "Not ours", by=officer)
            with saved():
                approvals.sign_refusal(case, by=second)
            about = approval_queries.subject_of(case)
            if title == "Refused":
                self.add("reviews.ask", proposal_id=about)
        with saved():
            review = reviews.ask(review_queries.refusal_of(about), "The map", by=self.steward)
            made = reviews.complain(about, "Too slow", by=self.people["neighbour"])
        group = factories.group(self.where, "Closed", [self.steward], status=GroupStatus.NEW)
        with saved():
            groups.close(group, "A business", by=officer)
        commission = factories.commission(self.group, Stage.DECISION, "A refused commission")
        with saved():
            commission_steps.take_step(commission, "refuse", by=self.people["decision-maker"],
                                       reason="No money")  # fmt: skip
        self.add("reviews.ask", group_id=group)
        self.add("reviews.ask", commission_id=commission)
        self.add(review_id=review.id)
        self.add(complaint_id=made.id)

    def _forward_plan(self, case, officer):
        """In the plan, with a part kept back; scrutiny is asked whether it is urgent."""
        builders.settle(case, officer)
        builders.say_who(case, officer, Facts(900_000_00))
        day = clock.today() + MONTH * 2
        with saved():
            notice = approvals.Notice("A lease", "The cabinet", day, "A report", "Here", "Write")
            entry = approvals.publish_entry(case, notice, by=officer)
            approvals.keep_back(case, Paragraph.THREE, "It names prices", "£1", by=officer)
            approvals.ask_urgency(case, "The roof", day, by=officer)
        self.add("approvals.agree_urgency", "approvals.publish_papers", case_id=case.id)
        self.add(entry_id=entry.id)
        self.add("approvals.meeting", year=day.year, month=day.month, day=day.day, body="cabinet")

    def _interests(self):
        """One person, who holds every post, declared an interest in every case, done or not."""
        who = self.people["interested"]
        with saved():
            for case in db.session.scalars(select(Case).order_by(Case.id)).all():
                db.session.add(Interest(case_id=case.id, person_id=who.id, has_interest=True,
                                        words="My aunt swims there"))  # fmt: skip
                about = approval_queries.subject_of(case)
                history.record(about, "declare-interest", by=who)
        db.session.expire_all()  # cases know their interests

    def _votes(self):
        by = self.people["returning-officer"]
        for days, until in ((20, "open"), (0, "announced"), (60, "closed"), (60, "published"),
                            (5, "called off")):  # fmt: skip
            with clock.set_to(NOW - timedelta(days=days)):
                about = builders.proposal(self.desk, Status.VOTE, f"A vote of {days} days {until}")
                with saved():
                    vote = votes.announce(about, factories.notice(self.where), by=by)
            if until not in {"announced", "called off"}:
                self._cast(vote)
            if until == "called off":
                with saved():
                    proposals.take_step(about, "withdraw", by=self.steward, reason="No more")
            factories.tick()
            self._take(vote, until, by)

    def _cast(self, vote):
        """Vote, and change it."""
        with factories.while_open(vote), saved():
            for choice in ("no", "yes"):
                votes.cast(vote, [choice], by=self.people["neighbour"])

    def _take(self, vote, until, by):
        with saved():
            if until == "published":
                votes.count(vote, by=by)
                votes.publish(vote, "The council decides next.", by=self.people["senior-officer"])
            if until == "closed":
                batch = votes.Batch(self.where, 3, 0, {"yes": 3, "no": 0})
                self.add(batch_id=votes.enter_batch(vote, batch, by=by).id)
        only = ("votes.results", "votes.results_csv") if until == "published" else ()
        self.add(*only, vote_id=vote)
        self.add(vote_id=vote)

    def _mutuals(self):
        board = [self.people["chair"], *(self._neighbour(each.value) for each in OTHERS),
                 self.people["director"]]  # fmt: skip
        self.mutual = self._mutual("Baths for All", board, MutualStatus.RUNNING,
                                   opened_on=date(2026, 1, 1))  # fmt: skip
        factories.save(MutualMember(mutual=self.mutual, person=self.people["member"],
                                    joined_on=clock.today()))  # fmt: skip
        seat = self.mutual.current_board[-1]
        self.add(mutual_id=self.mutual, seat_id=seat.id)
        self._agreement(self._mutual("Hall for All", board), signed=False)
        self._agreement(self._mutual("Mill for All", board), signed=True)
        self._reports(board)

    def _mutual(self, name, board, status=MutualStatus.FORMING, **facts):
        place = factories.place(self.where, f"{name} place", PlaceKind.COMMUNITY_CENTRE)
        group = factories.group(self.where, f"Before {name}", [self.steward], [self.writer])
        return factories.mutual(place, group, board, name, status=status, **facts)

    def _agreement(self, mutual, signed):
        about = factories.proposal_at(mutual.place, mutual.group, Status.HANDOVER)
        officer, chair = self.people["senior-officer"], self.people["chair"]
        factories.settle(about, officer, self.people["officer"])
        with saved():
            made = agreements.start(about, by=officer)
            agreements.write_terms(made, dict.fromkeys(NEEDED_TERMS, "As settled"), by=officer)
            agreements.add_task(made, TaskKind.MILESTONE, "Sign the lease", Side.COUNCIL,
                                "Lawyer", clock.today() + MONTH, by=officer)  # fmt: skip
            agreements.promise(made, "ctr_visits", PromiseRule.MIN, 40_000, "2027-q1", by=officer)
            if signed:
                agreements.sign_for_council(made, by=officer)
                agreements.sign_for_mutual(made, by=chair)
        self.add(agreement_id=made, task_id=made.tasks[0].id)

    def _reports(self, board):
        with saved():
            published, ready, writing = reports.fall_due(self.mutual.id)
        write_report(published, MONEY, board[0])
        with saved():
            reports.ask_to_certify(published, by=board[0])
            reports.certify(published, by=board[1])
        for report in (ready, writing):
            write_report(report, replace(MONEY, bank=MONEY.bank + SURPLUS), board[0])
        with saved():
            reports.ask_to_certify(ready, by=board[0])
        for report in (published, ready, writing):
            self.add(mutual_id=self.mutual, quarter=report.quarter)
        self.add(report_id=published.id)

    def _commissions(self):
        """A draft, one that runs with results that wait, and one in review."""
        officer = self.people["senior-officer"]
        for status in (Stage.RUNNING, Stage.REVIEW, Stage.DRAFT):
            with clock.set_to(NOW - MONTH * 12):
                made = factories.commission(self.group, status, f"A {status.value} commission")
            if status != Stage.DRAFT:
                self._results(made, officer)
            if status == Stage.REVIEW:
                with saved():
                    commissions.write_review(made, ReviewChoice.STOP, "It is done", by=officer)
            self.add(commission_id=made, quarter="2025-q4", row_id=made.needs[0].id, name="needs")
        self._commissions_in_between()

    def _commissions_in_between(self):
        made = {stage: factories.commission(self.group, stage, f"A {stage.value} commission")
                for stage in (Stage.COMMENTS, Stage.VOTE, Stage.PROVIDER)}  # fmt: skip
        agreed = factories.commission(self.group, title="Agreed", agreed_by_id=self.writer.id)
        factories.tick()
        asked = approval_queries.open_case_of(made[Stage.PROVIDER])
        self.add("commissions.open_comments", commission_id=agreed)
        only = ("publish_draft", "draft", "withdraw")
        self.add(*(f"commissions.{each}" for each in only),
                 commission_id=made[Stage.COMMENTS], number=1)  # fmt: skip
        self.add(commission_id=made[Stage.VOTE])
        self.add(case_id=asked.id)
        self._comments(made[Stage.COMMENTS])
        self._holders()

    def _comments(self, commission):
        by, hider = self.people["neighbour"], self.people["officer"]
        with saved():
            shown, hidden = (comments.comment_now(commission, Part.NEEDS, words, by=by)
                             for words in ("Good", "Bad"))  # fmt: skip
            comments.hide(commission, hidden, HideRule.PERSONAL, by=hider)
            asked = Asked("When?", "Quinn", "q@example.org")
            waits, _token = discussion.comment(commission, "needs", 1, asked)
            waits.token_hash = hash_of(SECRET)
        self.add("commissions.show_comment", commission_id=commission, comment_id=hidden.id)
        self.add(commission_id=commission, comment_id=shown.id)

    def _holders(self):
        """Comments are in; holders were asked; one said no."""
        agreed = factories.commission(self.group, Stage.COMMENTED, "Commented",
                                      agreed_by_id=self.writer.id)  # fmt: skip
        asked, said_no = (factories.commission(self.group, Stage.MONEY, words)
                          for words in ("Asked", "Said no"))  # fmt: skip
        with saved():
            asked.lines[0].token_hash = hash_of(SECRET)
            said_no.lines[0].answer = "no"
        self.add("commissions.ask_holders", commission_id=agreed)
        self.add("commissions.change_money", commission_id=said_no)
        self.add(commission_id=asked, line_id=asked.lines[0].id)

    def _results(self, commission, officer):
        counted = commissions.Counted(9, {each.id: each.baseline for each in commission.outcomes})
        with saved():
            first = commissions.enter_results(commission, counted, by=officer)
            commissions.publish_results(first, by=self.people["officer"])
        with saved():
            waits = commissions.enter_results(commission, counted, by=officer)
        self.add(results_id=waits.id)

    def _corrections(self):
        written = corrections.Written(Fact.VISITS, "200", "I counted")
        with saved():
            made = corrections.send(self.gathering.place, written, by=self.people["neighbour"])
        self.add(correction_id=made.id)

    def _packs(self):
        """One that can be asked for, one that is filled, one that can be sent."""
        self.add("packs.ask", proposal_id=builders.proposal(self.desk, Status.CHECK, "No pack"))
        officer = self.people["officer"]
        asked, filled = (
            builders.proposal(self.desk, Status.PLAN, title) for title in ("A pack", "A full pack")
        )
        with saved():
            asked = packs.ask(asked, by=self.steward)
            filled = packs.ask(filled, by=self.steward)
            for item in filled.items:
                count = 0 if item.item == Item.STAFF else None
                said = packs.Answer(ItemState.GIVEN, "Here", staff_count=count)
                packs.answer(item, said, by=officer)
        self.add("packs.send", pack_id=filled.id)
        self.add("packs.fill", pack_id=asked.id, item=Item.ENERGY.value)
        self.add(pack_id=asked.id, item=Item.ENERGY.value)

    def _gates(self):
        """Answers that wait for a second officer, a line of the ledger, and a switch."""
        about = builders.proposal(self.desk, Status.ASSESSMENT, "A gate")
        officer = self.people["officer"]
        with saved():
            gates.answer(about, "deal", by=officer)
            gates.answer(about, "best-consideration", by=officer)
            given = Given("The council", clock.today(), 1_000_00, SubsidyKind.MINIMAL)
            line = gate_operations.enter_subsidy(self.group, given, by=officer)
        with saved():
            gate_operations.switch(self.council, BY_KEY["staff"], True, "We check it",
                                   by=self.people["administrator"])  # fmt: skip
        self.add("gates.show", "gates.fill", "gates.confirm", proposal_id=about,
                 key="best-consideration")  # fmt: skip
        self.add("gates.switch", key="staff")
        self.add("gates.strike", line_id=line.id)

    def _rights(self):
        """Requests that wait for each side, and owners' notices; transfers are made in Scotland."""
        desk = SimpleNamespace(
            **vars(self.desk), officer=factories.staff(self.council), second=None
        )
        desk.second = desk.administrator = factories.staff(self.council)
        number = iter(range(1, 20))

        def made(build, kind=RightKind.NOMINATION, **others):
            place = factories.place(self.where, f"Meadow {next(number)}")
            return build(desk, kind, place=place, **others)

        ready, waits, offered, listed, noted, bidding = (
            made(each)
            for each in (rights.draft, rights.sent, rights.checked, *[rights.checked] * 3)
        )
        challenge = rights.checked(desk, RightKind.CHALLENGE)
        rights.decide(desk, challenge, "offer-changes", changes="Less")
        for each in (listed, noted, bidding):
            rights.decide(desk, each, "list")
        with saved():
            rights_operations.ask_to_send(ready, by=self.steward)
            free, asked = (
                rights_operations.note_notice(each, clock.today(), by=desk.officer)
                for each in (noted, bidding)
            )
            rights_operations.ask_to_bid(asked, self.group, Body.CHARITY, by=self.steward)
        self.add("rights.ask_to_send", right_id=made(rights.draft))
        self.add("rights.edit", "rights.send", right_id=ready)
        for name in ("agree_changes", "decline_changes"):
            self.add(f"rights.{name}", right_id=challenge)
        for name in ("note_notice", "note_sale", "note_review"):
            self.add(f"rights.{name}", right_id=listed)
        self.add("rights.ask_to_bid", notice_id=free.id)
        self.add("rights.answer_bid", notice_id=asked.id)
        self.add("rights.answer", right_id=waits)
        self._transfers(desk, made)
        self.add(right_id=offered)

    def _transfers(self, desk, made):
        self.council.changed_settings = {"nation": "scotland"}
        open_, longer, refused = (made(rights.checked, RightKind.TRANSFER) for _ in range(3))
        with clock.set_to(NOW - 1.2 * MONTH):
            late = made(rights.checked, RightKind.TRANSFER)
        rights.decide(desk, refused, "refuse")
        with saved():
            until = longer.decide_by + MONTH
            rights_operations.offer_longer(longer, until, by=desk.officer)
            rights_operations.represent(open_, "I walk there", by=factories.person("Nia"))
            self.council.changed_settings = {}
        for name, request in (
            ("represent", open_), ("offer_longer", open_), ("respond", late),
            ("agree_longer", longer), ("ask_review", refused),
        ):  # fmt: skip
            self.add(f"rights.{name}", right_id=request)

    def _kinds(self):
        """A size, competitions with a question and with a choice to sign, and a closure."""
        officer, steward = self.people["officer"], self.steward
        about = builders.proposal(self.desk, Status.PLAN, "A small one")
        with saved():
            proposals.set_size(about, Size(licence_years=1), by=officer)
        day = clock.today() + MONTH * 9
        first, second = self._two(Status.PLAN, "Two plans"), self._two(Status.ASSESSMENT, "Two")
        with saved():
            asked = kinds.open_competition(first.place, "Care counts", day, by=officer)
            chosen = kinds.open_competition(second.place, "Care counts", day, by=officer)
            question = kinds.ask(asked, "May we share?", by=steward)
        late = factories.proposal_at(first.place, factories.group(self.where), Status.PLAN, "Late")
        with saved():
            others = {each.proposal_id: "It costs more" for each in chosen.competitors}
            kinds.ask_to_choose(chosen, second, others, by=self.people["senior-officer"])
        closes = builders.proposal(self.desk, Status.CHECK, "It would close")
        with saved():
            said = kinds.Announced(clock.today(), day, "No money", "Cabinet")
            kinds.announce(closes.place, said, by=officer)
            kinds.put_on_fast_track(closes, kinds.Offered(1_000_00), by=officer)
        only = ("choose", "sign_choice", "drop_choice")
        self.add(*(f"kinds.{each}" for each in only), competition_id=chosen.id)
        self.add(competition_id=asked.id, number=late.id)
        self.add(question_id=question.id)
        self.add("kinds.open_competition", place_id=self._two(Status.PLAN, "Two more").place)
        self.add("kinds.take_back", place_id=closes.place)
        self.add("kinds.show", "kinds.fast_track", proposal_id=closes)
        self.add("kinds.size", proposal_id=about)

    def _two(self, status, title):
        """Our proposal for a place, which another group wants too."""
        made = builders.proposal(self.desk, status, title)
        factories.proposal_at(made.place, self.rival, status, f"{title}, theirs")
        return made

    def _concerns(self):
        written = concerns.Written("The water is cold", "In May", wants_reply=True)
        with saved():
            made = concerns.raise_concern(self.mutual, written, by=self.people["neighbour"])
            concerns.ask(made, "Since when?", by=self.people["officer"])
        self.add(message_id=made.messages[0].id)
        self.add(mutual_id=self.mutual, concern_id=made.id)
        self.add(concern_id=made.id)

    def _flags(self):
        with saved():
            said = questions.ask_now(self.gathering, "Are you mad?", by=self.people["neighbour"])
            made = flags.flag(said, HideRule.UNKIND, by=self.people["resident"])
        self.add(flag_id=made.id)
        self.add(kind="question", said_id=said.id)

    def _files(self):
        held = get_holder("proposal", self.gathering.id, self.council.id)
        with saved():
            made = files.attach(held, "letter.txt", b"Dear all", Terms(Readers.PUBLIC),
                                by=self.steward)  # fmt: skip
        self.add(file_id=made.id)
        self.add("files.add", kind="proposal", number=self.gathering)

    def _links(self):
        supporter = factories.supporter(self.gathering, confirmed_at=None)
        with saved():
            asked, _token = discussion.ask(self.gathering, Asked("When?", "Quinn", "q@example.org"))
            asked.token_hash = hash_of(SECRET)
            follow = Follow(council_id=self.council.id, subject_kind="proposal",
                            subject_id=self.gathering.id, email="fan@example.org",
                            token_hash=hash_of(SECRET), stop_key=SECRET)  # fmt: skip
            link = SignInLink(token_hash=hash_of(SECRET), email="new@example.org")
            again = SupportLink(supporter=supporter, token_hash=hash_of(SECRET))
            db.session.add_all([follow, link, again])
        self.add(token=SECRET)
        self.add("follows.stop", key=SECRET)

    def _simple(self):
        """Scenes of one value each."""
        with saved():
            places.close_on(self.council, date(2026, 12, 24), "Christmas Eve", by=None)
        demo = factories.person("Dora", email="demo.dora@example.org")
        post = factories.save(Post(person=demo, council_id=self.council.id, kind=PostKind.HELPER,
                                   started_on=clock.today()))  # fmt: skip
        event = db.session.scalar(
            select(Event.id).where(
                Event.council_id == self.council.id, Event.visibility == Visibility.PUBLIC
            )
        )
        self.add(person_id=demo.id)
        self.add(post_id=post.id)
        self.add(mail_id=db.session.scalar(select(Mail.id)))
        self.add(neighbourhood_id=self.where)
        self.add(place_id=self.gathering.place)
        self.scenes.insert(0, Scene({"number": event}))
        self.scenes.insert(0, Scene({"number": CLOSED}, frozenset({"home.count_again"})))

    def _sign_in(self):
        self.keys = {}
        with saved():
            for role, person in self.people.items():
                if person is not None:
                    self.keys[role] = person.session_key = people.begin_session(person)
            db.session.flush()
            people.act_as(self.people["officer as resident"], "resident")
        self.people = {role: person and person.id for role, person in self.people.items()}


def write_report(report, money, by):
    """Finish all four parts of a report."""
    counted = {kpi.key: reports.Counted(40) for kpi in reports.asked_for(report)}
    with saved():
        reports.save_figures(report, counted, is_right=True, by=by)
        reports.save_money(report, money, is_right=True, by=by)
        reports.save_people(report, PEOPLE, is_right=True, by=by)
        reports.save_risks(report, "The boiler is old.", by=by)


def _number(value):
    if isinstance(value, int | str):
        return value
    number = Number(value.id)
    number.slug = getattr(value, "slug", "")
    return number
