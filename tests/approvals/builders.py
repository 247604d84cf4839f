"""A council with officers, a group and a proposal at any stage, for the tests of this chapter."""

from types import SimpleNamespace

from commissioning.approvals import operations, queries
from commissioning.approvals.models import Case, CaseKind, CheckResult, Criterion
from commissioning.approvals.scheme import Facts
from commissioning.core import turns
from commissioning.core.database import db
from commissioning.core.transactions import saved
from commissioning.core.turns import Promise, Unit, Whose
from commissioning.gates.law import Blocks
from commissioning.people.models import Person, PostKind
from commissioning.proposals import operations as proposals
from commissioning.proposals.models import MoneyYear, PlanSection, Proposal, Section, Status
from tests import factories
from tests.browser import Browser

FACTS = Facts(60_000_00)  # for a cabinet member, and not key
SMALL = Facts(40_000_00)  # for an officer, so that it takes effect at once
GOOD = {each: (4, f"{each.words}: good evidence") for each in Criterion}
COUNCIL = {
    Status.CHECK: CaseKind.PROPOSAL_CHECK,
    Status.ASSESSMENT: CaseKind.ASSESSMENT,
    Status.DECISION: CaseKind.DECISION,
}


def world():
    """A council with the people of the desk, and a group with a steward and a writer."""
    council = factories.council()
    where = factories.neighbourhood(council)
    steward, writer = factories.person("Ann Steward"), factories.person("Bob Writer")
    return SimpleNamespace(
        council=council,
        where=where,
        steward=steward,
        writer=writer,
        group=factories.group(where, "Canal Growers", stewards=[steward], writers=[writer]),
        officer=factories.staff(council, PostKind.OFFICER, "Olive Officer"),
        senior=factories.staff(council, PostKind.SENIOR_OFFICER, "Sam Senior"),
        panel=factories.staff(council, PostKind.PANEL, "Pat Panel"),
        cabinet=factories.staff(council, PostKind.DECISION_MAKER, "Cara Cabinet"),
        leader=factories.staff(council, PostKind.DECISION_MAKER, "Lee Leader"),
    )


def proposal(of, status=Status.SUPPORTED, title="Canal Gardens growing hub", days=20):
    """A proposal at a stage, with its plan finished and agreed. The council has `days` there."""
    made = factories.save(
        Proposal(
            council_id=of.council.id,
            neighbourhood=of.where,
            place=factories.place(of.where, title),
            group=of.group,
            title=title,
            status=status,
            agreed_by_id=of.writer.id,
            sections=[PlanSection(section=each, is_finished=True) for each in Section],
            years=[MoneyYear(year=year) for year in range(1, 6)],
        )
    )
    if status in COUNCIL:
        with saved():
            limit = Promise(days, Unit.WORKING_DAYS)
            turns.begin(made, status.value, Whose.COUNCIL, limit)
    return made


def case(of, kind=CaseKind.PROPOSAL_CHECK, **facts):
    """An open case of this kind about a new proposal at its stage."""
    status = next(each for each, its in COUNCIL.items() if its == kind)
    about = proposal(of, status, **facts)
    with saved():
        return operations.open_case(about, kind, by=of.steward)


def agreed(of, proposal):
    """A steward asked, and the writer agreed to sending it."""
    do(proposals.ask_to_send, proposal, by=of.steward)
    do(proposals.agree, proposal, by=of.writer)


def again(row):
    """The row as the database has it now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(type(row), row.id)


def do(act, case, *answers, by, **more):
    """Do one thing to a case, in its own transaction, as a fresh request would."""
    found, person = again(case), db.session.get_one(Person, by.id)
    with saved():
        return act(found, *answers, by=person, **more)


def say_who(case, by, facts=FACTS, **more):
    """Write down who decides: a cabinet member, where nothing else is said."""
    do(operations.say_who_decides, case, facts, by=by, **more)
    return again(case)


def pass_checks(case, by, but=()):
    """Give every check a result; of a decision, say who makes it."""
    for key in [each.key for each in again(case).checks if each.key not in but]:
        found = db.session.get_one(Case, case.id)
        check = next(each for each in found.checks if each.key == key)
        with saved():
            operations.record_check(found, check, CheckResult.PASSED, "Seen the papers", by=by)
    settle(case, by)
    if again(case).kind == CaseKind.DECISION and queries.facts_of(case) is None:
        say_who(case, by, SMALL)
    return again(case)


def settle(case, by):
    """Do what the law asks before the step that ends a case: `by` answers, another confirms."""
    found = again(case)
    if found.kind in (CaseKind.ASSESSMENT, CaseKind.DECISION):
        subject = queries.subject_of(found)
        if isinstance(subject, Proposal):
            by = db.session.get_one(Person, by.id)
            second = factories.staff(found.council, PostKind.OFFICER)
            factories.settle(subject, by, second, blocks=Blocks.DECISION)


def panel(of, case, people=()):
    """The panel is named: the panel member scores, unless others do; the officer moderates."""
    found = again(case)
    with saved():
        operations.name_panel(found, of.officer, list(people) or [of.panel], by=of.officer)


def score(of, case, sheet=None):
    """One panel member scores, and the officer writes down what was agreed."""
    sheet = sheet or GOOD
    panel(of, case)
    do(operations.give_scores, case, sheet, by=of.panel)
    do(operations.agree_scores, case, sheet, by=of.officer)


def signed_in(site, person):
    """A browser of this person's own; nothing of the test's stays open while the site writes."""
    number = person.id
    db.session.rollback()
    return Browser(site).sign_in(SimpleNamespace(id=number))
