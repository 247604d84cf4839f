"""What the people of a group, those who comment and budget holders are told about a commission."""

from collections.abc import Iterable

from commissioning.commissions.models import BudgetLine, Commission
from commissioning.core import mail
from commissioning.core.pages import money
from commissioning.core.turns import Turn
from commissioning.discussion.models import Comment
from commissioning.discussion.operations import Asked
from commissioning.groups.queries import stewards
from commissioning.people.models import Person


def ask_to_agree(commission: Commission, people: Iterable[Person]) -> None:
    """A steward wants to send it; a second member has to agree."""
    link = mail.link("commissions.check", council=commission.council, commission_id=commission)
    body = mail.text("commissions/emails/ask_to_agree.txt", commission=commission, link=link)
    for person in people:
        mail.write(person.email, f"Do you agree? {commission.title}", body)


def send_link(commission: Commission, asked: Asked, token: str) -> None:
    """Press one button to comment."""
    link = mail.link("commissions.confirm_comment", council=commission.council, token=token)
    body = mail.text(
        "commissions/emails/comment.txt", commission=commission, asked=asked, link=link
    )
    mail.write(asked.email, f"Press one button to comment on {commission.title}", body)


def send_commented(commission: Commission, comment: Comment) -> None:
    """The stewards hear of a comment."""
    body = mail.text("commissions/emails/commented.txt", commission=commission, comment=comment,
                     link=_comment(commission, comment))  # fmt: skip
    _to_stewards(commission, f"A comment on {commission.title}", body)


def send_answer(commission: Commission, comment: Comment) -> None:
    """Whoever commented hears what the group did."""
    body = mail.text("commissions/emails/comment_answered.txt", commission=commission,
                     comment=comment, link=_comment(commission, comment))  # fmt: skip
    mail.write(comment.email, "Your comment has an answer", body)


def send_hidden(commission: Commission, comment: Comment) -> None:
    """M47: whoever commented hears which rule the comment broke."""
    body = mail.text("commissions/emails/comment_hidden.txt", commission=commission,
                     comment=comment, council=commission.council)  # fmt: skip
    mail.write(comment.email, "We have hidden your comment", body)


def ask_holder(line: BudgetLine, token: str) -> None:
    """M43: a budget holder says yes or no behind a link."""
    _to_holder(line, token, "ask_holder", "Can you confirm")


def remind_holder(line: BudgetLine, token: str, turn: Turn | None) -> None:
    """M43: the answer is awaited; sent once."""
    _to_holder(line, token, "remind_holder", "Still to answer: can you confirm",
               due_on=turn.due_on if turn else None)  # fmt: skip


def send_refused(line: BudgetLine) -> None:
    """The stewards hear of a no."""
    commission = line.commission
    link = mail.link("commissions.money", council=commission.council, commission_id=commission)
    body = mail.text("commissions/emails/refused.txt", commission=commission, line=line, link=link)
    _to_stewards(commission, f"{line.holder} said no: {commission.title}", body)


def _to_holder(line: BudgetLine, token: str, template: str, asks: str, **more: object) -> None:
    commission = line.commission
    link = mail.link("commissions.answer_money", council=commission.council, token=token)
    body = mail.text(f"commissions/emails/{template}.txt", commission=commission, line=line,
                     link=link, **more)  # fmt: skip
    mail.write(line.email, f"{asks} {money(line.amount)} for {commission.title}?", body)


def _to_stewards(commission: Commission, subject: str, body: str) -> None:
    for person in stewards(commission.group):
        mail.write(person.email, subject, body)


def _comment(commission: Commission, comment: Comment) -> str:
    return mail.link("commissions.comment", council=commission.council, commission_id=commission,
                     comment_id=comment.id)  # fmt: skip
