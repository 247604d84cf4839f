"""The council's desk in the demo: checks, an assessment that is late and says why, decisions.

`tell` needs of its world: `proposals` by their numbers in the story, each told as far as its full
plan. `accept` and `assess` are what officers do with a case, for the other parts of the story.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from commissioning.approvals import operations, queries
from commissioning.approvals.models import (
    CallInGround,
    Case,
    CaseKind,
    CheckResult,
    Choose,
    Condition,
    Criterion,
    Field,
    Heading,
    Land,
    LateReason,
    Outcome,
    Side,
)
from commissioning.approvals.scheme import Facts
from commissioning.commissions.models import Commission
from commissioning.commissions.operations import Award
from commissioning.core import calendar, clock, turns
from commissioning.files import operations as files
from commissioning.files.models import Paragraph, Readers, Terms
from commissioning.files.queries import get_holder
from commissioning.people.models import Person, PostKind
from commissioning.people.queries import holders, the_service
from commissioning.places.settings import CouncilSettings
from commissioning.proposals.models import Proposal, Status
from seed.story import gates
from seed.story.acts import Act
from seed.story.acts import tell as tell_acts

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
STRICTER = {
    each: (max(score - (each in {Criterion.GOVERNANCE, Criterion.VALUE}), 0), reason)
    for each, (score, reason) in SCORES.items()
}
CALL_IN_DAYS = CouncilSettings().call_in_days
DECISION_SINCE = 20  # days: by then the result of P6's vote has gone to the council
LEASE = Facts(0, land=Land.LEASE, lease_years=25, is_undervalue=True)  # for a cabinet member
PLOTS = Facts(21_000_00, 2, Land.LEASE, lease_years=25)  # its plot holders are from both
TUESDAY = 1
STILL_OPEN = {"P9": ("pack", "same"), "P7": ("survey",)}
Steps = tuple[tuple[int, Callable[[Proposal], object]], ...]
WHY = "The papers are in order."
ADVICE = (
    (Field.LEGAL, "Lena Ward", "Can we grant a lease of 25 years for less than the full price?"),
    (Field.PROPERTY, "Peter Moss", "Is the canal wall safe, and what would a repair cost?"),
)
LEGAL = """Yes, by the Local Government Act 1972, section 123, and the general consent of 2003, if:

- the undervalue is less than £2 million, and
- the lease helps the well-being of the area.

Write down both in the report."""
SURVEY = b"Please look at the canal wall between the lock and the shed, and say what it needs.\n"
LAND_VALUE = b"what,pounds\nas it stands,42000\nwith a lease of 25 years,9000\n"
RISKS = """- The water pipe is old. The plan puts £900 a year by for it.
- Plots could stand empty. 31 people are on the waiting list."""
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
    gates.meet(proposal, by=by)
    operations.move_on(case, by=by)


def decide(subject: Any, choice: Choose, reasons: str, rejected: str, **more: str) -> None:
    """An officer advises and another person decides, who has no interest in it.

    `more`: conditions, and what else a decision can say.
    """
    case = queries.open_case_of(subject) or operations.open_next(subject, by=the_service())
    officer, cabinet = _officer(case.council_id), _holder(case.council_id, PostKind.DECISION_MAKER)
    _check(case, officer)
    gates.meet(subject, by=officer)
    operations.say_who_decides(case, LEASE, by=officer)
    operations.advise(case, choice, reasons, by=officer)
    operations.declare(case, False, by=cabinet)
    operations.decide(case, operations.Written(choice, reasons, rejected, **more), by=cabinet)


def takes_effect_on(decided: date) -> date:
    """The day after the time in which councillors can call a decision in."""
    return calendar.nth_working_day_after(decided, CALL_IN_DAYS) + timedelta(days=1)


def take_effect(subject: Any) -> None:
    """Nobody called it in, so the clock puts it in effect."""
    decision = queries.pending_decision_on(subject)
    if decision is None:
        raise LookupError(f"No decision about {subject.reference} waits to take effect")
    operations.take_effect(decision.id)


def claim_condition(subject: Any, evidence: str) -> None:
    """The group says that the first condition of its decision is met."""
    steward = queries.stewards_of(subject.group)[0]
    operations.claim(_first_condition(subject), evidence, by=steward)


def accept_condition(subject: Any) -> None:
    """A senior officer accepts that it is."""
    senior = _holder(subject.council_id, PostKind.SENIOR_OFFICER)
    operations.accept(_first_condition(subject), by=senior)


def _first_condition(subject: Any) -> Condition:
    decision = queries.decision_on(subject)
    if decision is None:
        raise LookupError(f"Nothing was decided about {subject.reference}")
    return queries.conditions_of(decision)[0]


def call_in(subject: Any, ground: CallInGround, words: str) -> None:
    """A scrutiny councillor calls its decision in: in Aldermere one is enough."""
    decision = queries.pending_decision_on(subject)
    if decision is None:
        raise LookupError(f"No decision about {subject.reference} can be called in")
    scrutiny = _holder(decision.council_id, PostKind.SCRUTINY)
    operations.call_in(decision, ground, words, by=scrutiny)


def hear(subject: Any, outcome: Outcome, reason: str) -> None:
    """An officer who had no part in the decision writes down what scrutiny said."""
    decision = queries.pending_decision_on(subject)
    if decision is None:
        raise LookupError(f"No decision about {subject.reference} is called in")
    clerk = _holder(decision.council_id, PostKind.SENIOR_OFFICER)
    operations.record_hearing(decision, outcome, reason, by=clerk)


def name_provider(commission: Commission, award: Award) -> None:
    """An officer passes the checks and says who will run a commission."""
    case = _case(commission)
    officer = _officer(case.council_id)
    _check(case, officer)
    operations.name_provider(case, award, by=officer)


def tell(world: Any) -> None:
    """Tell the desk's part alone. With others, sort the acts of all."""
    tell_acts(acts(world))


