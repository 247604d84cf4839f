"""Good forms for the acts that nothing in the world is ready for, and what has to happen first.

Each function here makes one act possible and gives the form that is then sent.
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from io import BytesIO

from sqlalchemy import select

from commissioning.approvals import operations as approvals
from commissioning.approvals import queries as cases
from commissioning.approvals.models import (
    CallInGround,
    Case,
    CaseKind,
    CaseLock,
    Choose,
    Criterion,
)
from commissioning.approvals.scheme import Facts
from commissioning.commissions.models import Commission, Results
from commissioning.commissions.models import Status as Stage
from commissioning.commissions.operations import running as commissions
from commissioning.core import clock, turns
from commissioning.core.database import db
from commissioning.core.transactions import saved
from commissioning.groups.models import Group, GroupStatus
from commissioning.mutuals.models import Mutual, MutualStatus
from commissioning.people import operations as people
from commissioning.people.models import Person
from commissioning.proposals import money
from commissioning.proposals.models import Proposal, Status
from commissioning.reports import operations as reports
from commissioning.reports.models import Report, ReportStatus
from commissioning.rights.models import NoticeStatus, SaleNotice
from commissioning.votes import operations as votes
from commissioning.votes import queries as vote_queries
from commissioning.votes.models import BallotPaper, Vote
from commissioning.votes.models import Status as VoteStatus
from tests import factories
from tests.approvals import builders
from tests.architecture.world import SURPLUS
from tests.reports.test_operations import MONEY
from tests.sweep.forms import GOOD

DAYS = {f"{name}-{part}": [day] for name, date in (
    ("opens_on", ("20", "12", "2026")), ("closes_on", ("20", "1", "2027")),
) for part, day in zip(("day", "month", "year"), date, strict=True)}  # fmt: skip
FIGURES = {f"{line}_{year}": 12_00 for line in money.LINES for year in range(1, 6)}
SHEET = {f"{each.value}_score": ["4"] for each in Criterion} | {
    f"{each.value}_reason": ["Good evidence"] for each in Criterion
}
FILES = {
    "home.set_up_areas": b"neighbourhood,small area,adults\nMillgate,E01000900,900\n",
    "proposals.fill_from_file": money.template(FIGURES).encode(),
}
BETTER = {
    "agreements.promise": {"kpi": ["ctr_sessions"]},
    "commissions.new": {"services": ["Millgate School\nMillgate Library"]},
    "kinds.move_last_day": {"later-day": ["20"], "later-month": ["6"], "later-year": ["2028"]},
    "kinds.announce": {
        "announced_on-day": ["20"], "announced_on-month": ["11"], "announced_on-year": ["2026"],
    },
    "kinds.fast_track": {
        f"licence_{end}-{part}": [""] for end in ("from", "until")
        for part in ("day", "month", "year")
    },
    "home.set_up_closed_days": {"day-day": ["21"], "day-month": ["6"], "day-year": ["2027"]},
    "home.set_up_rights": {"right_check_days": ["12"]},
    "home.set_up_stages": {"check_days": ["12"]},
    "gates.enter_subsidy": {"given_on-day": ["1"], "given_on-month": ["5"],
                            "given_on-year": ["2026"], "proposal_id": [""]},
    "packs.fill": {"state": ["given"], "link": [""]},
    "rights.note_notice": {
        "received_on-day": ["25"], "received_on-month": ["11"], "received_on-year": ["2026"],
    },
    "home.set_up_scores": {"weight_money": ["30"], "weight_need": ["15"]},
    "home.set_up_voting": {"vote_turnout_percent": ["10"]},
    "proposals.support_sheets": {"number": ["B7"], "counted": ["10"]},
    "votes.enter_paper": {"decile": [""], "papers": ["3"], "option_yes": ["3"],
                          "option_no": ["0"], "blank": ["0"]},
    "votes.new": {"go": ["announce"], **DAYS},
}  # fmt: skip


def better(endpoint):
    """Good answers to boxes of this form that a good guess does not fill."""
    file = {"file": (BytesIO(FILES[endpoint]), "file.csv")} if endpoint in FILES else {}
    return {**BETTER.get(endpoint, {}), **file}


@dataclass
class Act:
    """Who sends what where."""

    role: str
    action: str
    answers: dict = field(default_factory=dict)


def ready(stage, rule):
    """Make the act of this rule possible, and give it; None when it is possible already."""
    make = ACTS.get(rule.rule) or ACTS.get(rule.endpoint)
    if make is None:
        return None
    act = make(Cast(stage))
    act.answers = {"csrf_token": [stage.token], "once": ["by-hand"], **act.answers}
    return act


class Cast:
    """The people of the stage by their role, as rows of the open session."""

    def __init__(self, stage):
        self.stage, self.numbers = stage, stage.world.people

    def __getitem__(self, role):
        return db.session.get_one(Person, self.numbers[role])


def one(table, **facts):
    """The first row of the world with these facts."""
    return db.session.scalars(select(table).filter_by(**facts).order_by(table.id)).first()


def desk(who):
    """What builders of cases want to know."""
    who.group = one(Group, name="Canal Growers")
    who.where, who.council = who.group.neighbourhood, who.group.neighbourhood.council
    who.steward, who.writer = who["steward"], who["writer"]
    return who


def a_code_came(who):
    return Act("member", "/account/address/code", {"code": [who.stage.code]})


def a_group_waits(who):
    three = [who["steward"]], [who["writer"], who["reader"]]
    group = factories.group(desk(who).where, "New", *three, status=GroupStatus.NEW)
    return Act("officer", f"/work/groups/{group.id}/check")


def a_mutual_has_not_opened(_who):
    return Act("chair", f"/mutuals/{one(Mutual, status=MutualStatus.FORMING).id}/opening",
               {"bank": ["4,000"], "seats": ["5"]})  # fmt: skip


def a_group_is_ready_for_a_mutual(who):
    group = one(Group, name="Canal Growers")
    place = one(Proposal, group_id=group.id, status=Status.HANDOVER).place_id
    board = [str(who.numbers[role]) for role in ("steward", "writer", "reader")]
    return Act("steward", f"/groups/{group.id}/mutual", {
        "name": ["Gardens for All"], "place": [str(place)], "legal_form": ["cbs"],
        "register_number": ["8235"], "has_asset_lock": ["y"], "board": board,
    })  # fmt: skip


def results_are_published(who):
    commission = one(Commission, status=Stage.RUNNING)
    with saved():
        waiting = one(Results, commission_id=commission.id, published_at=None)
        commissions.publish_results(waiting, by=who["officer"])
    counted = {f"outcome_{each.id}": [str(each.baseline // 100)] for each in commission.outcomes}
    said = {"why": ["We counted again"], "people_helped": ["9"], "words": ["Better"]}
    return Act("writer", f"/commissions/{commission.id}/results/{waiting.quarter}/correct",
               {**said, **counted})  # fmt: skip


def a_draft_was_changed(_who):
    commission = one(Commission, status=Stage.COMMENTS)
    with saved():
        commission.summary = "Children have a warm place to go after school."
    return Act("steward", f"/commissions/{commission.id}/publish-draft")


def somebody_moved_in(who):
    with saved():
        people.check_address(who["resident"], desk(who).where, None, "desk", by=who["desk"])
    vote = one(Vote, status=VoteStatus.OPEN)
    return Act("resident", f"/votes/{vote.id}/check", {"lived_here": ["y"]})


def a_vote_is_open(_who):
    vote = one(Vote, status=VoteStatus.OPEN)
    return Act("neighbour", f"/votes/{vote.id}/ballot-papers", {"choice": ["yes"]})


def a_receipt_was_given(_who):
    paper = one(BallotPaper)
    said = {"receipt": [paper.receipt]}
    return Act("visitor", f"/votes/{paper.vote_id}/find-receipt", said)


def papers_are_agreed(who):
    vote = one(Vote, status=VoteStatus.CLOSED)
    with saved():
        for batch in vote_queries.batches(vote):
            votes.agree_batch(vote, batch, by=who["senior-officer"])
    return Act("returning-officer", f"/work/votes/{vote.id}/count")


def votes_are_counted(who):
    papers_are_agreed(who)
    vote = one(Vote, status=VoteStatus.CLOSED)
    with saved():
        votes.count(vote, by=who["returning-officer"])
    said = {"happens_next": ["The council decides next."]}
    return Act("senior-officer", f"/work/votes/{vote.id}/publish", said)


def a_decision_is_open(who):
    case = builders.case(desk(who), CaseKind.DECISION, title="A garden")
    said = {"has_interest": ["no"], "words": [""]}
    return Act("decision-maker", f"/work/decisions/{case.id}/interests", said)


def a_decision_can_be_made(who):
    case = builders.case(desk(who), CaseKind.DECISION, title="A garden")
    with saved():
        approvals.advise(case, Choose.APPROVE, "A sound plan", by=who["officer"])
        approvals.declare(case, False, by=who["decision-maker"])
    builders.pass_checks(case, who["officer"])
    said = {"choice": ["approve"], "reasons": ["Sound"], "rejected": ["None"], "publish": ["yes"]}
    return Act("decision-maker", f"/work/decisions/{case.id}/record", said)


def a_decision_was_made(who):
    """By a cabinet member, so that councillors can call it in."""
    case = builders.case(desk(who), CaseKind.DECISION, title="A garden")
    builders.say_who(case, who["officer"])
    builders.pass_checks(case, who["officer"])
    with saved():
        approvals.advise(case, Choose.APPROVE, "A sound plan", by=who["officer"])
        approvals.declare(case, False, by=who["decision-maker"])
    written = approvals.Written(Choose.APPROVE, "Sound", "None")
    with saved():
        return approvals.decide(case, written, by=who["decision-maker"])


def who_decides_is_not_said(who):
    case = builders.case(desk(who), CaseKind.DECISION, title="A garden")
    said = {"value": ["40,000"], "neighbourhoods": ["1"], "land": ["none"], "lease_years": [""],
            "higher": [""], "because": [""]}  # fmt: skip
    return Act("officer", f"/work/decisions/{case.id}/who", said)


def a_key_decision_is_in_the_plan(who):
    case = builders.case(desk(who), CaseKind.DECISION, title="A garden")
    builders.say_who(case, who["officer"], Facts(900_000_00))
    day = clock.today() + timedelta(days=60)
    notice = approvals.Notice("A lease", "The cabinet", day, "A report", "Here", "Write")
    with saved():
        approvals.publish_entry(case, notice, by=who["officer"])
    return case


def it_is_urgent(who):
    case = a_key_decision_is_in_the_plan(who)
    said = {"reason": ["The roof"], "decide_on-day": ["20"], "decide_on-month": ["12"],
            "decide_on-year": ["2026"]}  # fmt: skip
    return Act("officer", f"/work/decisions/{case.id}/urgency", said)


def scrutiny_was_asked(who):
    case = a_key_decision_is_in_the_plan(who)
    with saved():
        approvals.ask_urgency(case, "The roof", clock.today(), by=who["officer"])
    said = {"office": ["scrutiny-chair"]}
    return Act("scrutiny", f"/work/decisions/{case.id}/urgency/agree", said)


def a_line_was_ticked(who):
    case = builders.case(desk(who), CaseKind.PROPOSAL_CHECK, title="A garden")
    line = turns.turn_of(cases.subject_of(case)).id
    owner = str(who.numbers["senior-officer"])
    return Act("officer", f"/work/hand-over?line={line}", {"owner": [owner]})


def with_conditions(who):
    case = builders.case(desk(who), CaseKind.DECISION, title="A garden")
    builders.pass_checks(case, who["officer"])
    with saved():
        approvals.advise(case, Choose.WITH_CONDITIONS, "A sound plan", by=who["officer"])
        approvals.declare(case, False, by=who["decision-maker"])
    written = approvals.Written(Choose.WITH_CONDITIONS, "Sound", "None", "Insure it")
    with saved():
        made = approvals.decide(case, written, by=who["decision-maker"])
    return cases.get_condition(made.id, 1, desk(who).council.id)


def a_condition_is_open(who):
    found = with_conditions(who)
    said = {"evidence": ["Here is the policy"], "web": ["https://example.org/policy"]}
    return Act("writer", f"/decisions/{found.decision_id}/conditions/1/claim", said)


def a_condition_is_claimed(who):
    found = with_conditions(who)
    with saved():
        approvals.claim(found, "Here is the policy", by=who["writer"])
    said = {"is_met": ["yes"], "reason": [""]}
    return Act("senior-officer", f"/decisions/{found.decision_id}/conditions/1/accept", said)


def a_decision_can_be_called_in(who):
    made = a_decision_was_made(who)
    said = {"ground": ["facts"], "words": ["Nobody asked the swimmers"]}
    return Act("scrutiny", f"/decisions/{made.id}/call-in", said)


def a_decision_was_called_in(who):
    with saved():
        desk(who).council.changed_settings = {"min_requesters": 1}
    made = a_decision_was_made(who)
    with saved():
        approvals.call_in(made, CallInGround.FACTS, "Nobody asked", by=who["scrutiny"])
    said = {"outcome": ["stands"], "reason": ["We heard both"]}
    return Act("senior-officer", f"/decisions/{made.id}/hearing", said)


def a_decision_waits(who):
    builders.proposal(desk(who), Status.DECISION, "A garden")
    return Act("officer", "/work/decisions/open")


def questions_were_asked(who):
    proposal = cases.subject_of(one(Case, kind=CaseKind.PROPOSAL_CHECK))
    said = {"answer_1": ["The council does."]}
    return Act("steward", f"/proposals/{proposal.id}/respond", said)


def questions_about_a_commission(who):
    case = one(Case, kind=CaseKind.PROVIDER)
    with saved():
        approvals.ask_questions(case, ["Who can start soon?"], by=who["officer"])
    said = {"answer_1": ["Two of them."]}
    return Act("steward", f"/commissions/{case.subject_id}/respond", said)


def a_message_about_a_commission(who):
    act = questions_about_a_commission(who)
    return Act(
        "steward", f"{act.action}/message", {"words": ["Thank you"], "readers": ["everyone"]}
    )


def a_case_can_move(who):
    case = builders.case(desk(who), CaseKind.PROPOSAL_CHECK, title="A garden")
    builders.pass_checks(case, who["officer"])
    return Act("officer", f"/work/cases/{case.id}/move")


def a_provider_can_be_named(who):
    case = builders.pass_checks(one(Case, kind=CaseKind.PROVIDER), who["officer"])
    days = {f"{name}-{part}": [GOOD[part]] for name in ("starts_on", "ends_on") for part in
            ("day", "month", "year")}  # fmt: skip
    said = {"provider": ["Home Circle"], "how_chosen": ["By talks"], **days}
    return Act("officer", f"/work/cases/{case.id}/provider", {**said, "ends_on-year": ["2028"]})


def nobody_has_advised(who):
    case = builders.case(desk(who), CaseKind.DECISION, title="A garden")
    said = {"choice": ["approve"], "words": ["A sound plan"]}
    return Act("officer", f"/work/decisions/{case.id}/edit", said)


def another_works_on_it(who):
    case = builders.case(desk(who), CaseKind.PROPOSAL_CHECK, title="A garden")
    now = clock.now()
    with saved():
        db.session.add(CaseLock(case_id=case.id, person_id=who["senior-officer"].id, since=now,
                                used_at=now))  # fmt: skip
    return Act("officer", f"/work/cases/{case.id}/take-over")


def a_panel_is_named(who):
    case = builders.case(desk(who), CaseKind.ASSESSMENT, title="A garden")
    with saved():
        people = [who["panel"], who["senior-officer"]]
        approvals.name_panel(case, who["officer"], people, by=who["officer"])
    return case


def one_has_scored(who):
    case = a_panel_is_named(who)
    with saved():
        approvals.give_scores(case, builders.GOOD, by=who["panel"])
    return case


def some_have_not_scored(who):
    case = one_has_scored(who)
    return Act("officer", f"/work/cases/{case.id}/scores/close", {"reason": ["She is ill"]})


def all_have_scored(who):
    case = one_has_scored(who)
    with saved():
        approvals.close_scoring(case, "She is ill", by=who["officer"])
    return Act("officer", f"/work/cases/{case.id}/scores/agreed", SHEET)


def a_panel_is_needed(who):
    case = builders.case(desk(who), CaseKind.ASSESSMENT, title="A garden")
    people, moderator = str(who.numbers["panel"]), str(who.numbers["senior-officer"])
    return Act("officer", f"/work/cases/{case.id}/panel",
               {"people": [people], "moderator": [moderator]})  # fmt: skip


def a_plan_can_be_scored(who):
    case = a_panel_is_named(who)
    return Act("panel", f"/work/cases/{case.id}/scores", SHEET)


def a_report_is_next(who):
    certified = one(Report, status=ReportStatus.READY)
    with saved():
        reports.certify(certified, by=who["director"])
    writing = one(Report, status=ReportStatus.WRITING)
    figures = replace(MONEY, bank=MONEY.bank + 2 * SURPLUS)
    with saved():
        reports.save_money(writing, figures, is_right=True, by=who["chair"])
    return Act("chair", f"/mutuals/{writing.mutual_id}/reports/{writing.quarter}/ask")


def a_neighbourhood_is_new(who):
    new = factories.neighbourhood(desk(who).council, "Newtown")
    return Act("administrator", f"/setup/neighbourhoods/{new.id}/adults", {"adults": ["900"]})


def all_is_set_up(who):
    council = desk(who).council
    with saved():
        council.phone, council.email, council.is_open = "01632 960 400", "us@example.org", False
    return Act("administrator", "/setup/go-live", {"sure": ["y"]})


def a_file_was_looked_at(_who):
    said = {"kind": ["register"], "text": ["type,name\nlibrary,Old Baths\n"]}
    return Act("administrator", "/setup/places/bring-in", said)


def a_file_of_areas_was_looked_at(who):
    said = {"kind": ["small-areas"], "text": [FILES["home.set_up_areas"].decode()]}
    return Act("administrator", "/setup/areas/bring-in", said)


def an_owner_wants_to_sell(_who):
    notice = one(SaleNotice, status=NoticeStatus.INTERIM)
    said = {"group": [str(one(Group, name="Canal Growers").id)], "body": ["charity"]}
    return Act("steward", f"/rights/notices/{notice.id}/bid", said)


ACTS = {
    "people.address_code": a_code_came,
    "groups.check": a_group_waits,
    "mutuals.opening": a_mutual_has_not_opened,
    "mutuals.form_mutual": a_group_is_ready_for_a_mutual,
    "commissions.correct_results": results_are_published,
    "commissions.publish_draft": a_draft_was_changed,
    "votes.check": somebody_moved_in,
    "votes.cast": a_vote_is_open,
    "votes.find_receipt": a_receipt_was_given,
    "votes.count": papers_are_agreed,
    "votes.publish": votes_are_counted,
    "approvals.interests": a_decision_is_open,
    "approvals.defer": a_decision_can_be_made,
    "approvals.record": a_decision_can_be_made,
    "approvals.who": who_decides_is_not_said,
    "approvals.ask_urgency": it_is_urgent,
    "approvals.agree_urgency": scrutiny_was_asked,
    "approvals.hand_over": a_line_was_ticked,
    "approvals.claim": a_condition_is_open,
    "approvals.accept": a_condition_is_claimed,
    "approvals.call_in": a_decision_can_be_called_in,
    "approvals.hearing": a_decision_was_called_in,
    "approvals.open_waiting": a_decision_waits,
    "/proposals/<numbered:proposal_id>/respond": questions_were_asked,
    "/commissions/<numbered:commission_id>/respond": questions_about_a_commission,
    "/commissions/<numbered:commission_id>/respond/message": a_message_about_a_commission,
    "approvals.move": a_case_can_move,
    "approvals.name_provider": a_provider_can_be_named,
    "approvals.advise": nobody_has_advised,
    "approvals.take_over": another_works_on_it,
    "approvals.agree": all_have_scored,
    "approvals.close_scoring": some_have_not_scored,
    "approvals.name_panel": a_panel_is_needed,
    "approvals.score": a_plan_can_be_scored,
    "reports.ask": a_report_is_next,
    "rights.ask_to_bid": an_owner_wants_to_sell,
    "home.set_up_adults": a_neighbourhood_is_new,
    "home.go_live": all_is_set_up,
    "home.bring_in_places": a_file_was_looked_at,
    "home.bring_in_areas": a_file_of_areas_was_looked_at,
}
