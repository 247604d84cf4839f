"""What the group and the officers are told about a case."""

from collections.abc import Iterable, Sequence
from typing import Any

from commissioning.approvals.models import AdviceRequest, Case, Condition, Decision, PlanEntry
from commissioning.core import mail
from commissioning.core.addresses import number_of
from commissioning.core.pages import in_words
from commissioning.core.turns import Turn
from commissioning.people.models import Person
from commissioning.places.queries import get_council


def _write(people: Iterable[Person], subject: str, template: str, **words: Any) -> None:
    body = mail.text(f"approvals/emails/{template}.txt", **words)
    for address in sorted({person.email for person in people}):
        mail.write(address, subject, body)


def _page_of_group(case: Case, subject: Any) -> str:
    """The page where the group and the council talk about this."""
    return mail.link("approvals.respond", council=case.council, **number_of(subject))


def _case_page(case: Case) -> str:
    return mail.link("approvals.show", council=case.council, case_id=case.id)


def questions_asked(case: Case, subject: Any, people: list[Person]) -> None:
    """The stewards: how many questions, by when, and that the clock has stopped."""
    count = len(case.unanswered)
    words = f"{count} {'question' if count == 1 else 'questions'} about {case.title}"
    _write(people, words, "questions", case=case, count=count, link=_page_of_group(case, subject))


def answered(case: Case) -> None:
    """The officer who looks after the case."""
    if case.owner:
        link = _case_page(case)
        _write([case.owner], f"{case.reference}: the group has answered", "answered",
               case=case, link=link)  # fmt: skip


def message_sent(case: Case, subject: Any, people: list[Person], is_public: bool) -> None:
    """The stewards: the council wrote."""
    _write(people, f"A message from the council about {case.title}", "message", case=case,
           is_public=is_public, link=_page_of_group(case, subject))  # fmt: skip


def message_from_group(case: Case) -> None:
    """The officer who looks after the case: the group wrote."""
    if case.owner:
        _write([case.owner], f"{case.reference}: a message from the group", "group_wrote",
               case=case, link=_case_page(case))  # fmt: skip


def assigned(lines: Sequence[Turn], owner: Person) -> None:
    """Who has something new to look after: all of it in one mail."""
    subject = f"{lines[0].title} is now yours"
    if len(lines) > 1:
        subject = f"{len(lines)} things are now yours"
    council = get_council(lines[0].council_id)
    link = mail.link("approvals.queue", council=council, owner=owner.id)
    _write([owner], subject, "assigned", lines=lines, link=link)


def moved(case: Case, subject: Any, people: list[Person], says: str, reason: str = "") -> None:
    """The stewards: what the council did and, where there is one, the reason."""
    _write(people, f"{case.title}: {says[0].lower()}{says[1:]}", "moved", case=case, says=says,
           reason=reason, link=_page_of_group(case, subject))  # fmt: skip


def decided(case: Case, decision: Decision, people: list[Person]) -> None:
    """The stewards: what the council decided, and where the reasons are."""
    link = mail.link("approvals.decision", council=case.council, decision_id=decision)
    yes_or_no = "no" if decision.choice == "refuse" else "yes"
    if decision.choice == "with-conditions":
        yes_or_no = "yes, with conditions"
    _write(people, f"{case.title}: the council said {yes_or_no}", "decided", case=case,
           decision=decision, yes_or_no=yes_or_no, link=link)  # fmt: skip


def papers_out(entry: PlanEntry, people: list[Person]) -> None:
    """Decision-makers and stewards: the report is out, and when it is decided."""
    case = entry.case
    link = mail.link("approvals.coming", council=case.council, entry_id=entry.id)
    words = f"Papers for {in_words(entry.decide_on)}: {case.title}"
    _write(people, words, "papers", case=case, entry=entry, link=link)


def urgency_asked(entry: PlanEntry, people: list[Person]) -> None:
    """Scrutiny councillors: an officer asks whether a decision is urgent."""
    case = entry.case
    link = mail.link("approvals.agree_urgency", council=case.council, case_id=case.id)
    _write(people, f"Is this urgent? {case.title}", "urgency", case=case, entry=entry, link=link)


def can_be_called_in(decision: Decision, people: Iterable[Person]) -> None:
    """Scrutiny councillors: what was decided, and until when they can call it in."""
    link = mail.link("approvals.decision", council=decision.case.council, decision_id=decision)
    _write(people, f"Can be called in: {decision.title}", "can_be_called_in",
           decision=decision, link=link)  # fmt: skip


def called_in(decision: Decision, people: Iterable[Person], says: str, more: str) -> None:
    """The stewards and those who decide: it is called in, or what came of that."""
    link = mail.link("approvals.decision", council=decision.case.council, decision_id=decision)
    _write(people, f"{decision.title}: {says[0].lower()}{says[1:]}", "called_in",
           decision=decision, says=says, more=more, link=link)  # fmt: skip


def condition_claimed(condition: Condition, people: Iterable[Person]) -> None:
    """The officer who advised: the group says that a condition is met."""
    _about_condition(condition, people, "The group says that a condition is met")


def condition_answered(condition: Condition, people: Iterable[Person]) -> None:
    """The stewards: the council accepted it, or why not yet."""
    is_met = condition.status == "met"
    says = "The council accepts that a condition is met" if is_met else "A condition is not met yet"
    _about_condition(condition, people, says)


def _about_condition(condition: Condition, people: Iterable[Person], says: str) -> None:
    decision = condition.decision
    link = mail.link("approvals.decision", council=decision.case.council, decision_id=decision)
    _write(people, f"{decision.title}: {says[0].lower()}{says[1:]}", "condition",
           condition=condition, says=says, link=link)  # fmt: skip


def ask_adviser(request: AdviceRequest, token: str) -> None:
    """The adviser: the question, by when, and the link to answer behind."""
    _to_adviser(request, token, f"Your advice, please: {request.case.title}")


def chase_adviser(request: AdviceRequest, token: str) -> None:
    """The adviser: the answer is awaited, with a new link."""
    _to_adviser(request, token, f"Still to answer: your advice about {request.case.title}")


def _to_adviser(request: AdviceRequest, token: str, subject: str) -> None:
    case = request.case
    link = mail.link("approvals.give_advice", council=case.council, token=token)
    body = mail.text("approvals/emails/ask_advice.txt", case=case, request=request, link=link,
                     chased=request.chased > 0)  # fmt: skip
    mail.write(request.email, subject, body)


def advice_withdrawn(request: AdviceRequest) -> None:
    """The adviser: nothing to do any more."""
    case = request.case
    body = mail.text("approvals/emails/advice_withdrawn.txt", case=case)
    mail.write(request.email, f"Not needed any more: your advice about {case.title}", body)


def advice_given(request: AdviceRequest) -> None:
    """The officer who looks after the case: an adviser has answered."""
    case = request.case
    if case.owner:
        link = mail.link("approvals.advice", council=case.council, case_id=case.id,
                         request_id=request.id)  # fmt: skip
        _write([case.owner], f"{case.reference}: {request.name} has advised", "advice_given",
               case=case, request=request, link=link)  # fmt: skip
