"""Writing an agreement, signing it, doing what it says, and opening the doors."""

from datetime import date

from commissioning.agreements import rules
from commissioning.agreements.kpis import for_kind
from commissioning.agreements.models import (
    LONGEST_TERM,
    Agreement,
    HandoverTask,
    KeptPromise,
    PromiseRule,
    Side,
    TaskKind,
    Term,
)
from commissioning.agreements.queries import mutual_for
from commissioning.agreements.workflow import AGREEMENT
from commissioning.approvals.queries import unmet_before_opening
from commissioning.core import clock, history
from commissioning.core.database import db, unique
from commissioning.core.refusals import Refused
from commissioning.core.text import clean_text
from commissioning.gates.law import Blocks
from commissioning.gates.operations import must_be_clear
from commissioning.mutuals import operations as mutuals
from commissioning.mutuals.quarters import Quarter
from commissioning.people.models import Person
from commissioning.places.models import Operator
from commissioning.proposals import operations as proposals
from commissioning.proposals.models import Proposal


def start(proposal: Proposal, *, by: Person) -> Agreement:
    """Begin to write the agreement about a proposal the council has said yes to."""
    rules.may_start.check(by, proposal)
    agreement = Agreement(
        council_id=proposal.council_id, proposal=proposal, mutual=mutual_for(proposal)
    )
    already = "There is an agreement already"
    with (
        unique("uq_agreement_proposal_id", says=already),
        unique("uq_agreement_mutual_id", says=already),
    ):
        db.session.add(agreement)
    history.record(agreement, "start-agreement", by=by, says="The agreement was started")
    return agreement


def find_mutual(agreement: Agreement, *, by: Person) -> None:
    """Name the mutual the group has become as the agreement's other side."""
    rules.may_write.check(by, agreement)
    mutual = mutual_for(agreement.proposal)
    if mutual is None:
        raise Refused("The group has to become a mutual first")
    agreement.mutual = mutual
    _changed(agreement)
    history.record(agreement, "name-mutual", by=by, says=f"{mutual.name} is the other side")


def write_terms(agreement: Agreement, terms: dict[str, str], *, by: Person) -> None:
    """Settle terms. `terms` gives text of at most 2,000 characters by a key of Term."""
    rules.may_write.check(by, agreement)
    written = {Term(key).value: clean_text(text) for key, text in terms.items()}
    for key, text in written.items():
        if len(text) > LONGEST_TERM:
            raise Refused(f"Use {LONGEST_TERM:,} characters or fewer", key)
    before = agreement.terms
    agreement.terms = {**before, **written}
    changed = [key for key, text in written.items() if before.get(key, "") != text]
    if changed:
        _changed(agreement)
        history.record(agreement, "write-terms", by=by, says="Terms were written", terms=changed)


def _changed(agreement: Agreement) -> None:
    """Whoever signed something else has not signed this."""
    agreement.council_signed_by_id = agreement.mutual_signed_by_id = None
    agreement.council_signed_at = agreement.mutual_signed_at = None


def add_task(  # noqa: PLR0913 - a task without an owner or a date is no task
    agreement: Agreement,
    kind: TaskKind,
    what: str,
    side: Side,
    post: str,
    due_on: date,
    *,
    by: Person,
) -> HandoverTask:
    """Add a condition or milestone with its owner: a side, and a post named in words."""
    rules.may_write.check(by, agreement)
    if due_on < clock.today():
        raise Refused("Choose a date from today on", "due_on")
    task = HandoverTask(kind=kind, what=what, side=side, post=post, due_on=due_on)
    agreement.tasks.append(task)
    _changed(agreement)
    db.session.flush()  # the agreement's history names the task by its number
    history.record(agreement, "add-task", by=by, says=f"To do: {what}", task=task.id,
                   side=side.value, due_on=due_on.isoformat())  # fmt: skip
    return task


def finish_task(task: HandoverTask, *, by: Person) -> None:
    """Say that it is done. Each side says so of its own: officers, or the mutual's board."""
    rules.is_its_side.check(by, task)
    if task.done_on is not None:
        raise Refused("This is done already")
    task.done_on, task.done_by = clock.today(), by
    history.record(task.agreement, "finish-task", by=by, says=f"Done: {task.what}", task=task.id,
                   late=task.done_on > task.due_on)  # fmt: skip


