"""How each gate stands for a proposal, what blocks a step, and the subsidies of a group."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import joinedload

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.gates.law import (
    BY_KEY,
    DEAL,
    GATES,
    Blocks,
    Facts,
    Gate,
    Matter,
    Said,
    facts_of,
    to_read,
    up_to,
)
from commissioning.gates.law.money import counts_on
from commissioning.gates.models import COUNTED, GateAnswer, GateSwitch, SubsidyEntry
from commissioning.groups.models import Group
from commissioning.people.models import Person
from commissioning.proposals.models import Proposal

UNANSWERED = "An officer has to answer this."
TO_CONFIRM = "Another officer has to confirm the answers."
FIRST = f"It depends on “{DEAL.words}”, which has no full answer yet."


class Standing(NamedTuple):
    """One gate of one case.

    `why_not_needed` is None when it is needed; `problem` is None when it is settled. `matter` is
    what its rule looks at.
    """

    gate: Gate
    answer: GateAnswer | None
    matter: Matter
    why_not_needed: str | None = None
    problem: str | None = None

    @property
    def is_needed(self) -> bool:
        """Does this case need it?"""
        return self.why_not_needed is None

    @property
    def is_settled(self) -> bool:
        """Is it needed, answered and, where it has to be, confirmed?"""
        return self.is_needed and self.problem is None

    @property
    def waits_for_second(self) -> bool:
        """Is everything answered, and only another officer’s word missing?"""
        return self.problem == TO_CONFIRM


def standings(proposal: Proposal) -> list[Standing]:
    """Every gate with how it stands for this proposal, in the order of the page."""
    answers = newest_answers(proposal)
    said = {key: to_read(BY_KEY[key], each.answers) for key, each in answers.items()}
    facts = _facts(proposal, said)
    received = 0 if facts is None else received_before(proposal)  # no gate asks before
    switches, settings = switches_of(proposal.council_id), proposal.council.settings
    matter = Matter({}, facts or Facts(), clock.today(), settings, said, received)
    found = []
    for gate in GATES:
        own = replace(matter, said=said.get(gate.key, {}))
        why_not = _why_off(gate, switches.get(gate.key))
        if why_not is None and gate is not DEAL:
            why_not = FIRST if facts is None else gate.why_not_needed(facts)
        found.append(_standing(gate, answers.get(gate.key), own, why_not))
    return found


def _facts(proposal: Proposal, said: Mapping[str, Said]) -> Facts | None:
    deal = Matter(said.get(DEAL.key, {}), Facts(), clock.today())
    if DEAL.problem(deal) is not None:
        return None
    return facts_of(proposal.place, deal.said, said.get("subsidy", {}))


def _why_off(gate: Gate, switch: GateSwitch | None) -> str | None:
    """Why this council does not check a gate; None when it does."""
    if not gate.may_be_off or (gate.is_on if switch is None else switch.is_on):
        return None
    return f"This council does not check it: {switch.reason}" if switch else gate.certainty.words


def _standing(
    gate: Gate, answer: GateAnswer | None, matter: Matter, why_not: str | None
) -> Standing:
    if why_not is not None:
        return Standing(gate, answer, matter, why_not)
    problem = UNANSWERED if answer is None else gate.problem(matter)
    if answer is not None and problem is None and gate.second and answer.confirmed_by_id is None:
        problem = TO_CONFIRM
    return Standing(gate, answer, matter, None, problem)


def needed(proposal: Proposal) -> list[Standing]:
    """The gates a case needs, as everyone may see them; none before the first is answered."""
    found = [each for each in standings(proposal) if each.is_needed]
    return [] if found[0].problem else found


def standing_of(proposal: Proposal, gate: Gate) -> Standing:
    """How one gate stands for this proposal."""
    return next(each for each in standings(proposal) if each.gate is gate)


def in_the_way(proposal: Proposal, blocks: Blocks) -> list[Standing]:
    """The gates that are needed, not settled, and block this step or an earlier one."""
    steps = up_to(blocks)
    return [
        each
        for each in standings(proposal)
        if each.is_needed and each.problem and each.gate.blocks in steps
    ]


def sentences(found: Sequence[Standing]) -> list[str]:
    """Why each of these blocks, a sentence or two each."""
    return [f"{each.gate.words}: {each.problem}" for each in found]


def newest_answers(proposal: Proposal) -> dict[str, GateAnswer]:
    """The newest answers of a proposal, by gate; of gates that there are."""
    newest = (
        select(GateAnswer.gate, func.max(GateAnswer.version).label("version"))
        .where(GateAnswer.proposal_id == proposal.id)
        .group_by(GateAnswer.gate)
        .subquery()
    )
    query = (
        select(GateAnswer)
        .join(
            newest,
            (GateAnswer.gate == newest.c.gate) & (GateAnswer.version == newest.c.version),
        )
        .where(GateAnswer.proposal_id == proposal.id)
        .order_by(GateAnswer.id)
    )
    return {each.gate: each for each in db.session.scalars(query) if each.gate in BY_KEY}


def versions_of(proposal: Proposal, gate: Gate) -> list[GateAnswer]:
    """Who saved and confirmed this gate when, the newest first; the last 50."""
    query = (
        select(GateAnswer)
        .where(GateAnswer.proposal_id == proposal.id, GateAnswer.gate == gate.key)
        .options(joinedload(GateAnswer.saved_by), joinedload(GateAnswer.confirmed_by))
        .order_by(GateAnswer.version.desc())
        .limit(50)
    )
    return list(db.session.scalars(query))


def switches_of(council_id: int) -> dict[str, GateSwitch]:
    """What a council said about gates whose law we have not read, by gate."""
    query = select(GateSwitch).where(GateSwitch.council_id == council_id).order_by(GateSwitch.id)
    return {each.gate: each for each in db.session.scalars(query)}


def received_before(proposal: Proposal) -> int:
    """Pence of small subsidies of its group in the three financial years, but by this takeover."""
    query = select(SubsidyEntry.given_on, SubsidyEntry.amount).where(
        SubsidyEntry.group_id == proposal.group_id,
        SubsidyEntry.kind.in_(COUNTED),
        SubsidyEntry.struck_on.is_(None),
        or_(SubsidyEntry.proposal_id.is_(None), SubsidyEntry.proposal_id != proposal.id),
    )
    return _counted(db.session.execute(query.order_by(SubsidyEntry.id)).all())


def received(group: Group) -> int:
    """Pence of all small subsidies of a group in this financial year and the two before."""
    query = select(SubsidyEntry.given_on, SubsidyEntry.amount).where(
        SubsidyEntry.group_id == group.id,
        SubsidyEntry.kind.in_(COUNTED),
        SubsidyEntry.struck_on.is_(None),
    )
    return _counted(db.session.execute(query.order_by(SubsidyEntry.id)).all())


def _counted(rows: Sequence[Row[date, int]]) -> int:
    today = clock.today()
    return sum(amount for given_on, amount in rows if counts_on(given_on, today))


def ledger(group: Group) -> Sequence[Row[SubsidyEntry, str]]:
    """The lines of a group’s ledger with who entered them, the newest first; the last 200."""
    query = (
        select(SubsidyEntry, Person.name)
        .join(Person, Person.id == SubsidyEntry.entered_by_id)
        .where(SubsidyEntry.group_id == group.id)
        .order_by(SubsidyEntry.given_on.desc(), SubsidyEntry.id.desc())
        .limit(200)
    )
    return db.session.execute(query).all()


def takeovers_of(group: Group) -> list[tuple[int, str]]:
    """The number and the title of each proposal of a group."""
    query = select(Proposal.id, Proposal.title).where(Proposal.group_id == group.id)
    return [(number, title) for number, title in db.session.execute(query.order_by(Proposal.id))]


def get_line(line_id: int, council_id: int) -> SubsidyEntry:
    """One line of a ledger of this council. Raises NoResultFound."""
    query = select(SubsidyEntry).where(
        SubsidyEntry.id == line_id, SubsidyEntry.council_id == council_id
    )
    return db.session.scalars(query).one()


def count_settled(found: Sequence[Standing]) -> tuple[int, int]:
    """How many gates are settled, and how many are needed."""
    return sum(each.is_settled for each in found), sum(each.is_needed for each in found)
