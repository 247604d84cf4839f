"""The twelve proposals of the demo, from their drafts to the full plans they sent.

What other parts of the site do on the way (neighbours' support, the council's check) is handed in
by name, so that each part of the story is told by its own operations.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from commissioning.core import calendar, clock
from commissioning.people.models import Person
from commissioning.proposals import operations
from commissioning.proposals.models import SHORT_FORM, Proposal, Section, Status
from commissioning.proposals.operations import Written
from commissioning.proposals.queries import section_of
from commissioning.proposals.tiers import compulsory
from seed.story.acts import Act, act
from seed.story.acts import tell as tell_acts
from seed.story.groups import three_of
from seed.story.plans import PROPOSALS, Proposed, figures

CHECK_DAYS = 10  # as the demo's council promises
Take = Callable[..., object]


def _accept(proposal: Proposal, *, by: Person) -> None:
    operations.take_step(proposal, "accept", by=by)


@dataclass(frozen=True)
class Hands:
    """Who does what belongs to other parts of the site.

    `gather(proposal, count)` lets so many people support it, which reaches the target; without it
    the story stops there. The others take a proposal and `by`.
    """

    gather: Take | None = None
    send_in: Take = operations.send_in
    accept: Take = _accept
    send_plan: Take = operations.send_plan


@dataclass(frozen=True)
class Days:
    """When it happened. None: it has not."""

    drafted: date
    opened: date | None = None
    reached: date | None = None
    sent_in: date | None = None
    accepted: date | None = None
    plan_sent: date | None = None


SUPPORTERS = {"P1": 71, "P2": 164, "P3": 90, "P4": 88, "P5": 118, "P6": 93, "P7": 64, "P8": 77,
              "P9": 57, "P11": 112}  # fmt: skip


def working_day(day: date, back: int = 0) -> date:
    """The working day at or before `day`, or so many working days before it."""
    while not calendar.is_working_day(day) or back:
        day -= timedelta(days=1)
        back -= bool(back and calendar.is_working_day(day))
    return day


def opening_day() -> date:
    """When the demo's mutuals opened: the first day of the eighth quarter before this one."""
    today = clock.today()
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    return calendar.add_months(quarter, -24)


def check_begun(today: date) -> date:
    """Eight working days ago or, where holidays are ahead, a little longer: it is due soon."""
    for days in (8, 9):
        begun = working_day(today, days)
        due = calendar.nth_working_day_after(begun, CHECK_DAYS)
        if (due - today).days * 5 <= (due - begun).days:
            return begun
    return working_day(today, CHECK_DAYS)


def days_of(key: str) -> Days:
    """When each thing happened to a proposal, counted from today or from the mutuals' opening.

    Their drafts are started in the order of their numbers, so that P7 of the story is P7 on the
    site; some of them rest for long.
    """
    today = clock.today()

    def ago(days: int, since: date = today) -> date:
        return working_day(since - timedelta(days=days))

    opened, checking = opening_day(), check_begun(today)
    told = {
        "P1": Days(*(ago(days, opened) for days in (600, 540, 510, 505, 491, 320))),
        "P2": Days(*(ago(days, opened) for days in (600, 547, 507, 502, 488, 313))),
        "P3": Days(*(ago(days, opened) for days in (600, 560, 530, 525, 511, 330))),
        "P4": Days(*map(ago, (560, 397, 372, 367, 354, 187))),
        "P5": Days(*map(ago, (510, 287, 278, 276, 263, 94))),
        "P6": Days(*map(ago, (500, 380, 345, 340, 326, 160))),
        "P7": Days(*[*map(ago, (490, 294, 253, 252, 239)), working_day(today, 51)]),
        "P8": Days(*map(ago, (480, 170, 125, 113, 98))),
        "P9": Days(*[ago(470), ago(47, checking), ago(2, checking), checking]),
        "P10": Days(ago(460), today - timedelta(days=21)),
        "P11": Days(*map(ago, (450, 420, 400, 395, 381, 290))),
        "P12": Days(ago(49)),
    }
    return told[key]


def _people(world: Any, plan: Proposed) -> list[Person]:
    return three_of(world, plan.group)


def _proposal(world: Any, plan: Proposed) -> Proposal:
    found: Proposal = world.proposals[plan.key]
    return found


def _draft(world: Any, plan: Proposed) -> None:
    steward = _people(world, plan)[0]
    world.proposals[plan.key] = operations.start(
        world.places[plan.place], world.groups[plan.group], plan.title, plan.summary, by=steward
    )


def _write(world: Any, plan: Proposed, sections: Any, finished: bool = True) -> None:
    """The three take turns to write."""
    proposal, people = _proposal(world, plan), _people(world, plan)
    for number, section in enumerate(sections):
        version = section_of(proposal, section).version
        written = Written(plan.words(section), version, finished)
        operations.save_section(proposal, section, written, by=people[number % len(people)])


