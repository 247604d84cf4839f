"""The decisions that one body makes on one day: an agenda before it, a notice after it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from commissioning.approvals.models import (
    Body,
    Case,
    Decision,
    DecisionFacts,
    DecisionReport,
    ExemptPart,
    PlanEntry,
)
from commissioning.core.database import db
from commissioning.core.refusals import NotHere


class Item(NamedTuple):
    """One item: what the notice says of it, its papers once they are out, and its decision."""

    entry: PlanEntry
    report: DecisionReport | None
    kept_back: ExemptPart | None
    decision: Decision | None


class Meeting(NamedTuple):
    """A body and a day, with its items in the order in which they were put in the plan."""

    council_id: int
    on: date
    body: Body
    items: list[Item]

    @property
    def where(self) -> list[str]:
        """The places and times that the notices name, each once."""
        return list(dict.fromkeys(each.entry.where for each in self.items if each.entry.where))

    @property
    def is_over(self) -> bool:
        """Was everything on it decided?"""
        return all(each.decision for each in self.items)


def get_meeting(council_id: int, year: int, month: int, day: int, body: str) -> Meeting:
    """What a body of this council decides on a day. Raises NotHere when it decides nothing then."""
    try:
        on = date(year, month, day)
    except ValueError as error:
        raise NotHere from error
    query = (
        select(PlanEntry, DecisionReport, ExemptPart, Decision)
        .join(PlanEntry.case)
        .join(DecisionFacts, DecisionFacts.case_id == PlanEntry.case_id)
        .outerjoin(DecisionReport, DecisionReport.case_id == PlanEntry.case_id)
        .outerjoin(ExemptPart, ExemptPart.case_id == PlanEntry.case_id)
        .outerjoin(Decision, Decision.case_id == PlanEntry.case_id)
        .where(PlanEntry.council_id == council_id, PlanEntry.decide_on == on,
               DecisionFacts.body == Body(body))
        .options(contains_eager(PlanEntry.case))
        .order_by(PlanEntry.id)
        .limit(100)
    )  # fmt: skip
    items = [Item(*found) for found in db.session.execute(query)]
    if not items:
        raise NotHere
    return Meeting(council_id, on, Body(body), items)


class Sitting(NamedTuple):
    """A body and a day, and how many items it has."""

    on: date
    body: Body
    items: int


def sittings(entries: Sequence[PlanEntry]) -> list[Sitting]:
    """When which body decides these, the soonest first."""
    query = select(DecisionFacts.case_id, DecisionFacts.body)
    query = query.where(DecisionFacts.case_id.in_([each.case_id for each in entries]))
    bodies: dict[int, Body] = dict(row for row in db.session.execute(query))
    counted = Counter(
        (each.decide_on, bodies[each.case_id]) for each in entries if each.case_id in bodies
    )
    found = [Sitting(on, body, items) for (on, body), items in counted.items()]
    return sorted(found, key=lambda each: (each.on, each.body.value))


def sitting_of(case: Case, entry: PlanEntry | None) -> Sitting | None:
    """The body and day of one case, for a link to its agenda."""
    if entry is None or case.facts is None:
        return None
    return Sitting(entry.decide_on, case.facts.body, 1)
