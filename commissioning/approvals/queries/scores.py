"""The scores of a plan, what they come to, and what stands in the way of the next step."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import func, select

from commissioning.approvals.models import AgreedScore, Case, CaseKind, Criterion, Score
from commissioning.approvals.queries.cases import subject_of
from commissioning.approvals.queries.notices import before_deciding
from commissioning.approvals.scoring import FLOOR, WEIGHTS, Outcome, outcome
from commissioning.core.database import db
from commissioning.gates import queries as gates
from commissioning.gates.law import Blocks
from commissioning.gates.queries import Standing
from commissioning.people.models import Person
from commissioning.proposals.models import Proposal
from commissioning.proposals.queries import open_competition

COMPETES = "Several groups want this place. One of them is chosen in the competition."


class Line(NamedTuple):
    """One score with its reason; `who` is a name, for staff, or empty."""

    criterion: Criterion
    weight: int
    floor: int
    score: int
    reason: str
    who: str = ""


def _line(criterion: Criterion, score: int, reason: str, who: str = "") -> Line:
    weight, has_floor = WEIGHTS[criterion]
    return Line(criterion, weight, FLOOR if has_floor else 0, score, reason, who)


def _in_order(lines: Iterable[Line]) -> list[Line]:
    order = {criterion: place for place, criterion in enumerate(Criterion)}
    return sorted(lines, key=lambda line: (order[line.criterion], line.who))


def own_scores(case: Case, person: Any) -> dict[Criterion, Score]:
    """What this person gave, by criterion."""
    query = select(Score).where(Score.case_id == case.id, Score.person_id == person.id)
    return {each.criterion: each for each in db.session.scalars(query.order_by(Score.id))}


def has_scored(case: Case, person: Any) -> bool:
    """Has this person given a whole sheet?"""
    return len(own_scores(case, person)) == len(Criterion)


def panel_lines(case: Case) -> list[Line]:
    """All scores of all panel members, by criterion and name."""
    query = (
        select(Score.criterion, Score.score, Score.reason, Person.name)
        .join(Person, Person.id == Score.person_id)
        .where(Score.case_id == case.id)
    )
    return _in_order(_line(*found) for found in db.session.execute(query))


def agreed_lines(case: Case) -> list[Line]:
    """The scores that count, by criterion; empty until the panel has agreed."""
    query = select(AgreedScore.criterion, AgreedScore.score, AgreedScore.reason).where(
        AgreedScore.case_id == case.id
    )
    return _in_order(_line(*found) for found in db.session.execute(query))


def agreed_outcome(case: Case, lines: list[Line]) -> Outcome | None:
    """What the agreed scores come to; None until there is one for every criterion."""
    if len(lines) < len(WEIGHTS):
        return None
    scores = {line.criterion.value: line.score for line in lines}
    return outcome(scores, case.council.settings.pass_mark)


def sheets(case: Case) -> int:
    """How many people have given scores."""
    query = select(func.count(func.distinct(Score.person_id))).where(Score.case_id == case.id)
    return db.session.scalar(query) or 0


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
    return [*desk_in_the_way(case, agreed_lines(case)), *law]


def desk_in_the_way(case: Case, lines: list[Line]) -> list[str]:
    """What is missing on the council’s own desk. `lines`: the scores the panel agreed on."""
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
        sentences += _scores_in_the_way(case, lines)
        sentences += _others_in_the_way(case)
    if case.kind == CaseKind.DECISION:
        sentences += before_deciding(case)
    return sentences


def _others_in_the_way(case: Case) -> list[str]:
    """Where several groups want the place, none goes ahead alone."""
    competition = open_competition(subject_of(case).place_id)
    return [COMPETES] if competition is not None else []


def _scores_in_the_way(case: Case, lines: list[Line]) -> list[str]:
    result = agreed_outcome(case, lines)
    if result is None:
        return ["The panel has not agreed its scores yet."]
    if result.is_pass:
        return []
    low = "".join(f" “{Criterion(each).words}” is below {FLOOR}." for each in result.under_floor)
    return [f"The score is {float(result.total):g}. It must be {result.pass_mark} or more.{low}"]
