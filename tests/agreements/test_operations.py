"""An agreement is written, signed by two people, carried out, and the doors open."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commissioning.agreements import operations
from commissioning.agreements.models import (
    NEEDED_TERMS,
    AgreementStatus,
    PromiseRule,
    Side,
    TaskKind,
)
from commissioning.approvals import operations as approvals
from commissioning.approvals.models import Case as CouncilCase
from commissioning.approvals.models import (
    CaseKind,
    CaseStatus,
    Choose,
    ConditionDue,
    Decision,
    DecisionStatus,
)
from commissioning.approvals.operations.conditions import write_conditions
from commissioning.approvals.queries import conditions_of
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.core.turns import Whose, turn_of
from commissioning.mutuals.models import BoardSeat, MutualStatus, Office
from commissioning.people.models import PostKind
from commissioning.places.models import Operator, PlaceKind
from commissioning.proposals.models import Status
from tests import factories


class Case:
    """A proposal in handover, a mutual, its board and an officer."""

    def __init__(self):
        self.council = factories.council()
        where = factories.neighbourhood(self.council)
        self.place = factories.place(where, "Millgate Baths", PlaceKind.SWIMMING_POOL)
        self.board = [factories.person(f"Director {n}", where) for n in range(3)]
        group = factories.group(where, stewards=self.board[:1], writers=self.board[1:])
        self.proposal = factories.proposal_at(self.place, group, Status.HANDOVER)
        self.mutual = factories.mutual(self.place, group, self.board)
        self.officer = factories.staff(self.council, PostKind.OFFICER)
        factories.settle(self.proposal, self.officer, factories.staff(self.council))

    def agreement(self, condition=True):
        with saved():
            made = operations.start(self.proposal, by=self.officer)
            terms = dict.fromkeys(NEEDED_TERMS, "As settled")
            operations.write_terms(made, terms, by=self.officer)
            operations.add_task(
                made,
                TaskKind.CONDITION if condition else TaskKind.MILESTONE,
                "Sign the lease",
                Side.COUNCIL,
                "Property lawyer",
                clock.today() + timedelta(days=10),
                by=self.officer,
            )
            operations.promise(
                made, "lei_visits", PromiseRule.MIN, 40_000, "2027-q1", by=self.board[0]
            )
        return made

    def signed(self, **facts):
        made = self.agreement(**facts)
        with saved():
            operations.sign_for_council(made, by=self.officer)
            operations.sign_for_mutual(made, by=self.board[0])
        return made


def test_it_opens_when_both_have_signed_and_the_conditions_are_met(database):
    case = Case()
    agreement = case.signed()
    assert agreement.status == AgreementStatus.SIGNED
    with pytest.raises(NotAllowed, match="before the opening"), saved():
        operations.open_doors(agreement, by=case.officer)
    with saved():
        operations.finish_task(agreement.tasks[0], by=case.officer)
        operations.open_doors(agreement, by=case.officer)
    assert agreement.status == AgreementStatus.IN_FORCE
    assert case.proposal.status == Status.RUNNING
    assert case.mutual.status == MutualStatus.RUNNING
    assert case.mutual.opened_on == clock.today()
    assert (case.place.operator, case.place.run_by) == (Operator.MUTUAL, case.mutual.name)
    assert turn_of(case.proposal).whose == Whose.MUTUAL


def test_a_milestone_does_not_hold_up_the_opening(database):
    case = Case()
    agreement = case.signed(condition=False)
    with saved():
        operations.open_doors(agreement, by=case.officer)
    assert case.mutual.status == MutualStatus.RUNNING


def test_nobody_signs_an_agreement_with_holes(database):
    case = Case()
    with saved():
        agreement = operations.start(case.proposal, by=case.officer)
    with pytest.raises(NotAllowed, match="fill in the terms"), saved():
        operations.sign_for_council(agreement, by=case.officer)


def test_one_person_cannot_sign_for_both_sides(database):
    case = Case()
    both = case.board[0]
    factories.save(
        factories.Post(
            person=both, council_id=case.council.id, kind=PostKind.OFFICER,
            started_on=clock.today(),
        )
    )  # fmt: skip
    database.session.refresh(both, ["posts"])
    agreement = case.agreement()
    with pytest.raises(NotAllowed, match="You belong to this group"), saved():
        operations.sign_for_council(agreement, by=both)
    with pytest.raises(NotAllowed, match="Only directors"), saved():
        operations.sign_for_mutual(agreement, by=case.officer)
    with saved():
        operations.sign_for_council(agreement, by=case.officer)
    factories.save(
        BoardSeat(
            mutual_id=case.mutual.id,
            person=case.officer,
            office=Office.DIRECTOR,
            started_on=clock.today(),
        )
    )
    database.session.refresh(case.mutual, ["board"])
    with pytest.raises(NotAllowed, match="same person"), saved():
        operations.sign_for_mutual(agreement, by=case.officer)
    with saved():
        operations.sign_for_mutual(agreement, by=case.board[1])
    assert agreement.status == AgreementStatus.SIGNED


def test_a_change_wipes_the_signature_and_nothing_changes_after_both(database):
    case = Case()
    agreement = case.agreement()
    with saved():
        operations.sign_for_council(agreement, by=case.officer)
        operations.write_terms(agreement, {"rent": "£1 a year"}, by=case.board[0])
    assert agreement.council_signed_at is None
    with saved():
        operations.sign_for_council(agreement, by=case.officer)
        operations.sign_for_mutual(agreement, by=case.board[0])
    with pytest.raises(NotAllowed, match="Both sides have signed"), saved():
        operations.write_terms(agreement, {"rent": "£2 a year"}, by=case.officer)


def test_each_side_says_that_its_own_things_are_done(database):
    case = Case()
    agreement = case.signed()
    with pytest.raises(NotAllowed, match="Only the side"), saved():
        operations.finish_task(agreement.tasks[0], by=case.board[0])
    with clock.set_to(clock.now() + timedelta(days=11)):
        assert [task.what for task in agreement.late_tasks] == ["Sign the lease"]


def test_a_promise_fits_the_place_and_has_its_figure(database):
    case = Case()
    agreement = case.agreement()
    for facts, field in (
        (("lib_visits", PromiseRule.MIN, 5, "2027-q1"), "kpi"),
        (("lei_members", PromiseRule.MIN, None, "2027-q1"), "target"),
        (("lei_members", PromiseRule.MIN, 5, "soon"), "from_quarter"),
        (("lei_visits", PromiseRule.MIN, 5, "2027-q1"), "kpi"),
    ):
        with pytest.raises(Refused) as refusal, saved():
            operations.promise(agreement, *facts, by=case.officer)
        assert refusal.value.field == field


def test_an_agreement_is_started_once_and_only_in_handover(database):
    case = Case()
    with saved():
        operations.start(case.proposal, by=case.officer)
    with pytest.raises(Refused, match="already"), saved():
        operations.start(case.proposal, by=case.officer)
    where = case.place.neighbourhood
    early = factories.proposal_at(
        factories.place(where, "A park"), factories.group(where), Status.DECISION, "Too soon"
    )
    with pytest.raises(NotAllowed, match="said yes"), saved():
        operations.start(early, by=case.officer)
    assert len(list(database.session.scalars(select(operations.Agreement.id)))) == 1


def test_what_the_decision_asks_before_the_opening_keeps_the_doors_shut(database):
    """What may be met afterwards does not."""
    case = Case()
    senior = factories.staff(case.council, PostKind.SENIOR_OFFICER, "Sam Senior")
    with saved():
        decision = _decided_with_conditions(case)
    agreement = case.signed(condition=False)
    with pytest.raises(Refused, match="asks for this before it opens: Insure it"), saved():
        operations.open_doors(agreement, by=case.officer)
    insured, counted = conditions_of(decision)
    assert (insured.due, counted.due) == (ConditionDue.BEFORE, ConditionDue.AFTER)
    with saved():
        approvals.claim(insured, "The policy", by=case.board[0])
    with saved():
        approvals.accept(insured, by=senior)
    with saved():
        operations.open_doors(agreement, by=case.officer)
    assert case.proposal.status == Status.RUNNING


def _decided_with_conditions(case):
    """A decision in effect with a condition of each kind."""
    file = CouncilCase(
        council_id=case.council.id, subject_kind="proposal", subject_id=case.proposal.id,
        group=case.proposal.group, kind=CaseKind.DECISION, reference="P1", title="Baths",
        status=CaseStatus.DONE,
    )  # fmt: skip
    decision = Decision(
        council_id=case.council.id, case=file, subject_kind="proposal",
        subject_id=case.proposal.id, title="Baths", choice=Choose.WITH_CONDITIONS,
        advised=Choose.WITH_CONDITIONS, advice_html="", reasons="Good", reasons_html="",
        rejected="None", rejected_html="", interests="None", decided_on=clock.today(),
        decided_by_id=case.officer.id, role="Officer", status=DecisionStatus.IN_EFFECT,
        conditions="Insure it\nCount visits",
    )  # fmt: skip
    db.session.add(decision)
    db.session.flush()
    write_conditions(decision, "Insure it", "Count visits")
    return decision
