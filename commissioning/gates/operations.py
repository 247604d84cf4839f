"""Answering a gate, confirming it, keeping the ledger of subsidies, and switching gates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import update

from commissioning.core import clock, history
from commissioning.core.database import changed, db, unique
from commissioning.core.history import Visibility
from commissioning.core.pages import money
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.gates import queries, rules
from commissioning.gates.law import Blocks, Certainty, Gate, to_store
from commissioning.gates.models import GateAnswer, GateSwitch, SubsidyEntry, SubsidyKind
from commissioning.groups.models import Group
from commissioning.people.models import Person
from commissioning.places.models import Council
from commissioning.proposals.models import Proposal

CHANGED = "Somebody else has just changed this. Look at it again before you save."
STAFF = Visibility.INTERNAL


def must_be_clear(proposal: Proposal, blocks: Blocks, *, by: Person) -> None:
    """Raise Refused while the law blocks this step: to staff with a sentence for each gate.

    Others read the names of the gates alone, as the answers are the council's own.
    """
    found = queries.in_the_way(proposal, blocks)
    if not found:
        return
    if rules.may_see(by, proposal):
        raise Refused(" ".join(queries.sentences(found)))
    names = "; ".join(each.gate.words for each in found)
    raise Refused(f"The council still has to do what the law asks first: {names}.")


def save(
    proposal: Proposal, gate: Gate, answers: Mapping[str, Any], seen: int, *, by: Person
) -> GateAnswer:
    """Save answers as a new version; they may be incomplete, and are not confirmed.

    `answers`: by the keys of the gate’s fields. `seen`: the version they were written over, 0 for
    none. Raises Refused when there is nothing to save or somebody else has saved since.
    """
    rules.may_fill.check(by, proposal)
    history.must_have_no_interest(proposal, by)
    kept = to_store(gate, answers)
    if not kept:
        raise Refused("Answer at least one question")
    known = queries.newest_answers(proposal).get(gate.key)
    if seen != (known.version if known else 0):
        raise Refused(CHANGED)
    if known is not None and known.answers == kept:
        return known
    answer = GateAnswer(
        proposal=proposal, gate=gate.key, version=seen + 1, answers=kept, saved_by_id=by.id
    )
    with unique("uq_gate_answer_proposal_id_gate_version", says=CHANGED):
        db.session.add(answer)
    history.record(proposal, "answer-gate", by=by, says=f"{gate.words}: answers were saved",
                   visibility=STAFF, gate=gate.key, version=answer.version)  # fmt: skip
    return answer


def confirm(proposal: Proposal, gate: Gate, *, by: Person) -> None:
    """Another officer confirms the newest answers.

    Raises NotAllowed for whoever wrote them; Refused when they settle nothing, or when the gate
    needs no second officer.
    """
    rules.may_fill.check(by, proposal)
    history.must_have_no_interest(proposal, by)
    standing = queries.standing_of(proposal, gate)
    problem = rules.why_not_confirm(by, standing.answer)
    if problem is not None or standing.answer is None:
        raise NotAllowed(problem or CHANGED)
    if not standing.waits_for_second:
        raise Refused(standing.problem or "These answers need no second officer.")
    confirmed = db.session.execute(
        update(GateAnswer)
        .where(GateAnswer.id == standing.answer.id, GateAnswer.confirmed_by_id.is_(None))
        .values(confirmed_by_id=by.id, confirmed_on=clock.today())
    )
    if changed(confirmed) != 1:
        raise Refused(CHANGED)
    says = f"{gate.words}: the answers were confirmed"
    history.record(proposal, "confirm-gate", by=by, says=says, visibility=STAFF, gate=gate.key,
                   version=standing.answer.version)  # fmt: skip


@dataclass(frozen=True)
class Given:
    """Something a group was given. `amount`: pence."""

    giver: str
    given_on: date
    amount: int
    kind: SubsidyKind
    proposal_id: int | None = None


def enter_subsidy(group: Group, given: Given, *, by: Person) -> SubsidyEntry:
    """Add a line to a group’s ledger. Raises Refused for a day to come or without an amount."""
    rules.may_keep_ledger.check(by, group)
    if given.given_on > clock.today():
        raise Refused("Enter a day that is not still to come", "given_on")
    if given.amount <= 0:
        raise Refused("Enter more than £0", "amount")
    entry = SubsidyEntry(council_id=group.council_id, group=group, entered_by_id=by.id,
                         **vars(given))  # fmt: skip
    db.session.add(entry)
    db.session.flush()  # the history names the line by its number
    says = f"The ledger of subsidies has a new line: {money(given.amount)}"
    history.record(
        group, "enter-subsidy", by=by, says=says, visibility=STAFF, facts={"entry": entry.id}
    )
    return entry


def strike(entry: SubsidyEntry, reason: str, *, by: Person) -> None:
    """Strike a wrong line out. It stays to be read and counts no more."""
    rules.may_strike.check(by, entry)
    if not reason.strip():
        raise Refused("Say why, so that people can understand", "reason")
    entry.struck_on, entry.struck_because = clock.today(), reason
    says = "A line of the ledger of subsidies was struck out"
    history.record(entry.group, "strike-subsidy", by=by, says=says, reason=reason,
                   visibility=STAFF, entry=entry.id)  # fmt: skip


def switch(council: Council, gate: Gate, is_on: bool, reason: str, *, by: Person) -> GateSwitch:
    """Say that a council checks a gate whose law we have not read, or does not, and why.

    Raises Refused for a gate that cannot be off, or without a reason.
    """
    rules.may_switch.check(by, council)
    if not gate.may_be_off:
        raise Refused("The law asks for this, and we have read it. It cannot be switched off.")
    if not reason.strip():
        raise Refused("Say why, so that people can understand", "reason")
    found = queries.switches_of(council.id).get(gate.key)
    if found is not None and (found.is_on, found.reason) == (is_on, reason):
        return found
    if found is None:
        found = GateSwitch(council_id=council.id, gate=gate.key)
    found.is_on, found.reason, found.person_id = is_on, reason, by.id
    found.set_on = clock.today()
    with unique("uq_gate_switch_council_id_gate", says=CHANGED):
        db.session.add(found)
    history.record(council, "switch-gate", by=by, says=_switched(gate, is_on), reason=reason,
                   gate=gate.key, on=is_on)  # fmt: skip
    return found


def _switched(gate: Gate, is_on: bool) -> str:
    if not is_on:
        return f"{gate.words}: the council does not check this"
    if gate.certainty == Certainty.UNCONFIRMED:
        return f"{gate.words}: an administrator confirmed that this is law"
    return f"{gate.words}: the council checks this"
