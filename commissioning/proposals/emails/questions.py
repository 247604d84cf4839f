"""What people are told about questions on a proposal."""

from commissioning.core import mail
from commissioning.discussion.models import Question
from commissioning.discussion.operations import Asked
from commissioning.groups.models import GroupRole
from commissioning.proposals.models import Proposal


def send_link(proposal: Proposal, asked: Asked, token: str) -> None:
    """Press one button to ask."""
    link = mail.link("proposals.confirm_question", council=proposal.council, token=token)
    body = mail.text("proposals/emails/question.txt", proposal=proposal, asked=asked,
                           link=link)  # fmt: skip
    mail.write(asked.email, f"Press one button to ask your question about {proposal.title}", body)


def send_asked(proposal: Proposal, question: Question) -> None:
    """M24: the stewards hear of a question."""
    body = mail.text("proposals/emails/question_asked.txt", proposal=proposal,
                           question=question, link=_page(proposal, question))  # fmt: skip
    for member in proposal.group.current_members:
        if member.role is GroupRole.STEWARD:
            mail.write(member.person.email, f"A question about {proposal.title}", body)


def send_answer(proposal: Proposal, question: Question) -> None:
    """M24: whoever asked hears of the answer."""
    body = mail.text("proposals/emails/question_answered.txt", proposal=proposal,
                           question=question, link=_page(proposal, question))  # fmt: skip
    mail.write(question.email, "Your question has an answer", body)


def send_hidden(proposal: Proposal, question: Question) -> None:
    """M47: whoever asked hears which rule the question broke."""
    body = mail.text("proposals/emails/question_hidden.txt", proposal=proposal,
                           question=question, council=proposal.council)  # fmt: skip
    mail.write(question.email, "We have hidden your question", body)


def _page(proposal: Proposal, question: Question) -> str:
    return mail.link("proposals.question", council=proposal.council, proposal_id=proposal,
                     question_id=question.id)  # fmt: skip
