"""The money check: each budget holder is asked by mail and answers once, without an account."""

import secrets
from dataclasses import dataclass

from sqlalchemy import update

from commissioning.commissions import emails, rules
from commissioning.commissions.models import Answer, BudgetLine, Commission, Status
from commissioning.commissions.operations.drafting import check_holder, forget_answer
from commissioning.commissions.operations.holding import hold
from commissioning.commissions.operations.publishing import freeze
from commissioning.commissions.operations.sending import has_changes
from commissioning.commissions.operations.steps import take_step
from commissioning.commissions.queries.holders import due_reminders
from commissioning.core import clock, history, turns
from commissioning.core.database import changed, db
from commissioning.core.pages import money
from commissioning.core.refusals import Refused
from commissioning.core.turns import Whose
from commissioning.people.models import Person
from commissioning.people.queries import the_service
from commissioning.people.session import hash_of


@dataclass(frozen=True)
class HoldersAnswer:
    """What a budget holder says. A no has a reason."""

    answer: Answer
    name: str
    reason: str = ""


def ask_holders(commission: Commission, *, by: Person) -> None:
    """Ask every holder who has not said yes to what is written now; it is published as it stands.

    A holder who said yes to the same amount before is not asked again. Raises Refused when a
    member of the group would be asked; NotAllowed.
    """
    take_step(commission, "ask-holders", by=by)
    for line in commission.lines:
        check_holder(commission, line.email)  # somebody may have joined the group since
    if has_changes(commission):
        freeze(commission)
    for line in commission.lines:
        if line.answer is not Answer.YES:
            _ask(line)
    _go_on_if_all_agree(commission)


def ask_again(line: BudgetLine, email: str, *, by: Person) -> None:
    """Send a holder who has not answered a new link, perhaps to another address."""
    commission = line.commission
    hold(commission)
    rules.may_ask_again.check(by, commission)
    db.session.refresh(line)
    if line.answer is not None:
        raise Refused("This budget holder has answered already.")
    check_holder(commission, email)
    line.email = email
    emails.ask_holder(line, _new_link(line))
    history.record(commission, "ask-again", by=by, says=f"{line.holder} was asked again",
                   line=line.id)  # fmt: skip


def answer(line: BudgetLine, said: HoldersAnswer) -> None:
    """A holder says yes or no, once. The last yes takes the commission to the residents' vote.

    Raises Refused when the money check is over, when somebody has answered, or a no has no reason.
    """
    commission = line.commission
    hold(commission)
    if commission.status != Status.MONEY:
        raise Refused("The money check is over. Your answer is not needed any more.")
    if said.answer is Answer.NO and not said.reason:
        raise Refused("Say why, so that the group can change its plan", "reason")
    _answer_once(line, said)
    words = f"{line.holder} said {said.answer.words.lower()} to {money(line.amount)} a year"
    history.record(commission, "answer-money", says=words, reason=said.reason, line=line.id,
                   answer=said.answer.value)  # fmt: skip
    if said.answer is Answer.NO:
        emails.send_refused(line)
    _go_on_if_all_agree(commission)


def change_money(commission: Commission, *, by: Person, reason: str) -> None:
    """The group takes its draft back to change it, because a holder said no."""
    take_step(commission, "change-money", by=by, reason=reason)
    for line in commission.lines:
        line.token_hash = None


def remind(line_id: int) -> bool:
    """Say once to a holder that the answer is awaited, with a new link."""
    if line_id not in due_reminders():
        return False
    line = db.session.get_one(BudgetLine, line_id)
    line.reminded_on = clock.today()
    emails.remind_holder(line, _new_link(line), turns.turn_of(line.commission))
    return True


def _ask(line: BudgetLine) -> None:
    forget_answer(line)
    line.asked_on = clock.today()
    emails.ask_holder(line, _new_link(line))


def _new_link(line: BudgetLine) -> str:
    """A new link for a holder; an older one stops working. We keep only its hash."""
    token = secrets.token_urlsafe(32)
    line.token_hash = hash_of(token)
    return token


def _answer_once(line: BudgetLine, said: HoldersAnswer) -> None:
    result = db.session.execute(
        update(BudgetLine)
        .where(BudgetLine.id == line.id, BudgetLine.answer.is_(None))
        .values(answer=said.answer, answered_by=said.name, reason=said.reason,
                answered_on=clock.today())
        .execution_options(synchronize_session=False)
    )  # fmt: skip
    if changed(result) != 1:
        raise Refused("This budget has an answer already.")
    for each in line.commission.lines:
        db.session.refresh(each)


def _go_on_if_all_agree(commission: Commission) -> None:
    """All said yes: residents vote next. All answered and one said no: it is the group's turn."""
    answers = {line.answer for line in commission.lines}
    if answers == {Answer.YES}:
        take_step(commission, "agree-money", by=the_service())
    elif None not in answers:
        promise = commission.council.settings.promise("revise_weeks")
        turns.begin(commission, commission.status.value, Whose.GROUP, promise)
