"""The proposals, votes, mutuals and reports of the demo, told together in the order of time.

Each part of the story offers acts; here they are joined by what connects them: the council
assesses a plan before its vote is announced, and decides after the vote before the handover.
"""

from datetime import date, timedelta
from typing import Any

from commissioning.approvals import operations as desk
from commissioning.approvals.models import Choose
from commissioning.core import clock
from commissioning.proposals.models import Proposal
from seed.story import agreements, approvals, mutuals, proposals, reports, support, votes
from seed.story.acts import Act, act
from seed.story.acts import tell as tell_acts
from seed.story.proposals import Hands, opening_day, working_day
from seed.story.votes import NOTICE_DAYS, OPEN_DAYS

DECIDED_BEFORE_OPENING = {"P1": 95, "P2": 92, "P3": 89}  # in days
P4_DECIDED_DAYS_AGO = 150
REASONS = (
    "Residents voted for it, the plan pays its way for 5 years, and the place stays open to all."
)
REJECTED = "The council could have kept running it. That costs more, for fewer hours."


def tell(world: Any) -> None:
    """Tell everything at its own moment."""
    tell_acts(acts(world))


def acts(world: Any) -> list[Act]:
    """All parts of the story, joined."""
    return [
        *proposals.acts(world, _hands(world)),
        *_assessments(world),
        *votes.acts(world),
        *_decisions(world),
        *mutuals.acts(world),
        *agreements.acts(world),
        *reports.acts(world),
        *approvals.acts(world),
    ]


def _hands(world: Any) -> Hands:
    where = list(world.neighbourhoods.values())

    def gather(proposal: Proposal, count: int) -> None:
        support.gather(proposal, count, where=where)

    return Hands(
        gather=gather,
        send_in=desk.hand_in,
        accept=approvals.accept,
        send_plan=desk.hand_in_plan,
    )


def _assessments(world: Any) -> list[Act]:
    """A plan is assessed a few days before its vote is announced."""
    announced = {
        told.proposal: votes.closed_on(told) - timedelta(days=OPEN_DAYS + NOTICE_DAYS)
        for told in votes.OVER
    }
    announced["P5"] = clock.today() - timedelta(days=votes.OPENED_DAYS_AGO + NOTICE_DAYS)
    return [_assessed(world, key, day) for key, day in announced.items()]


def _assessed(world: Any, key: str, announced: date) -> Act:
    officer = world.people["demo.officer"]
    return act(
        working_day(announced - timedelta(days=2)),
        14,
        lambda: approvals.assess(world.proposals[key], by=officer),
    )


def _decisions(world: Any) -> list[Act]:
    days = {
        key: opening_day() - timedelta(days=before)
        for key, before in DECIDED_BEFORE_OPENING.items()
    }
    days["P4"] = clock.today() - timedelta(days=P4_DECIDED_DAYS_AGO)
    return [_decided(world, key, working_day(day)) for key, day in days.items()]


def _decided(world: Any, key: str, day: date) -> Act:
    return act(
        day,
        14,
        lambda: approvals.decide(world.proposals[key], Choose.APPROVE, REASONS, REJECTED),
    )