def acts(world: Any) -> list[Act]:
    """P9 is being checked and due soon; P7 is late and says why; P6 waits for its decision."""
    parts = (("P9", Status.CHECK, P9), ("P7", Status.ASSESSMENT, P7), ("P6", Status.DECISION, P6))
    return [
        Act(_morning(_not_before(status, _back(days))), partial(_do, world, key, status, do))
        for key, status, steps in parts
        for days, do in steps
    ]


def _do(world: Any, key: str, status: Status, do: Callable[[Proposal], object]) -> None:
    """Do it to a proposal of the story that is there, and as far as it should be."""
    proposal = world.proposals.get(key)
    if proposal is not None and proposal.status == status:
        do(proposal)


def _take(proposal: Proposal) -> None:
    case = _case(proposal)
    officer = _officer(case.council_id)
    operations.assign(case, officer, by=officer)


def _go_through(proposal: Proposal, but: tuple[str, ...]) -> None:
    case = _case(proposal)
    _check(case, _officer(case.council_id), but=but)


def _note(proposal: Proposal) -> None:
    case = _case(proposal)
    note = "The pack is nearly done. Estates send the running costs tomorrow."
    operations.add_note(case, note, by=_officer(case.council_id))


def _ask(proposal: Proposal) -> None:
    case = _case(proposal)
    asked = ["Who looks after the canal edge?", "What happens to the tools in winter?"]
    operations.ask_questions(case, asked, by=_officer(case.council_id))


def _answer(proposal: Proposal) -> None:
    case = _case(proposal)
    answers = {
        1: "The canal trust does. We have its letter.",
        2: "They are locked in the shed. Our insurance covers them.",
    }
    operations.answer_questions(case, answers, by=queries.stewards_of(case.group)[0])


def _ask_advice(proposal: Proposal) -> None:
    """The lawyer answers in time; the surveyor is late, and was reminded."""
    case = _case(proposal)
    officer = _officer(case.council_id)
    day = calendar.nth_working_day_after(clock.today(), 10)
    for field, name, question in ADVICE:
        email = f"{name.split()[0].lower()}@advice.example"
        wanted = operations.AdviceWanted(field, name, email, question, day)
        operations.ask_advice(case, wanted, by=officer)


def _advise_law(proposal: Proposal) -> None:
    case = _case(proposal)
    legal = queries.advice_asked(case)[0]
    operations.give_advice(legal, LEGAL)
    operations.read_advice(legal, True, by=_officer(case.council_id))


def _chase(proposal: Proposal) -> None:
    """What the worker does; it does not run while a story is told."""
    due = queries.due_to_chase()
    for each in queries.advice_asked(_case(proposal)):
        if each.id in due:
            operations.chase_advice(each.id)


def _give_scores(proposal: Proposal) -> None:
    case = _case(proposal)
    _score(case, _officer(case.council_id))


def _ask_the_law(proposal: Proposal) -> None:
    gates.begin(proposal, by=_officer(proposal.council_id))


def _offer_help(proposal: Proposal) -> None:
    case = _case(proposal)
    words = "Is there anything we can do to help with the survey?"
    steward = queries.stewards_of(case.group)[0]
    operations.send_message(case, words, True, by=steward, side=Side.GROUP)


