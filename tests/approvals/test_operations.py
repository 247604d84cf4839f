"""What happens at the desk, and what is refused."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from commissioning.approvals import operations, queries
from commissioning.approvals.models import (
    CaseKind,
    CaseStatus,
    CheckResult,
    Choose,
    Criterion,
    Decision,
    Ground,
    LateReason,
    SendBackGround,
    Side,
)
from commissioning.approvals.operations import Written
from commissioning.core import calendar, clock, turns
from commissioning.core.database import db
from commissioning.core.history import Event, Visibility
from commissioning.core.mail import Mail
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.people.models import PostKind
from commissioning.proposals.models import Status
from commissioning.proposals.operations import take_step
from tests import factories
from tests.approvals import builders
from tests.approvals.builders import again, do, pass_checks, score


@pytest.fixture
def world(database):
    return builders.world()


def events(subject, name=None):
    query = select(Event).where(
        Event.subject_kind == subject.__tablename__, Event.subject_id == subject.id
    )
    if name:
        query = query.where(Event.name == name)
    return list(db.session.scalars(query.order_by(Event.id)))


def mails():
    return list(db.session.scalars(select(Mail).order_by(Mail.id)))


def subject(case):
    return queries.subject_of(again(case))


def later(days):
    return clock.set_to(clock.now() + timedelta(days=days))


def test_handing_in_opens_a_case_with_its_checks(world):
    proposal = builders.proposal(world)
    case = do(operations.hand_in, proposal, by=world.steward)
    assert again(proposal).status == Status.CHECK
    assert case.kind == CaseKind.PROPOSAL_CHECK
    assert len(again(case).checks) == 6
    assert turns.turn_of(proposal).whose == turns.Whose.COUNCIL


def test_a_second_case_for_the_same_thing_is_refused(world):
    case = builders.case(world)
    with pytest.raises(Refused, match="open case"), saved():
        operations.open_case(subject(case), CaseKind.PROPOSAL_CHECK, by=world.officer)


def test_the_whole_way_to_a_yes(world):
    proposal = builders.proposal(world)
    case = do(operations.hand_in, proposal, by=world.steward)
    pass_checks(case, world.officer)
    do(operations.move_on, case, by=world.officer)
    assert again(proposal).status == Status.PLAN
    assert again(case).status == CaseStatus.DONE
    with pytest.raises(NotAllowed, match="second member"):
        do(operations.hand_in_plan, proposal, by=world.steward)
    builders.agreed(world, proposal)
    case = do(operations.hand_in_plan, proposal, by=world.steward)
    pass_checks(case, world.officer)
    score(world, case)
    do(operations.move_on, case, by=world.officer)
    assert again(proposal).status == Status.VOTE
    returning = factories.staff(world.council, PostKind.RETURNING_OFFICER)
    with saved():
        take_step(again(proposal), "ask-for-decision", by=returning)
    assert queries.due_decisions() == [proposal.id]
    with saved():
        operations.open_due_decision(proposal.id)
    with saved():
        operations.open_due_decision(proposal.id)
    assert queries.due_decisions() == []
    case = queries.open_case_of(proposal)
    pass_checks(case, world.officer)
    do(operations.advise, case, Choose.APPROVE, "It works.", by=world.officer)
    do(operations.declare, case, False, by=world.cabinet)
    written = Written(Choose.APPROVE, "It is good for Millgate.", "Doing nothing: it would close.")
    decision = do(operations.decide, case, written, by=world.cabinet)
    assert again(proposal).status == Status.HANDOVER
    assert decision.role == "Decision-maker"
    assert decision.interests
    assert mails()[-1].subject.endswith("the council said yes")
    assert turns.turn_of(proposal).whose == turns.Whose.BOTH


@pytest.mark.parametrize("missing", ["checks", "failed", "scores", "score", "floor"])
def test_what_stands_in_the_way_is_named(world, missing):
    case = builders.case(world, CaseKind.ASSESSMENT)
    pass_checks(case, world.officer, but=("survey",) if missing in {"checks", "failed"} else ())
    sheet = dict(builders.GOOD)
    if missing == "score":
        sheet = dict.fromkeys(Criterion, (2, "Weak"))
    if missing == "floor":
        sheet[Criterion.MONEY] = (2, "The sums are thin")
    if missing == "failed":
        found = again(case)
        check = next(each for each in found.checks if each.key == "survey")
        with saved():
            operations.record_check(found, check, CheckResult.FAILED, "Cracks", by=world.officer)
    if missing != "scores":
        score(world, case, sheet)
    words = {
        "checks": "no result yet: Building or ground survey",
        "failed": "not passed: Building or ground survey",
        "scores": "not agreed its scores",
        "score": "The score is 40. It must be 60 or more",
        "floor": "“Money works” is below 3",
    }[missing]
    with pytest.raises(Refused, match=words):
        do(operations.move_on, case, by=world.officer)
    assert subject(case).status == Status.ASSESSMENT
    assert again(case).status == CaseStatus.OPEN


def test_questions_stop_the_clock_and_answers_start_it(world):
    monday = clock.london(clock.today(), 12)
    with clock.set_to(monday):
        case = builders.case(world)
        due = turns.turn_of(subject(case)).due_on
        do(operations.ask_questions, case, ["Who owns the shed?", "How many plots?"],
           by=world.officer)  # fmt: skip
    assert again(case).status == CaseStatus.WAITING
    assert turns.turn_of(subject(case)).tag == turns.Tag.PAUSED
    assert mails()[-1].subject == "2 questions about Canal Gardens growing hub"
    assert mails()[-1].address == world.steward.email
    with clock.set_to(monday + timedelta(days=14)):
        paused = calendar.working_days_between(monday.date(), clock.today())
        do(operations.answer_questions, case, {1: "The council", 2: "Nine"}, by=world.writer)
        turn = turns.turn_of(subject(case))
        assert turn.paused_days == paused
        assert turn.due_on == calendar.nth_working_day_after(due, paused)
    assert again(case).status == CaseStatus.OPEN
    assert [each.answer for each in again(case).questions] == ["The council", "Nine"]
    public = [each.name for each in events(subject(case)) if each.visibility == Visibility.PUBLIC]
    assert public == ["ask-questions", "answer-questions"]


def test_every_question_needs_an_answer(world):
    case = builders.case(world)
    do(operations.ask_questions, case, ["One?", "Two?"], by=world.officer)
    with pytest.raises(Refused, match="every question") as refusal:
        do(operations.answer_questions, case, {1: "Yes", 2: "  "}, by=world.steward)
    assert refusal.value.field == "answer_2"
    assert again(case).status == CaseStatus.WAITING


def test_later_questions_go_on_counting(world):
    case = builders.case(world)
    do(operations.ask_questions, case, ["One?"], by=world.officer)
    with pytest.raises(Refused):
        do(operations.ask_questions, case, ["Too soon?"], by=world.officer)
    do(operations.answer_questions, case, {1: "Yes"}, by=world.steward)
    do(operations.ask_questions, case, ["Two?"], by=world.officer)
    assert [each.number for each in again(case).questions] == [1, 2]


def test_a_refusal_needs_two_officers(world):
    case = builders.case(world)
    do(operations.ask_to_refuse, case, Ground.NOT_OURS, "The canal trust owns it.",
       by=world.officer)  # fmt: skip
    assert subject(case).status == Status.CHECK
    assert not [each for each in events(subject(case)) if each.visibility == Visibility.PUBLIC]
    with pytest.raises(NotAllowed, match="second officer"):
        do(operations.sign_refusal, case, by=world.officer)
    with pytest.raises(Refused, match="Another officer"):
        do(operations.ask_to_refuse, case, Ground.SAME, "Mine", by=world.senior)
    do(operations.sign_refusal, case, by=world.senior)
    assert subject(case).status == Status.NOT_ACCEPTED
    (event,) = events(subject(case), "not-accept")
    assert event.reason == "It is not the council’s place. The canal trust owns it."
    assert "It is not the council’s place" in mails()[-1].body


def test_a_wish_to_refuse_can_be_dropped(world):
    case = builders.case(world)
    do(operations.ask_to_refuse, case, Ground.SAME, "Like P3", by=world.officer)
    do(operations.drop_refusal, case, by=world.senior)
    with pytest.raises(NotAllowed, match="Nobody"):
        do(operations.sign_refusal, case, by=world.senior)


def test_sent_back_with_a_reason_and_sent_again(world):
    case = builders.case(world, CaseKind.ASSESSMENT)
    with pytest.raises(Refused) as refusal:
        do(operations.send_back, case, SendBackGround.FIGURES, " ", by=world.officer)
    assert refusal.value.field == "words"
    do(operations.send_back, case, SendBackGround.FIGURES, "Year 3.", by=world.officer)
    assert subject(case).status == Status.PLAN
    assert again(case).is_done
    builders.agreed(world, subject(case))
    again_in = do(operations.hand_in_plan, subject(case), by=world.steward)
    assert again_in.id != case.id
    assert len(queries.cases_of(subject(case))) == 2


def test_a_done_case_takes_nothing_more(world):
    case = builders.case(world)
    pass_checks(case, world.officer)
    do(operations.move_on, case, by=world.officer)
    with pytest.raises(Refused, match="done"):
        do(operations.move_on, case, by=world.officer)
    with pytest.raises(Refused, match="done"):
        do(operations.assign, case, world.senior, by=world.officer)


def test_a_delay_is_explained_in_public(world):
    case = builders.case(world, days=2)
    with later(20):
        day = clock.today() + timedelta(days=10)
        for wrong in (clock.today(), clock.today() - timedelta(days=400)):
            with pytest.raises(Refused) as refusal:
                do(operations.explain_delay, case, LateReason.SURVEY, "Ground survey", wrong,
                   by=world.officer)  # fmt: skip
            assert refusal.value.field == "new_date"
        do(operations.explain_delay, case, LateReason.SURVEY, "Near the wall.", day,
           by=world.officer)  # fmt: skip
        turn = turns.turn_of(subject(case))
        assert turn.tag == turns.Tag.LATE
        assert turn.late_reason == "A survey or valuation is not back yet. Near the wall."
        assert turn.new_date == day
    (event,) = events(subject(case), "explain-delay")
    assert event.visibility == Visibility.PUBLIC


def test_messages_are_public_or_private_and_strangers_see_only_the_public_ones(world):
    case = builders.case(world)
    do(operations.send_message, case, "Hello all", True, by=world.officer, side=Side.COUNCIL)
    do(operations.send_message, case, "Between us", False, by=world.writer, side=Side.GROUP)
    assert [m.text for m in queries.messages_of([case])] == ["Between us", "Hello all"]
    assert [m.text for m in queries.messages_of([case], public_only=True)] == ["Hello all"]
    found = {each.visibility for each in events(subject(case), "send-message")}
    assert found == {Visibility.PUBLIC, Visibility.PARTIES}
    with pytest.raises(NotAllowed):
        do(operations.send_message, case, "Me too", False, by=world.officer, side=Side.GROUP)


def test_a_case_goes_to_an_officer_outside_the_group(world):
    case = builders.case(world)
    do(operations.assign, case, world.senior, by=world.officer)
    assert again(case).owner.id == world.senior.id
    assert mails()[-1].address == world.senior.email
    with pytest.raises(Refused) as refusal:
        do(operations.assign, case, world.panel, by=world.officer)
    assert refusal.value.field == "owner"


@pytest.mark.parametrize("wrong", [(6, "Why"), (-1, "Why"), (3, "  ")])
def test_a_score_needs_to_exist_and_to_have_a_reason(world, wrong):
    case = builders.case(world, CaseKind.ASSESSMENT)
    builders.panel(world, case)
    sheet = {**builders.GOOD, Criterion.NEED: wrong}
    with pytest.raises(Refused) as refusal:
        do(operations.give_scores, case, sheet, by=world.panel)
    assert refusal.value.field.startswith("need_")
    assert queries.panel_lines(case) == []


def decision_case(world):
    case = builders.case(world, CaseKind.DECISION)
    pass_checks(case, world.officer)
    do(operations.advise, case, Choose.APPROVE, "It works.", by=world.officer)
    return case


YES = Written(Choose.APPROVE, "Good.", "None better.")


def test_who_advised_cannot_decide_and_only_one_advises(world):
    both = factories.staff(world.council, PostKind.OFFICER, "Both")
    factories.save(
        type(both.posts[0])(person=both, council_id=world.council.id,
                            kind=PostKind.DECISION_MAKER, started_on=clock.today())
    )  # fmt: skip
    case = builders.case(world, CaseKind.DECISION)
    pass_checks(case, world.officer)
    do(operations.advise, case, Choose.APPROVE, "It works.", by=both)
    with pytest.raises(Refused, match="Another officer"):
        do(operations.advise, case, Choose.REFUSE, "No.", by=world.officer)
    do(operations.declare, case, False, by=both)
    with pytest.raises(NotAllowed, match="You advised"):
        do(operations.decide, case, YES, by=both)


def test_interests_come_first_and_an_interest_ends_it(world):
    case = decision_case(world)
    with pytest.raises(NotAllowed, match="Declare"):
        do(operations.decide, case, YES, by=world.cabinet)
    with pytest.raises(Refused) as refusal:
        do(operations.declare, case, True, " ", by=world.cabinet)
    assert refusal.value.field == "words"
    do(operations.declare, case, True, "My sister is the treasurer", by=world.cabinet)
    with pytest.raises(NotAllowed, match="declared an interest"):
        do(operations.decide, case, YES, by=world.cabinet)
    with pytest.raises(Refused, match="already"):
        do(operations.declare, case, False, by=world.cabinet)
    (event,) = events(subject(case), "declare-interest")
    assert "sister" not in event.says + event.reason + event.facts
    do(operations.declare, case, False, by=world.leader)
    do(operations.decide, case, YES, by=world.leader)
    assert subject(case).status == Status.HANDOVER


@pytest.mark.parametrize(
    ("written", "field"),
    [
        (Written(Choose.APPROVE, " ", "x"), "reasons"),
        (Written(Choose.APPROVE, "x", " "), "rejected"),
        (Written(Choose.WITH_CONDITIONS, "x", "x", differs_because="y"), "conditions"),
        (Written(Choose.REFUSE, "x", "x"), "differs_because"),
    ],
)
def test_a_decision_has_all_its_parts(world, written, field):
    case = decision_case(world)
    do(operations.declare, case, False, by=world.cabinet)
    with pytest.raises(Refused) as refusal:
        do(operations.decide, case, written, by=world.cabinet)
    assert refusal.value.field == field
    assert subject(case).status == Status.DECISION
    assert db.session.scalar(select(func.count(Decision.id))) == 0


def test_a_no_ends_it_and_says_why_it_differs(world):
    case = decision_case(world)
    do(operations.declare, case, False, by=world.cabinet)
    written = Written(Choose.REFUSE, "No money.", "Wait a year.", differs_because="Cuts.")
    decision = do(operations.decide, case, written, by=world.cabinet)
    assert decision.differs
    assert subject(case).status == Status.REFUSED
    assert turns.turn_of(subject(case)) is None


def test_a_group_member_with_a_post_does_nothing_on_their_own_proposal(world):
    mole = factories.staff(world.council, PostKind.OFFICER, "Mo Mole")
    group = factories.group(world.where, "Moles", stewards=[world.steward], writers=[mole])
    world.group = group
    case = builders.case(world)
    found = again(case)
    attempts = [
        lambda: operations.record_check(found, found.checks[0], CheckResult.FAILED, "x", by=mole),
        lambda: operations.ask_questions(found, ["x"], by=mole),
        lambda: operations.move_on(found, by=mole),
        lambda: operations.ask_to_refuse(found, Ground.SAME, "x", by=mole),
        lambda: operations.explain_delay(found, LateReason.OTHER, "x", clock.today(), by=mole),
        lambda: operations.add_note(found, "x", by=mole),
        lambda: operations.give_scores(found, builders.GOOD, by=mole),
        lambda: operations.advise(found, Choose.APPROVE, "x", by=mole),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed, match="belong to this group"):
            attempt()
    with pytest.raises(Refused, match="has a part in"):
        operations.assign(found, mole, by=world.officer)


def test_the_clock_closes_the_case_of_a_proposal_that_was_withdrawn(world):
    case = builders.case(world)
    assert queries.due_endings() == []
    with saved():
        take_step(subject(case), "withdraw", by=world.steward, reason="Tired")
    assert queries.due_endings() == [case.id]
    for _ in range(2):
        with saved():
            operations.close_ended(case.id)
    assert again(case).is_done
