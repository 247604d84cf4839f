"""What all groups that want one place are told, at once and in the same words."""

from commissioning.core import mail
from commissioning.proposals.models import Competition, CompetitionQuestion


def _tell_all(competition: Competition, subject: str, template: str, **words: object) -> None:
    """Everybody in every group, each once. Nobody learns who else is told."""
    link = mail.link("kinds.competition", council=competition.council,
                     competition_id=competition.id)  # fmt: skip
    body = mail.text(f"kinds/emails/{template}.txt", competition=competition, link=link, **words)
    groups = [each.proposal.group for each in competition.competitors]
    people = [member.person for group in groups for member in group.current_members]
    for address in sorted({each.email for each in people}):
        mail.write(address, subject, body)


def tell_opened(competition: Competition) -> None:
    """More than one group wants the place: the rules and the last day."""
    _tell_all(competition, f"Several groups want {competition.place.name}", "opened")


def tell_last_day(competition: Competition, reason: str) -> None:
    """There is a later last day for all."""
    subject = f"A new last day for {competition.place.name}"
    _tell_all(competition, subject, "last_day", reason=reason)


def tell_answer(question: CompetitionQuestion) -> None:
    """A group asked about the rules, and everyone gets the answer."""
    subject = f"A question about {question.competition.place.name} and its answer"
    _tell_all(question.competition, subject, "answer", question=question)


def tell_called_off(competition: Competition, reason: str) -> None:
    """There is no competition any more."""
    subject = f"No competition for {competition.place.name}"
    _tell_all(competition, subject, "called_off", reason=reason)