def _open(world: Any, plan: Proposed) -> None:
    proposal, (steward, second, _third) = _proposal(world, plan), _people(world, plan)
    operations.ask_to_send(proposal, by=steward)
    operations.agree(proposal, by=second)
    operations.open_support(proposal, by=steward)


def _write_plan(world: Any, plan: Proposed) -> None:
    proposal = _proposal(world, plan)
    _write(world, plan, [each for each in compulsory(proposal) if each not in SHORT_FORM])
    steward = _people(world, plan)[0]
    operations.save_money(proposal, figures(plan), proposal.money_version, by=steward)


def _send_plan(world: Any, plan: Proposed, hands: Hands) -> None:
    proposal, (steward, second, _third) = _proposal(world, plan), _people(world, plan)
    operations.ask_to_send(proposal, by=steward)
    operations.agree(proposal, by=second)
    hands.send_plan(proposal, by=steward)


def send_again(world: Any, key: str, section: Section, added: str, *, send_plan: Take) -> None:
    """A plan that was sent back says more in one section, and is sent again."""
    plan = next(each for each in PROPOSALS if each.key == key)
    proposal, people = _proposal(world, plan), _people(world, plan)
    version = section_of(proposal, section).version
    written = Written(plan.words(section) + added, version, is_finished=True)
    operations.save_section(proposal, section, written, by=people[1])
    _send_plan(world, plan, Hands(send_plan=send_plan))


def _before_support(world: Any, plan: Proposed, days: Days) -> list[Act]:
    return [
        act(days.drafted, 19, lambda: _draft(world, plan)),
        *(
            [
                act(days.opened - timedelta(days=3), 20, lambda: _write(world, plan, SHORT_FORM)),
                act(days.opened, 10, lambda: _open(world, plan)),
            ]
            if days.opened
            else []
        ),
    ]


def _after_support(world: Any, plan: Proposed, days: Days, hands: Hands) -> list[Act]:

    def steward() -> Person:
        return _people(world, plan)[0]  # people exist when the act is told

    officer = world.people["demo.officer"]
    gather = hands.gather
    steps: list[tuple[date | None, int, Callable[[], object]]] = [
        (days.reached, 17, lambda: gather and gather(_proposal(world, plan), SUPPORTERS[plan.key])),
        (days.sent_in, 18, lambda: hands.send_in(_proposal(world, plan), by=steward())),
        (days.accepted, 15, lambda: hands.accept(_proposal(world, plan), by=officer)),
        (_halfway(days), 21, lambda: _write_plan(world, plan)),
        (days.plan_sent, 16, lambda: _send_plan(world, plan, hands)),
    ]
    return [act(day, hour, do) for day, hour, do in steps if day is not None]


def _halfway(days: Days) -> date | None:
    """When most of a full plan was written: before it was sent, or by today."""
    if days.accepted is None:
        return None
    return days.accepted + ((days.plan_sent or clock.today()) - days.accepted) / 2


def _unfinished(world: Any, day: date) -> list[Act]:
    """P12 is a draft: three of the four parts of the short form are finished."""
    plan = PROPOSALS[-1]
    done = (Section.IDEA, Section.NEED, Section.GROUP)
    return [
        act(day + timedelta(days=9), 20, lambda: _write(world, plan, done)),
        act(day + timedelta(days=40), 20,
            lambda: _write(world, plan, (Section.SERVICES,), finished=False)),
    ]  # fmt: skip


def acts(world: Any, hands: Hands | None = None) -> list[Act]:
    """The story of all twelve.

    `world` has `places` by PL1, `groups` by G1, `people` by demo.officer and the like, and
    `proposals`, a dict that is filled by P1 and so on.
    """
    hands = hands or Hands()
    found: list[Act] = []
    for plan in PROPOSALS:
        days = days_of(plan.key)
        found += _before_support(world, plan, days)
        if hands.gather is not None:
            found += _after_support(world, plan, days, hands)
    return found + _unfinished(world, days_of("P12").drafted)


def tell(world: Any, hands: Hands | None = None) -> None:
    """Tell this part alone. With others, sort the acts of all."""
    tell_acts(acts(world, hands))


def stage_told(key: str) -> Status:
    """Where a proposal stands when this part of the story is told with every hand."""
    days = days_of(key)
    stages = (
        (days.plan_sent, Status.ASSESSMENT),
        (days.accepted, Status.PLAN),
        (days.sent_in, Status.CHECK),
        (days.opened, Status.SUPPORT),
    )
    return next((stage for day, stage in stages if day is not None), Status.DRAFT)
