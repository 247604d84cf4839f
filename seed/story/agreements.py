"""The three agreements under which the mutuals run, and one that is being carried out."""

from datetime import timedelta
from typing import Any

from commissioning.agreements import operations
from commissioning.agreements.models import Agreement, PromiseRule, Side, TaskKind
from commissioning.agreements.queries import agreement_of
from commissioning.core import clock
from commissioning.mutuals.quarters import Quarter
from seed.story import gates
from seed.story.acts import Act, act
from seed.story.acts import tell as tell_acts
from seed.story.mutual_figures import MUTUALS
from seed.story.mutuals import SOCIETIES, Society, board_of, first_quarter

TERMS = {
    "premises": "The building and the land inside the red line on the council’s plan.",
    "instrument": "A lease of 25 years.",
    "rent": "£1 a year, looked at again after 5 years.",
    "use": "The service people know, and other uses that help the neighbourhood.",
    "repairs": "The council looks after the roof, walls and boiler. The mutual does the rest.",
    "insurance": "The council insures the building. The mutual insures what is in it and people.",
    "reverter": "It goes back to the council if the mutual stops running the service.",
    "asset-lock": "What the mutual owns can never be shared out.",
    "service": "Open as many hours a week as promised below, for everyone.",
    "support": "A grant each quarter that gets smaller, and help from a council officer.",
    "staff": "Staff who move over keep their pay, years of work and pensions.",
    "monitoring": "A report each quarter, and a visit once a year.",
    "step-in": "The council may step in when people are in danger.",
}
CONDITIONS = (
    ("Sign the lease", Side.COUNCIL, "Property lawyer"),
    ("Check fire safety and water", Side.COUNCIL, "Building surveyor"),
    ("Open a bank account", Side.MUTUAL, "Treasurer"),
    ("Buy insurance", Side.MUTUAL, "Treasurer"),
)
# What has to happen before the youth centre opens: days from today by when, and who.
HANDOVER = (
    ("Write down what is in the building", Side.COUNCIL, "Building surveyor", -50),
    ("Check fire safety", Side.COUNCIL, "Fire safety officer", -42),
    ("Tell the staff what will change", Side.COUNCIL, "Head of staffing", -40),
    ("Share the costs of the last 3 years", Side.COUNCIL, "Finance adviser", -35),
    ("Choose the first board", Side.MUTUAL, "Chair", -30),
    ("Write a policy to keep children safe", Side.MUTUAL, "Secretary", -21),
    ("Draft the lease", Side.COUNCIL, "Property lawyer", -10),
    ("Register the mutual", Side.MUTUAL, "Secretary", 20),
    ("Open a bank account", Side.MUTUAL, "Treasurer", 34),
    ("Buy insurance", Side.MUTUAL, "Treasurer", 60),
    ("Sign the lease", Side.COUNCIL, "Property lawyer", 90),
    ("Hand over the keys", Side.COUNCIL, "Building surveyor", 110),
)
DONE = 7


def _agreement(world: Any, proposal: str) -> Agreement:
    found = agreement_of(world.proposals[proposal])
    if found is None:
        raise LookupError(f"There is no agreement about {proposal} yet")
    return found


def _write(world: Any, society: Society, first: Quarter) -> None:
    officer = world.people["demo.officer"]
    agreement = operations.start(world.proposals[society.proposal], by=officer)
    operations.write_terms(agreement, TERMS, by=officer)
    for what, side, post in CONDITIONS:
        operations.add_task(
            agreement, TaskKind.CONDITION, what, side, post,
            first.starts_on - timedelta(days=7), by=officer,
        )  # fmt: skip
    since = first.key
    figures: Any = MUTUALS[society.place]["figures"]
    for key, target, _values in figures:
        rule = PromiseRule.COUNT if target is None else PromiseRule.MIN
        operations.promise(agreement, key, rule, target, since, by=officer)
    for key, rule, target in (
        ("gov_members", PromiseRule.COUNT, None),
        ("fin_reserves_months", PromiseRule.MIN, 1),
    ):
        operations.promise(agreement, key, rule, target, since, by=officer)


def _sign(world: Any, society: Society) -> None:
    agreement = _agreement(world, society.proposal)
    people = world.people
    gates.settle(agreement.proposal, by=people["demo.officer"], second=people["demo.seniorofficer"])
    gates.enter(agreement.proposal, by=people["demo.officer"])
    operations.sign_for_mutual(agreement, by=board_of(world, society)[0])
    operations.sign_for_council(agreement, by=world.people["demo.cabinet"])


def _carry_out(world: Any, society: Society) -> None:
    sides = {
        Side.COUNCIL: world.people["demo.officer"],
        Side.MUTUAL: board_of(world, society)[0],
    }
    for task in _agreement(world, society.proposal).tasks:
        operations.finish_task(task, by=sides[task.side])


def _open(world: Any, society: Society) -> None:
    operations.open_doors(_agreement(world, society.proposal), by=world.people["demo.officer"])


def _of_society(world: Any, society: Society, minutes: int) -> list[Act]:
    first, later = first_quarter(), timedelta(minutes=minutes)

    def write(world: Any, society: Society) -> None:
        _write(world, society, first)

    steps = ((45, write), (30, _sign), (10, _carry_out), (0, _open))
    return [
        Act(
            clock.london(first.starts_on - timedelta(days=days), 9) + later,
            lambda do=do: do(world, society),  # type: ignore[misc]
        )
        for days, do in steps
    ]


def _start_handover(world: Any) -> None:
    officer, today = world.people["demo.officer"], clock.today()
    agreement = operations.start(world.proposals["P4"], by=officer)
    operations.write_terms(agreement, {"instrument": TERMS["instrument"]}, by=officer)
    for what, side, post, days in HANDOVER:
        due_on = today + timedelta(days=days + 65)
        operations.add_task(agreement, TaskKind.CONDITION, what, side, post, due_on, by=officer)


def _finish(world: Any, number: int) -> None:
    agreement = _agreement(world, "P4")
    task = agreement.tasks[number]
    steward = next(
        m.person for m in agreement.proposal.group.current_members if m.role == "steward"
    )
    by = world.people["demo.officer"] if task.side is Side.COUNCIL else steward
    operations.finish_task(task, by=by)


def _handover(world: Any) -> list[Act]:
    today = clock.today()
    done = [
        act(today + timedelta(days=HANDOVER[n][3] - 1), 10, lambda n=n: _finish(world, n))  # type: ignore[misc]
        for n in range(DONE)
    ]
    return [act(today - timedelta(days=65), 10, lambda: _start_handover(world)), *done]


def acts(world: Any) -> list[Act]:
    """Writing, signing, carrying out and opening for the three; the youth centre’s handover.

    `world` has `proposals` by P1 (P1 to P3 at the handover 45 days before the first of eight
    quarters, P4 since 65 days), and what seed.story.mutuals.acts needs.
    """
    found = _handover(world)
    for number, society in enumerate(SOCIETIES):
        found += _of_society(world, society, number * 10)
    return found


def tell(world: Any) -> None:
    """Tell this chapter alone."""
    tell_acts(acts(world))
