"""Scoring a plan: a panel is named, each scores alone, and the moderator writes what counts."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete

from commissioning.approvals import rules
from commissioning.approvals.models import AgreedScore, Case, Criterion, Panel, Score, Scorer
from commissioning.approvals.operations.desk import must_be_at_work
from commissioning.approvals.operations.moving import CHANGED
from commissioning.approvals.queries import agreed_lines, has_all_scores, panel_lines, panel_of
from commissioning.approvals.scoring import HIGHEST
from commissioning.core import clock, history
from commissioning.core.database import db, unique
from commissioning.core.history import Visibility
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.people.models import Person

STAFF = Visibility.INTERNAL
Sheet = Mapping[Criterion, tuple[int, str]]


def name_panel(case: Case, moderator: Person, people: Sequence[Person], *, by: Person) -> Panel:
    """Say who scores a plan and who moderates. It can be changed until the scores are agreed.

    Weights, floors and the mark that is needed are the council’s of this day. Raises Refused when
    nobody scores, when one of them may not, or when the moderator would score too.
    """
    rules.may_work.check(by, case)
    _must_be_open(case)
    _check_panel(case, moderator, people)
    known = panel_of(case)
    if known is not None and has_all_scores(case, known):
        raise Refused("All have scored, so the panel cannot change now.")
    panel = known or Panel(case_id=case.id)
    settings = case.council.settings
    panel.moderator_id, panel.named_on = moderator.id, clock.today()
    panel.weights = {each: list(counts) for each, counts in settings.score_weights.items()}
    panel.pass_mark = settings.pass_mark
    wanted = {each.id for each in people}
    panel.scorers = [each for each in panel.scorers if each.person_id in wanted]
    panel.scorers += [Scorer(person_id=each) for each in sorted(wanted - panel.people)]
    with unique("uq_scoring_panel_case_id", says=CHANGED):
        db.session.add(panel)
    history.record(case, "name-panel", by=by, says="The panel that scores was named",
                   visibility=STAFF, count=len(wanted))  # fmt: skip
    return panel


def give_scores(case: Case, sheet: Sheet, *, by: Person) -> None:
    """A panel member’s whole sheet: a score of 0 to 5 and a reason for every criterion.

    It can be given again until all have scored, or the moderator goes on.
    """
    rules.may_score.check(by, case)
    panel = _panel(case)
    if by.id not in panel.people:
        raise NotAllowed("You are not on the panel for this plan.")
    if has_all_scores(case, panel):
        raise Refused("The panel sees all scores now, so yours can no longer change.")
    _check(sheet)
    db.session.execute(delete(Score).where(Score.case_id == case.id, Score.person_id == by.id))
    db.session.add_all(
        Score(case_id=case.id, person_id=by.id, criterion=each, score=score, reason=reason)
        for each, (score, reason) in sheet.items()
    )
    history.record(case, "give-scores", by=by, says="A panel member gave scores", visibility=STAFF)


def close_scoring(case: Case, reason: str, *, by: Person) -> None:
    """The moderator goes on without those who have not scored, and says why."""
    panel = _moderated(case, by)
    if has_all_scores(case, panel):
        raise Refused("All have scored already.")
    if not panel_lines(case):
        raise Refused("At least one panel member has to score first.")
    if not reason.strip():
        raise Refused("Say why, so that people can understand", "reason")
    panel.closed_on, panel.closed_because = clock.today(), reason
    history.record(case, "close-scoring", by=by, says="The moderator closed the scoring",
                   reason=reason, visibility=STAFF)  # fmt: skip


def agree_scores(case: Case, sheet: Sheet, *, by: Person) -> None:
    """The scores that count, with reasons: by the moderator, when all have scored alone."""
    panel = _moderated(case, by)
    if not has_all_scores(case, panel):
        raise Refused("Wait until all have scored, or close the scoring first.")
    _check(sheet)
    db.session.execute(delete(AgreedScore).where(AgreedScore.case_id == case.id))
    db.session.add_all(
        AgreedScore(case_id=case.id, person_id=by.id, criterion=each, score=score, reason=reason)
        for each, (score, reason) in sheet.items()
    )
    history.record(case, "agree-scores", by=by, says="The panel agreed its scores",
                   visibility=STAFF)  # fmt: skip


def _panel(case: Case) -> Panel:
    must_be_at_work(case)
    panel = panel_of(case)
    if panel is None:
        raise Refused("Nobody has named the panel for this plan yet.")
    return panel


def _moderated(case: Case, by: Person) -> Panel:
    rules.may_agree_scores.check(by, case)
    panel = _panel(case)
    problem = rules.why_not_moderate(by, panel)
    if problem is not None:
        raise NotAllowed(problem)
    return panel


def _must_be_open(case: Case) -> None:
    must_be_at_work(case)
    if not rules.is_assessment(None, case):
        raise Refused("Scores belong to the council’s assessment of a full plan.")
    if agreed_lines(case):
        raise Refused("The panel has agreed its scores, so it cannot change now.")


def _check_panel(case: Case, moderator: Person, people: Sequence[Person]) -> None:
    if not people:
        raise Refused("Choose at least one person who scores", "people")
    if moderator.id in {each.id for each in people}:
        raise Refused("The moderator does not score. Choose somebody else", "moderator")
    problem = rules.may_agree_scores.why_not(moderator, case)
    if problem:
        raise Refused(f"{moderator.name} cannot moderate: {problem}", "moderator")
    for each in people:
        problem = rules.may_score.why_not(each, case)
        if problem:
            raise Refused(f"{each.name} cannot score: {problem}", "people")


def _check(sheet: Sheet) -> None:
    for criterion in Criterion:
        score, reason = sheet.get(criterion, (-1, ""))
        if not 0 <= score <= HIGHEST:
            raise Refused("Choose a score from 0 to 5", f"{criterion.value}_score")
        if not reason.strip():
            raise Refused("Say why, so that people can understand", f"{criterion.value}_reason")
