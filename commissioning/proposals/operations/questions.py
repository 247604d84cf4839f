"""Questions on a proposal: kept by the discussion, counted here, and told to those concerned."""

from sqlalchemy import update

from commissioning.core.database import db
from commissioning.core.refusals import Refused
from commissioning.discussion import operations as discussion
from commissioning.discussion.models import HideRule, Question
from commissioning.discussion.operations import Asked
from commissioning.people.models import Person
from commissioning.proposals.emails import questions as emails
from commissioning.proposals.models import Proposal


def ask(proposal: Proposal, asked: Asked) -> None:
    """Ask with a name and an address: public when the button behind the mail's link is pressed."""
    _only_in_public(proposal)
    _question, token = discussion.ask(proposal, asked)
    emails.send_link(proposal, asked, token)


def ask_now(proposal: Proposal, words: str, *, by: Person) -> Question:
    """Ask as a signed-in person: public at once."""
    _only_in_public(proposal)
    question = discussion.ask_now(proposal, words, by=by)
    _asked(proposal, question)
    return question


def confirm(proposal: Proposal, question: Question) -> None:
    """The button behind the link was pressed. Refused the second time."""
    discussion.confirm(question, proposal)
    _asked(proposal, question)


def answer(proposal: Proposal, question: Question, written: str, *, by: Person) -> None:
    """Answer a question, and tell whoever asked it."""
    if question.is_hidden:
        raise Refused("This question is hidden. It cannot be answered.")
    discussion.answer(question, proposal, written, by=by)
    emails.send_answer(proposal, question)


def hide(proposal: Proposal, question: Question, rule: HideRule, *, by: Person) -> None:
    """Take a question off the page, and tell whoever asked it which rule it broke."""
    discussion.hide(question, proposal, rule, by=by)
    emails.send_hidden(proposal, question)


def show_again(proposal: Proposal, question: Question, *, by: Person) -> None:
    """Put a hidden question back."""
    discussion.show_again(question, proposal, by=by)


def _only_in_public(proposal: Proposal) -> None:
    if not proposal.is_public:
        raise Refused("This proposal is not public yet.")


def _asked(proposal: Proposal, question: Question) -> None:
    db.session.execute(
        update(Proposal)
        .where(Proposal.id == proposal.id)
        .values(questions_count=Proposal.questions_count + 1)
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(proposal, ["questions_count"])
    emails.send_asked(proposal, question)