def promise(
    agreement: Agreement,
    kpi: str,
    rule: PromiseRule,
    target: float | None,
    from_quarter: str,
    *,
    by: Person,
) -> KeptPromise:
    """Add a promise. `target` is None only for what is counted; `from_quarter` like 2027-q1."""
    rules.may_write.check(by, agreement)
    quarter = _quarter(from_quarter)
    _check_promise(agreement, kpi, rule, target)
    promised = KeptPromise(
        kpi=kpi,
        rule=rule,
        target=None if rule is PromiseRule.COUNT or target is None else round(target * 100),
        from_quarter=quarter.key,
    )
    with unique(
        "uq_kept_promise_agreement_id_kpi", says="This figure is promised already", field="kpi"
    ):
        agreement.promises.append(promised)
    _changed(agreement)
    history.record(agreement, "promise", by=by,
                   says=f"Promise: {promised.figure.words.lower()}, {promised.words.lower()}",
                   kpi=kpi, rule=rule.value)  # fmt: skip
    return promised


def _quarter(key: str) -> Quarter:
    try:
        return Quarter.from_key(key)
    except ValueError as error:
        raise Refused(str(error), "from_quarter") from error


def _check_promise(agreement: Agreement, kpi: str, rule: PromiseRule, target: float | None) -> None:
    if kpi not in {each.key for each in for_kind(agreement.proposal.place.kind)}:
        raise Refused("Choose a figure that fits this kind of place", "kpi")
    if rule is not PromiseRule.COUNT and target is None:
        raise Refused("Enter the figure that is promised", "target")


def sign_for_council(agreement: Agreement, *, by: Person) -> None:
    """The council signs. Raises NotAllowed for whoever signed for the mutual."""
    rules.may_sign_for_council.check(by, agreement)
    history.must_have_no_interest(agreement.proposal, by)
    must_be_clear(agreement.proposal, Blocks.COMPLETION, by=by)
    agreement.council_signed_by_id, agreement.council_signed_at = by.id, clock.now()
    history.record(agreement, "sign-for-council", by=by, says="The council signed the agreement")
    _settle(agreement, by)


def sign_for_mutual(agreement: Agreement, *, by: Person) -> None:
    """A director signs for the mutual. Raises NotAllowed for whoever signed for the council."""
    rules.may_sign_for_mutual.check(by, agreement)
    must_be_clear(agreement.proposal, Blocks.COMPLETION, by=by)
    agreement.mutual_signed_by_id, agreement.mutual_signed_at = by.id, clock.now()
    history.record(agreement, "sign-for-mutual", by=by, says="The mutual signed the agreement")
    _settle(agreement, by)


def _settle(agreement: Agreement, by: Person) -> None:
    if agreement.council_signed_at and agreement.mutual_signed_at:
        AGREEMENT.take("sign", agreement, by=by)


def open_doors(agreement: Agreement, *, by: Person) -> None:
    """Open: the agreement is in force, the mutual runs, and the place is theirs to run.

    Raises NotAllowed with the reason while it is not signed or a condition is not done; Refused
    while a condition of the council's decision is not met.
    """
    must_be_clear(agreement.proposal, Blocks.COMPLETION, by=by)
    AGREEMENT.take("open-doors", agreement, by=by)
    unmet = unmet_before_opening(agreement.proposal)
    if unmet:
        words = "; ".join(each.words for each in unmet)
        raise Refused(f"The council’s decision asks for this before it opens: {words}.")
    mutual, place = agreement.mutual, agreement.proposal.place
    if mutual is None:
        raise Refused("The group has to become a mutual first")
    proposals.take_step(agreement.proposal, "start-running", by=by)
    mutuals.open_doors(mutual, by=by)
    place.operator, place.run_by = Operator.MUTUAL, mutual.name
    history.record(place, "change-operator", by=by, says=f"{mutual.name} now runs it",
                   operator=Operator.MUTUAL.value)  # fmt: skip
