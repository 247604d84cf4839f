"""Scoring a plan: each alone, then together."""

from collections.abc import Mapping

from sqlalchemy import delete

from commissioning.approvals import rules
from commissioning.approvals.models import AgreedScore, Case, Criterion, Score
from commissioning.approvals.operations.desk import must_be_at_work
from commissioning.approvals.queries import agreed_lines, panel_lines
from commissioning.approvals.scoring import HIGHEST
from commissioning.core import history
from commissioning.core.database import db
from commissioning.core.history import Visibility
from commissioning.core.refusals import Refused
from commissioning.people.models import Person

Sheet = Mapping[Criterion, tuple[int, str]]


def give_scores(case: Case, sheet: Sheet, *, by: Person) -> None:
    """A panel member’s whole sheet: a score of 0 to 5 and a reason for every criterion.

    It can be given again until the panel has agreed.
    """
    rules.may_score.check(by, case)
    must_be_at_work(case)
    if agreed_lines(case):
        raise Refused("The panel has agreed its scores, so yours can no longer change.")
    _check(sheet)
    db.session.execute(delete(Score).where(Score.case_id == case.id, Score.person_id == by.id))
    db.session.add_all(
        Score(case_id=case.id, person_id=by.id, criterion=each, score=score, reason=reason)
        for each, (score, reason) in sheet.items()
    )
    history.record(case, "give-scores", by=by, says="A panel member gave scores",
                   visibility=Visibility.INTERNAL)  # fmt: skip


def agree_scores(case: Case, sheet: Sheet, *, by: Person) -> None:
    """The scores the panel agreed on, with reasons. Needs at least one member’s whole sheet."""
    rules.may_agree_scores.check(by, case)
    must_be_at_work(case)
    if not panel_lines(case):
        raise Refused("At least one panel member has to score first.")
    _check(sheet)
    db.session.execute(delete(AgreedScore).where(AgreedScore.case_id == case.id))
    db.session.add_all(
        AgreedScore(case_id=case.id, person_id=by.id, criterion=each, score=score, reason=reason)
        for each, (score, reason) in sheet.items()
    )
    history.record(case, "agree-scores", by=by, says="The panel agreed its scores",
                   visibility=Visibility.INTERNAL)  # fmt: skip


def _check(sheet: Sheet) -> None:
    for criterion in Criterion:
        score, reason = sheet.get(criterion, (-1, ""))
        if not 0 <= score <= HIGHEST:
            raise Refused("Choose a score from 0 to 5", f"{criterion.value}_score")
        if not reason.strip():
            raise Refused("Say why, so that people can understand", f"{criterion.value}_reason")
