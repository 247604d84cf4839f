"""A refused proposal, and the senior officers who had no part in it."""

from commissioning.approvals import operations as approvals
from commissioning.approvals.models import CaseKind, Choose, Ground
from commissioning.approvals.operations import Written
from commissioning.core.database import db
from commissioning.core.transactions import saved
from commissioning.people.models import Person, PostKind
from commissioning.reviews import operations, queries
from tests import factories
from tests.approvals import builders
from tests.approvals.builders import do, pass_checks


def world():
    """The world of approvals, with a senior officer who is new to everything."""
    of = builders.world()
    of.fresh = factories.staff(of.council, PostKind.SENIOR_OFFICER, "Fay Fresh")
    return of


def refused_check(of, kind=CaseKind.PROPOSAL_CHECK):
    """A proposal that two officers refused at the council's check, or after its assessment."""
    case = builders.case(of, kind)
    do(approvals.ask_to_refuse, case, Ground.NOT_OURS, "It is the county’s.", by=of.officer)
    do(approvals.sign_refusal, case, by=of.senior)
    return subject_of(case)


def refused_decision(of):
    """A proposal to which the council said no, at once."""
    case = builders.case(of, CaseKind.DECISION)
    pass_checks(case, of.officer)
    do(approvals.advise, case, Choose.REFUSE, "It costs too much.", by=of.officer)
    do(approvals.declare, case, False, by=of.cabinet)
    do(approvals.decide, case, Written(Choose.REFUSE, "No money.", "None."), by=of.cabinet)
    return subject_of(case)


def subject_of(case):
    """The proposal of a case, as the database has it now."""
    db.session.rollback()
    db.session.expire_all()
    return approvals_subject(builders.again(case))


def approvals_subject(case):
    """What a case is about."""
    return db.session.get_one(queries.SUBJECTS[case.subject_kind], case.subject_id)


def ask(subject, by, grounds="You looked at the wrong map."):
    """A steward asks for a review."""
    subject = builders.again(subject)
    refusal = queries.refusal_of(subject)
    assert refusal is not None
    with saved():
        return operations.ask(refusal, grounds, by=db.session.get_one(Person, by.id))
