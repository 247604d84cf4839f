"""What the groups that want one place are told, at once and in the same words."""

from commissioning.core import mail
from commissioning.groups.models import Group
from commissioning.places.models import Closure
from commissioning.places.queries import get_council
from commissioning.proposals.models import Competition, CompetitionQuestion
from commissioning.proposals.queries import groups_that_want


def _tell_all(competition: Competition, subject: str, template: str, **words: object) -> None:
    """Everybody in every group, each once. Nobody learns who else is told."""
    link = mail.link("kinds.competition", council=competition.council,
                     competition_id=competition.id)  # fmt: skip
    body = mail.text(f"kinds/emails/{template}.txt", competition=competition, link=link, **words)
    _write([each.proposal.group for each in competition.competitors], subject, body)


def _write(groups: list[Group], subject: str, body: str) -> None:
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


def tell_closure(closure: Closure) -> None:
    """The groups that want the place: it would close, and what the fast track is."""
    _tell_of_closure(closure, f"{closure.place.name} would close", "closure")


def tell_taken_back(closure: Closure) -> None:
    """The same groups: it does not close."""
    _tell_of_closure(closure, f"{closure.place.name} stays open", "taken_back")


def _tell_of_closure(closure: Closure, subject: str, template: str) -> None:
    link = mail.link("places.show", council=get_council(closure.council_id),
                     place_id=closure.place)  # fmt: skip
    body = mail.text(f"kinds/emails/{template}.txt", closure=closure, link=link)
    _write(groups_that_want(closure.place), subject, body)
