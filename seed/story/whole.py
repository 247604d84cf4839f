"""The demo's whole story, told once in the order of time.

Each part of the story offers acts; here they are joined by what connects them: the council
assesses a plan before its vote is announced, sends two plans back, and decides after the vote
before the handover.
"""

from collections.abc import Callable
from datetime import timedelta

from commissioning.approvals import operations as desk
from commissioning.approvals import queries
from commissioning.approvals.models import CallInGround, Choose, Outcome, SendBackGround
from commissioning.core import calendar, clock
from commissioning.proposals.models import Proposal, Section
from seed.story import (
    agreements,
    approvals,
    commissions,
    concerns,
    corrections,
    flags,
    groups,
    kinds,
    mutuals,
    owners,
    packs,
    people,
    places,
    proposals,
    reports,
    reviews,
    rights,
    support,
    votes,
)
from seed.story.acts import Act, act
from seed.story.acts import tell as tell_acts
from seed.story.proposals import Hands, opening_day, working_day
from seed.story.votes import NOTICE_DAYS, OPEN_DAYS
from seed.world import World

DECIDED_BEFORE_OPENING = {"P1": 178, "P2": 176, "P3": 174}  # in days
P4_DECIDED_DAYS_AGO = 98
P4_HEARD_DAYS_AGO = 70
CALLED_IN_AFTER = 2  # working days
CALLED_IN = "The report does not say who pays if the roof needs work in the first winter."
HEARD = "The report’s annex says so: the council pays for the roof. Councillors were content."
SENT_BACK = {"P4": (175, 6), "P6": (120, 9)}  # days ago, and working days until it came again
MISSING = "Who opens and locks up when the first key holder is ill?"
ADDED = "\n- **A key holder is ill**: three others have keys, and the list hangs by the door."
REASONS = (
    "Residents voted for it, the plan pays its way for 5 years, and the place stays open to all."
)
CONDITIONS = {
    "conditions": "Show the council a safeguarding policy\nInsure the building",
    "later": "Publish each quarter how many young people come",
}
EVIDENCE = "Our members agreed the policy in September. It is on the noticeboard and on our page."
REJECTED = "The council could have kept running it. That costs more, for fewer hours."


def tell(world: World, say: Callable[[str], object] = lambda _words: None) -> None:
    """Tell everything at its own moment."""
    tell_acts(acts(world), say)


def acts(world: World) -> list[Act]:
    """All parts of the story, joined."""
    return [each for part in PARTS for each in part(world)]


def _proposals(world: World) -> list[Act]:
    where = list(world.neighbourhoods.values())

    def gather(proposal: Proposal, count: int) -> None:
        support.gather(proposal, count, where=where)

    hands = Hands(
        gather=gather,
        send_in=desk.hand_in,
        accept=approvals.accept,
        send_plan=desk.hand_in_plan,
    )
    return proposals.acts(world, hands)


def _sent_back(world: World) -> list[Act]:
    """Two plans were sent back once, and came again."""
    found = []
    for key, (days_ago, answered_after) in SENT_BACK.items():
        day = working_day(clock.today() - timedelta(days=days_ago))
        again = calendar.nth_working_day_after(day, answered_after)
        found += [
            act(day, 11, _of(_send_back, world, key)),
            act(again, 19, _of(_again, world, key)),
        ]
    return found


def _send_back(world: World, key: str) -> None:
    case = queries.open_case_of(world.proposals[key])
    if case is None:
        raise LookupError(f"{key} is not at the desk")
    desk.send_back(case, SendBackGround.MISSING, MISSING, by=world.people["demo.officer"])


def _again(world: World, key: str) -> None:
    proposals.send_again(world, key, Section.RISKS, ADDED, send_plan=desk.hand_in_plan)


def _assessments(world: World) -> list[Act]:
    """A plan is assessed a few days before its vote is announced."""
    announced = {
        told.proposal: votes.closed_on(told) - timedelta(days=OPEN_DAYS + NOTICE_DAYS)
        for told in votes.OVER
    }
    announced["P5"] = clock.today() - timedelta(days=votes.OPENED_DAYS_AGO + NOTICE_DAYS)
    return [
        act(working_day(day - timedelta(days=2)), 14, _of(_assess, world, key))
        for key, day in announced.items()
    ]


def _assess(world: World, key: str) -> None:
    approvals.assess(world.proposals[key], by=world.people["demo.officer"])


def _decisions(world: World) -> list[Act]:
    days = {
        key: opening_day() - timedelta(days=before)
        for key, before in DECIDED_BEFORE_OPENING.items()
    }
    found = _called_in(world)
    for key, day in days.items():
        decided = working_day(day)
        found += [
            act(decided, 14, _of(_decide, world, key)),
            act(approvals.takes_effect_on(decided), 6, _of(_take_effect, world, key)),
        ]
    return found


def _called_in(world: World) -> list[Act]:
    """The decision about P4 was called in, and stands."""
    today = clock.today()
    decided = working_day(today - timedelta(days=P4_DECIDED_DAYS_AGO))
    called_in = calendar.nth_working_day_after(decided, CALLED_IN_AFTER)
    heard = working_day(today - timedelta(days=P4_HEARD_DAYS_AGO))
    return [
        act(decided, 14, _of(_decide_with_conditions, world, "P4")),
        act(called_in, 16, _of(_call_in, world, "P4")),
        act(heard, 14, _of(_hear, world, "P4")),
        act(calendar.nth_working_day_after(heard, 3), 19, _of(_claim, world, "P4")),
        act(calendar.nth_working_day_after(heard, 7), 10, _of(_accept, world, "P4")),
    ]


def _call_in(world: World, key: str) -> None:
    approvals.call_in(world.proposals[key], CallInGround.FACTS, CALLED_IN)


def _hear(world: World, key: str) -> None:
    approvals.hear(world.proposals[key], Outcome.STANDS, HEARD)


def _take_effect(world: World, key: str) -> None:
    approvals.take_effect(world.proposals[key])


def _decide(world: World, key: str) -> None:
    approvals.decide(world.proposals[key], Choose.APPROVE, REASONS, REJECTED)


def _decide_with_conditions(world: World, key: str) -> None:
    approvals.decide(world.proposals[key], Choose.WITH_CONDITIONS, REASONS, REJECTED, **CONDITIONS)


def _claim(world: World, key: str) -> None:
    approvals.claim_condition(world.proposals[key], EVIDENCE)


def _accept(world: World, key: str) -> None:
    approvals.accept_condition(world.proposals[key])


def _of(do: Callable[[World, str], None], world: World, key: str) -> Callable[[], None]:
    return lambda: do(world, key)


PARTS: tuple[Callable[[World], list[Act]], ...] = (
    places.acts,
    groups.acts,
    _proposals,
    _sent_back,
    _assessments,
    votes.acts,
    commissions.acts,
    _decisions,
    mutuals.acts,
    agreements.acts,
    reports.acts,
    approvals.acts,
    support.acts,
    people.acts,
    corrections.acts,
    packs.acts,
    kinds.acts,
    concerns.acts,
    flags.acts,
    rights.acts,
    reviews.acts,
    owners.acts,
)