def _add_files(proposal: Proposal) -> None:
    """A note that everyone reads, and a price that is kept back."""
    case = _case(proposal)
    by = _officer(case.council_id)
    held = get_holder("council-case", case.id, case.council_id)
    files.attach(held, "ground-survey-brief.txt", SURVEY, Terms(Readers.PUBLIC), by=by)
    why = "The price is still being talked about. Showing it now would cost residents money."
    terms = Terms(Readers.EXEMPT, Paragraph.THREE, why)
    files.attach(held, "land-value.csv", LAND_VALUE, terms, by=by)


def _explain(proposal: Proposal) -> None:
    turn = turns.turn_of(proposal)
    if turn is not None and turn.due_on is not None:
        case = _case(proposal)
        day = calendar.nth_working_day_after(max(clock.today(), turn.due_on), 10)
        operations.explain_delay(case, LateReason.SURVEY, LATE, day, by=_officer(case.council_id))


def _start_decision(proposal: Proposal) -> None:
    operations.open_due_decision(proposal.id)
    _take(proposal)


def _give_notice(proposal: Proposal) -> None:
    """It is key, so the cabinet decides on the first Tuesday after 28 clear days."""
    case = _case(proposal)
    officer = _officer(case.council_id)
    operations.say_who_decides(case, PLOTS, by=officer)
    day = calendar.clear_days_after(clock.today(), case.council.settings.forward_notice_clear_days)
    while day.weekday() != TUESDAY or not calendar.is_working_day(day):
        day += timedelta(days=1)
    notice = operations.Notice(
        matter="Whether the plot holders take over Long Acre Allotments",
        maker="The cabinet: the leader and six cabinet members",
        decide_on=day,
        where="Council chamber, Town Hall, 6pm",
        papers="The officer’s report, the group’s full plan, the equality paper",
        copies_from="This site, and the Town Hall reception",
        ask_for="Write to democracy@aldermere.example. Other papers may come later.",
    )
    operations.publish_entry(case, notice, by=officer)


def _advise(proposal: Proposal) -> None:
    case = _case(proposal)
    brief = "The plan needs no money from the council after year 2. Residents voted for it."
    officer = _officer(case.council_id)
    operations.advise(case, Choose.APPROVE, brief, by=officer)
    report = operations.draft_report(case, by=officer)
    operations.write_part(report, Heading.RISKS, RISKS, 1, by=officer)


# (working days before today, what is done)
P9: Steps = (
    (5, _take),
    (2, partial(_go_through, but=STILL_OPEN["P9"])),
    (1, _note),
)
P7: Steps = (
    (49, _take),
    (36, _ask),
    (31, _answer),
    (24, _ask_advice),
    (22, _add_files),
    (20, partial(_go_through, but=STILL_OPEN["P7"])),
    (18, _advise_law),
    (16, _chase),
    (15, _give_scores),
    (14, _chase),
    (9, _chase),
    (8, _ask_the_law),
    (4, _chase),
    (1, _explain),
    (0, _offer_help),
)
P6: Steps = (
    (14, _start_decision),
    (13, _give_notice),
    (10, partial(_go_through, but=("equality",))),
    (3, _advise),
)


def _case(subject: Any) -> Case:
    case = queries.open_case_of(subject)
    if case is None:
        raise LookupError(f"{subject.reference} has no open case: hand it in through approvals")
    return case


def _officer(council_id: int) -> Person:
    return holders(council_id, PostKind.OFFICER, PostKind.SENIOR_OFFICER)[0]


def _holder(council_id: int, kind: PostKind) -> Person:
    return holders(council_id, kind)[0]


def _check(case: Case, by: Person, but: tuple[str, ...] = ()) -> None:
    for check in case.open_checks:
        if check.key not in but:
            operations.record_check(case, check, CheckResult.PASSED, WHY, by=by)


def _score(case: Case, by: Person) -> None:
    if case.kind == CaseKind.ASSESSMENT:
        panel = holders(case.council_id, PostKind.PANEL)
        senior = _holder(case.council_id, PostKind.SENIOR_OFFICER)
        operations.name_panel(case, by, [*panel, senior], by=by)
        for each in (*panel, senior):
            operations.give_scores(case, STRICTER if each is senior else SCORES, by=each)
        operations.agree_scores(case, SCORES, by=by)


def _back(days: int) -> date:
    """So many working days before today; 0 is today or the working day before it."""
    day = clock.today()
    while not calendar.is_working_day(day) or days:
        day -= timedelta(days=1)
        days -= bool(days and calendar.is_working_day(day))
    return day


def _not_before(status: Status, day: date) -> date:
    """The day, moved on where holidays would put it before the result of the vote."""
    if status == Status.DECISION:
        return max(day, clock.today() - timedelta(days=DECISION_SINCE))
    return day


def _morning(day: date) -> datetime:
    """Ten in the morning of that day, or now when it is earlier."""
    return min(clock.london(day, 10), clock.now())
