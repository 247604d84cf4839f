"""The council's desk in the demo: checks, an assessment that is late and says why, decisions.

`tell` needs of its world: `proposals` by their numbers in the story, each told as far as its full
plan. `accept` and `assess` are what officers do with a case, for the other parts of the story.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from commissioning.approvals import operations, queries
from commissioning.approvals.models import (
    Case,
    CaseKind,
    CheckResult,
    Choose,
    Criterion,
    LateReason,
    Side,
)
from commissioning.core import calendar, clock, turns
from commissioning.core.transactions import saved
from commissioning.people.models import Person, PostKind
from commissioning.people.queries import holders
from commissioning.proposals.models import Proposal, Status

# criterion -> (score, reason): what the panels of the demo agree on.
SCORES = {
    Criterion.MONEY: (4, "The sums work for 5 years, and half of year 1 is promised in writing."),
    Criterion.GOVERNANCE: (3, "New to this, but the rules are good and 3 people have run places."),
    Criterion.NEED: (4, "The survey and the figures for the neighbourhood agree."),
    Criterion.SUPPORT: (4, "More supporters than were needed, from most streets."),
    Criterion.BUILDING: (3, "The repairs are known and there is money put by for them."),
    Criterion.EQUALITY: (4, "Step-free access comes in year 1."),
    Criterion.VALUE: (3, "It saves a little and keeps the place open."),
}
STILL_OPEN = {"P9": ("pack", "same"), "P7": ("survey", "land-value")}
WHY = "The papers are in order."
LATE = "We are waiting for a ground survey near the canal wall."


def accept(proposal: Proposal, *, by: Person) -> None:
    """An officer passes every check, and the group may write its full plan."""
    case = _case(proposal)
    operations.assign(case, by, by=by)
    _check(case, by)
    operations.move_on(case, by=by)


def assess(proposal: Proposal, *, by: Person) -> None:
    """An officer and the panel assess a full plan, and it goes to the residents."""
    case = _case(proposal)
    operations.assign(case, by, by=by)
    _check(case, by)
    _score(case, by)
    operations.move_on(case, by=by)


def decide(proposal: Proposal, choice: Choose, reasons: str, rejected: str) -> None:
    """An officer advises and another person decides, who has no interest in it."""
    case = queries.open_case_of(proposal) or operations.open_decision(proposal.id)
    officer, cabinet = _officer(case.council_id), _holder(case.council_id, PostKind.DECISION_MAKER)
    _check(case, officer)
    operations.advise(case, choice, reasons, by=officer)
    operations.declare(case, False, by=cabinet)
    operations.decide(case, operations.Written(choice, reasons, rejected), by=cabinet)


def tell(world: Any) -> None:
    """P9 is being checked and due soon; P7 is late and says why; P6 waits for its decision."""
    for key, part in (("P9", _p9), ("P7", _p7), ("P6", _p6)):
        if key in world.proposals:
            part(world.proposals[key])


def _p9(proposal: Proposal) -> None:
    if proposal.status != Status.CHECK:
        return
    case = _case(proposal)
    officer = _officer(case.council_id)
    _on(_back(5), lambda: operations.assign(case, officer, by=officer))
    _on(_back(2), lambda: _check(case, officer, but=STILL_OPEN["P9"]))
    note = "The pack is nearly done. Estates send the running costs tomorrow."
    _on(_back(1), lambda: operations.add_note(case, note, by=officer))


def _p7(proposal: Proposal) -> None:
    if proposal.status != Status.ASSESSMENT:
        return
    case = _case(proposal)
    officer = _officer(case.council_id)
    steward = queries.stewards_of(case.group)[0]
    _on(_back(49), lambda: operations.assign(case, officer, by=officer))
    asked = ["Who looks after the canal edge?", "What happens to the tools in winter?"]
    _on(_back(36), lambda: operations.ask_questions(case, asked, by=officer))
    answers = {
        1: "The canal trust does. We have its letter.",
        2: "They are locked in the shed. Our insurance covers them.",
    }
    _on(_back(31), lambda: operations.answer_questions(case, answers, by=steward))
    _on(_back(20), lambda: _check(case, officer, but=STILL_OPEN["P7"]))
    _on(_back(15), lambda: _score(case, officer))
    _on(_back(1), lambda: _explain(case, officer))
    words = "Is there anything we can do to help with the survey?"
    _on(_back(0), lambda: operations.send_message(case, words, True, by=steward, side=Side.GROUP))


def _explain(case: Case, officer: Person) -> None:
    turn = turns.turn_of(queries.subject_of(case))
    if turn is not None and turn.due_on is not None:
        day = calendar.nth_working_day_after(max(clock.today(), turn.due_on), 10)
        operations.explain_delay(case, LateReason.SURVEY, LATE, day, by=officer)


def _p6(proposal: Proposal) -> None:
    if proposal.status != Status.DECISION:
        return
    officer = _officer(proposal.council_id)
    day = _back(13)
    _on(day, lambda: operations.open_due_decision(proposal.id))
    case = _case(proposal)
    _on(day, lambda: operations.assign(case, officer, by=officer))
    _on(_back(10), lambda: _check(case, officer, but=("papers",)))
    brief = "The plan needs no money from the council after year 2. Residents voted for it."
    _on(_back(3), lambda: operations.advise(case, Choose.APPROVE, brief, by=officer))


def _case(proposal: Proposal) -> Case:
    case = queries.open_case_of(proposal)
    if case is None:
        raise LookupError(f"{proposal.reference} has no open case: hand it in through approvals")
    return case


def _officer(council_id: int) -> Person:
    return queries.officers(council_id)[0]


def _holder(council_id: int, kind: PostKind) -> Person:
    return holders(council_id, kind)[0]


def _check(case: Case, by: Person, but: tuple[str, ...] = ()) -> None:
    for check in case.open_checks:
        if check.key not in but:
            operations.record_check(case, check, CheckResult.PASSED, WHY, by=by)


def _score(case: Case, by: Person) -> None:
    if case.kind == CaseKind.ASSESSMENT:
        panel = holders(case.council_id, PostKind.PANEL) or [by]
        operations.give_scores(case, SCORES, by=panel[0])
        operations.agree_scores(case, SCORES, by=by)


def _back(days: int) -> date:
    """So many working days before today; 0 is today or the working day before it."""
    day = clock.today()
    while not calendar.is_working_day(day) or days:
        day -= timedelta(days=1)
        days -= bool(days and calendar.is_working_day(day))
    return day


def _on(day: date, do: Callable[[], object]) -> None:
    """Do it on that day, at ten in the morning, in a transaction of its own."""
    with clock.set_to(min(clock.london(day, 10), clock.now())), saved():
        do()
