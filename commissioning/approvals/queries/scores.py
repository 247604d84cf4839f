"""The scores of a plan, what they come to, and what stands in the way of the next step."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import select

from commissioning.approvals.models import (
    AgreedScore,
    Case,
    CaseKind,
    Criterion,
    Panel,
    Score,
    Scorer,
)
from commissioning.approvals.queries.cases import subject_of
from commissioning.approvals.queries.notices import before_deciding
from commissioning.approvals.scoring import Outcome, Weights, outcome
from commissioning.core.database import db
from commissioning.gates import queries as gates
from commissioning.gates.law import Blocks
from commissioning.gates.queries import Standing
from commissioning.people.models import Person
from commissioning.proposals.models import Proposal


class Line(NamedTuple):
    """One score with its reason; `who` is a name, for staff, or empty."""

    criterion: Criterion
    weight: int
    floor: int
    score: int
    reason: str
    who: str = ""


def panel_of(case: Case) -> Panel | None:
    """The panel of an assessment; None until it is named."""
    return db.session.scalar(select(Panel).where(Panel.case_id == case.id))


def counts_of(case: Case, panel: Panel | None) -> Weights:
    """What each score counts: as when the panel was named, or as it would be today."""
    return panel.counts if panel else case.council.settings.score_weights


def _lines(found: Iterable[Any], counts: Weights) -> list[Line]:
    lines = [
        Line(criterion, *counts[criterion], score, reason, *who)
        for criterion, score, reason, *who in found
    ]
    order = {criterion: place for place, criterion in enumerate(Criterion)}
    return sorted(lines, key=lambda line: (order[line.criterion], line.who))


def own_scores(case: Case, person: Any) -> dict[Criterion, Score]:
    """What this person gave, by criterion."""
    query = select(Score).where(Score.case_id == case.id, Score.person_id == person.id)
    return {each.criterion: each for each in db.session.scalars(query.order_by(Score.id))}


def who_scored(case: Case) -> set[int]:
    """The numbers of those who have given their sheets."""
    return set(db.session.scalars(select(Score.person_id).where(Score.case_id == case.id)))


def has_all_scores(case: Case, panel: Panel) -> bool:
    """Have all scored, or has the moderator closed it? Nobody sees another’s scores before."""
    return panel.closed_on is not None or panel.people <= who_scored(case)


def panel_lines(case: Case, panel: Panel | None = None) -> list[Line]:
    """All scores of those who are on the panel, by criterion and name."""
    query = (
        select(Score.criterion, Score.score, Score.reason, Person.name)
        .join(Person, Person.id == Score.person_id)
        .join(Scorer, Scorer.person_id == Score.person_id)
        .join(Panel, (Panel.id == Scorer.panel_id) & (Panel.case_id == Score.case_id))
        .where(Score.case_id == case.id)
    )
    return _lines(db.session.execute(query), counts_of(case, panel))


def agreed_lines(case: Case, panel: Panel | None = None) -> list[Line]:
    """The scores that count, by criterion; empty until the panel has agreed."""
    query = select(AgreedScore.criterion, AgreedScore.score, AgreedScore.reason).where(
        AgreedScore.case_id == case.id
    )
    return _lines(db.session.execute(query), counts_of(case, panel))


def agreed_outcome(case: Case, lines: list[Line], panel: Panel | None = None) -> Outcome | None:
    """What the agreed scores come to; None until there is one for every criterion."""
    if len(lines) < len(Criterion):
        return None
    scores = {line.criterion.value: line.score for line in lines}
    mark = panel.pass_mark if panel else case.council.settings.pass_mark
    return outcome(scores, mark, counts_of(case, panel))


# The step that ends a case of each kind, as the law’s gates name it.
ENDS_WITH = {CaseKind.ASSESSMENT: Blocks.ASSESSMENT, CaseKind.DECISION: Blocks.DECISION}


def gates_in_the_way(case: Case, subject: Any) -> list[Standing]:
    """What the law asks first, before the step that ends the case; of takeovers alone."""
    if case.kind not in ENDS_WITH or not isinstance(subject, Proposal):
        return []
    return gates.in_the_way(subject, ENDS_WITH[case.kind])


def in_the_way(case: Case) -> list[str]:
    """Why the case cannot go on, a sentence each; empty when nothing stands in the way."""
    law = gates.sentences(gates_in_the_way(case, subject_of(case)))
    return [*desk_in_the_way(case), *law]


def desk_in_the_way(case: Case, result: Outcome | None = None) -> list[str]:
    """What is missing on the council’s own desk.

    `result`: what the agreed scores come to, where that is known already.
    """
    sentences = []
    if case.unanswered:
        sentences.append("The group has not answered your questions yet.")
    if case.open_checks:
        names = "; ".join(check.words for check in case.open_checks)
        sentences.append(f"These checks have no result yet: {names}.")
    if case.failed_checks:
        names = "; ".join(check.words for check in case.failed_checks)
        sentences.append(f"These checks were not passed: {names}.")
    if case.kind == CaseKind.ASSESSMENT:
        sentences += _scores_in_the_way(case, result)
    if case.kind == CaseKind.DECISION:
        sentences += before_deciding(case)
    return sentences


def _scores_in_the_way(case: Case, result: Outcome | None) -> list[str]:
    panel = panel_of(case) if result is None else None
    result = result or agreed_outcome(case, agreed_lines(case, panel), panel)
    if result is None:
        return ["The panel has not agreed its scores yet."]
    if result.is_pass:
        return []
    low = "".join(
        f" “{Criterion(each).words}” is below {floor}."
        for each, floor in result.under_floor.items()
    )
    return [f"The score is {float(result.total):g}. It must be {result.pass_mark} or more.{low}"]
