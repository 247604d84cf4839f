"""A competition for a place: the same rules, the same last day and the same answers for all."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from commissioning.core import clock, history, turns
from commissioning.core.database import db, unique
from commissioning.core.history import Visibility
from commissioning.core.pages import in_words
from commissioning.core.refusals import Refused
from commissioning.core.turns import Promise, Unit, Whose
from commissioning.kinds import emails, rules
from commissioning.kinds.workflow import COMPETING
from commissioning.people.models import Person
from commissioning.people.rules import is_officer
from commissioning.places.models import Place
from commissioning.proposals.models import (
    Competition,
    CompetitionQuestion,
    Competitor,
    Proposal,
    Status,
)
from commissioning.proposals.operations.holding import hold
from commissioning.proposals.queries import can_compete

SAY_WHY = "Say why, so that people can understand"


def open_competition(place: Place, words: str, last_day: date, *, by: Person) -> Competition:
    """Two or more groups want a place and passed the check: they compete from now on.

    `words`: the rules, the same for all. Their plans are hidden until one is chosen. Raises
    Refused, with the field’s name, where a day promised to a group would be lost.
    """
    is_officer.check(by, place)
    found = can_compete(place.id)
    if len({each.group_id for each in found}) < 2:
        raise Refused("A competition needs two groups whose proposals passed the council’s check.")
    for each in found:
        hold(each)
    _check_people(found)
    if not words.strip():
        raise Refused("Write the rules", "words")
    _check_day(found, last_day)
    opened = Competition(council_id=place.council_id, place=place, rules=words.strip(),
                         last_day=last_day, opened_by_id=by.id)  # fmt: skip
    with unique("uq_competition_open_place", says="There is a competition for it already."):
        db.session.add(opened)
    for each in found:
        _enter(opened, each)
    rules.may_run.check(by, opened)
    says = f"Several groups want {place.name}. All send their plans by {in_words(last_day)}"
    _record_for_all(opened, "open-competition", says, by, reason=opened.rules)
    emails.tell_opened(opened)
    return opened


def _enter(competition: Competition, proposal: Proposal) -> None:
    if proposal.competitor is not None:
        raise Refused(f"{proposal.reference} was in a competition before.")
    competition.competitors.append(Competitor(proposal=proposal))
    _set_day(proposal, competition.last_day)


def _set_day(proposal: Proposal, last_day: date) -> None:
    """The last day of a group that writes; the council reads all plans after it."""
    if proposal.status == Status.PLAN:
        limit = Promise(0, Unit.NONE)
        turns.begin(proposal, proposal.status.value, Whose.GROUP, limit, due_on=last_day)
    else:
        days = proposal.promise("assessment_days")
        due_on = days.due(max(clock.today(), last_day))
        turns.begin(proposal, proposal.status.value, Whose.COUNCIL, days, due_on=due_on)


def _check_people(proposals: Iterable[Proposal]) -> None:
    groups = {each.group_id: each.group for each in proposals}
    counted = Counter(m.person_id for group in groups.values() for m in group.current_members)
    if any(count > 1 for count in counted.values()):
        raise Refused("Somebody belongs to two of these groups. They have to leave one first.")


def _check_day(proposals: Iterable[Proposal], last_day: date) -> None:
    """No group loses a day that it was promised."""
    writing = [turns.turn_of(each) for each in proposals if each.status == Status.PLAN]
    promised = [each.due_on for each in writing if each and each.due_on]
    earliest = max([clock.today() + clock.DAY, *promised])
    if last_day < earliest:
        raise Refused(f"Choose {in_words(earliest)} or later. A group has until then.", "last_day")


def let_in(competition: Competition, proposal: Proposal, *, by: Person) -> None:
    """Another proposal for the place passed its check: it competes under the same rules.

    Raises Refused when it cannot, or would lose days it was promised.
    """
    rules.may_run.check(by, competition)
    hold(proposal)
    if proposal not in can_compete(competition.place_id):
        raise Refused("Only a proposal for this place that passed its check can compete.")
    _check_people([*(each.proposal for each in competition.competitors), proposal])
    _check_day([proposal], competition.last_day)
    _enter(competition, proposal)
    says = f"{proposal.reference} is in the competition for {competition.place.name} too"
    _record_for_all(competition, "let-in", says, by)
    emails.tell_opened(competition)


def move_last_day(competition: Competition, later: date, reason: str, *, by: Person) -> None:
    """A later last day, for all groups. Raises Refused for an earlier one or without a reason."""
    rules.may_run.check(by, competition)
    if later <= max(competition.last_day, clock.today()):
        raise Refused("Choose a day after the last day and after today", "later")
    if not reason.strip():
        raise Refused(SAY_WHY, "reason")
    competition.last_day = later
    for each in competition.competitors:
        if each.proposal.status in {Status.PLAN, Status.ASSESSMENT}:
            _set_day(each.proposal, later)
    says = f"All groups can send their plans until {in_words(later)}"
    _record_for_all(competition, "move-last-day", says, by, reason=reason)
    emails.tell_last_day(competition, reason)


def ask(competition: Competition, words: str, *, by: Person) -> CompetitionQuestion:
    """A group asks about the rules. Nobody reads which group; the council’s clock starts."""
    rules.may_ask.check(by, competition)
    if not words.strip():
        raise Refused("Write your question", "words")
    question = CompetitionQuestion(competition=competition, question=words, asked_by_id=by.id)
    db.session.add(question)
    db.session.flush()  # its turn needs its number
    limit = competition.council.settings.promise("competition_answer_days")
    turns.begin(question, "competition-question", Whose.COUNCIL, limit)
    history.record(competition, "ask", by=by, says="A group asked about the rules",
                   visibility=Visibility.PARTIES, question=question.id)  # fmt: skip
    return question


def answer(question: CompetitionQuestion, words: str, *, by: Person) -> None:
    """Answer a question of one group, to all of them."""
    rules.may_answer.check(by, question)
    if not words.strip():
        raise Refused("Write the answer", "words")
    question.answer, question.answered_on = words, clock.today()
    turns.end(question)
    history.record(question.competition, "answer", by=by, question=question.id,
                   says="The council answered a question about the rules")  # fmt: skip
    emails.tell_answer(question)


def call_off(competition: Competition, reason: str, *, by: Person) -> None:
    """There is no competition any more: each proposal that is left goes on by itself."""
    COMPETING.take("call-off", competition, by=by, reason=reason)
    end(competition)
    emails.tell_called_off(competition, reason)


def end(competition: Competition) -> None:
    """Nothing about it waits any more."""
    competition.ended_on = clock.today()
    for each in competition.questions:
        if each.answered_on is None:
            turns.end(each)


def _record_for_all(
    competition: Competition, name: str, says: str, by: Person, reason: str = ""
) -> None:
    """On the record of the competition and of each proposal in it."""
    last_day = competition.last_day.isoformat()
    for each in (competition, *(each.proposal for each in competition.competitors)):
        history.record(each, name, by=by, says=says, reason=reason, last_day=last_day,
                       competition=competition.id)  # fmt: skip
