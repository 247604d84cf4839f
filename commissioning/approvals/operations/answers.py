"""Questions to the group, which stop the council’s clock, and the answers, which start it again."""

from collections.abc import Mapping, Sequence

from commissioning.approvals import emails
from commissioning.approvals.models import Case, CaseQuestion
from commissioning.approvals.queries import stewards_of, subject_of
from commissioning.approvals.workflow import CASE
from commissioning.core import calendar, clock, history, text, turns
from commissioning.core.database import db
from commissioning.core.refusals import Refused
from commissioning.people.models import Person

WAITING = "Waiting for the group’s answer"


def ask_questions(case: Case, questions: Sequence[str], *, by: Person) -> None:
    """Ask the group one or more questions. The clock stands still until they answer.

    Raises Refused when there is no question, or earlier ones wait for an answer.
    """
    if not questions:
        raise Refused("Write at least one question", "first")
    CASE.take("ask", case, by=by)
    today = clock.today()
    case.answers_due_on = calendar.nth_working_day_after(today, case.council.settings.answer_days)
    case.questions += [
        CaseQuestion(number=number, question=words, asked_by_id=by.id, asked_on=today)
        for number, words in enumerate(questions, len(case.questions) + 1)
    ]
    subject = subject_of(case)
    turn = turns.turn_of(subject)
    if turn is not None:
        turns.pause(turn, WAITING)
    count = len(questions)
    asked = "a question" if count == 1 else f"{count} questions"
    says = f"The council asked the group {asked}. The clock has stopped"
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
    says = "The group answered the council. The clock runs again"
    history.record(subject, "answer-questions", by=by, says=says)
    emails.answered(case)
