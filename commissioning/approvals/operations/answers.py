"""Questions to the group, which stop the council’s clock, and the answers, which start it again."""

from collections.abc import Mapping, Sequence

from commissioning.approvals import emails
from commissioning.approvals.models import Case, CaseQuestion
from commissioning.approvals.queries import stewards_of, subject_of
from commissioning.approvals.queries.coming_in import due_to_run_again, last_paused_day
from commissioning.approvals.workflow import CASE
from commissioning.core import clock, history, text, turns
from commissioning.core.database import db
from commissioning.core.pages import plural
from commissioning.core.refusals import Refused
from commissioning.people.models import Person
from commissioning.people.queries import the_service

WAITING = "Waiting for the group’s answer"


def ask_questions(case: Case, questions: Sequence[str], *, by: Person) -> None:
    """Ask the group one or more questions. The clock stands still until they answer.

    It stands still for so many working days at a stage as the council's setting says, then runs
    on: questions must not make a promise endless. Raises Refused when there is no question, or
    earlier ones wait for an answer.
    """
    if not questions:
        raise Refused("Write at least one question", "first")
    CASE.take("ask", case, by=by)
    today = clock.today()
    case.answers_due_on = case.council.settings.promise("answer_days").due(today)
    case.questions += [
        CaseQuestion(number=number, question=words, asked_by_id=by.id, asked_on=today)
        for number, words in enumerate(questions, len(case.questions) + 1)
    ]
    subject = subject_of(case)
    turn = turns.turn_of(subject)
    stops = turn is not None and turn.paused_days < case.council.settings.most_paused_days
    if turn is not None and stops:
        turns.pause(turn, WAITING)
    count = len(questions)
    asked = "a question" if count == 1 else f"{count} questions"
    then = "The clock has stopped" if stops else "The clock runs on: it has stood still enough"
    says = f"The council asked the group {asked}. {then}"
    history.record(subject, "ask-questions", by=by, says=says, count=count)
    db.session.flush()  # the mail counts what is unanswered
    emails.questions_asked(case, subject, stewards_of(case.group))


def answer_questions(case: Case, answers: Mapping[int, str], *, by: Person) -> None:
    """Answer every open question. `answers`: the question’s number in the case -> the words.

    Raises Refused when an answer is missing or the case waits for none.
    """
    for each in case.unanswered:
        if not answers.get(each.number, "").strip():
            raise Refused("Answer every question", f"answer_{each.number}")
    open_questions = case.unanswered
    CASE.take("answer", case, by=by)
    for each in open_questions:
        each.answer = answers[each.number]
        each.answer_html = text.to_html(each.answer)
        each.answered_by_id, each.answered_at = by.id, clock.now()
    case.answers_due_on = None
    subject = subject_of(case)
    turn = turns.turn_of(subject)
    if turn is not None:
        turns.resume(turn)
    says = "The group answered the council. The clock runs"
    history.record(subject, "answer-questions", by=by, says=says)
    emails.answered(case)


def run_again(case_id: int) -> bool:
    """The clock of a case has stood still for as long as it may. Returns whether it had."""
    if case_id not in due_to_run_again():
        return False
    case = db.session.get_one(Case, case_id)
    subject = subject_of(case)
    turn = turns.turn_of(subject)
    if turn is None:
        return False
    turns.resume(turn, on=last_paused_day(case, turn))
    most = plural(case.council.settings.most_paused_days, "working day")
    says = f"The council’s clock runs again: it may stand still for {most} at most"
    history.record(subject, "run-again", by=the_service(), says=says)
    return True
