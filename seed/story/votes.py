"""The residents' votes of the demo: six that are over, told with paper votes, and one that is open.

`acts` needs of its world: `proposals`, by their numbers in the story ("P5"); `neighbourhoods`, by
name; `people`, by the part of their address before the @ ("demo.returning"). It gives acts to be
told in the order of their moments together with those of other parts of the story: a vote is
announced only when its proposal is at the residents' vote.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.groups.models import GroupRole
from commissioning.people import operations as people
from commissioning.people.models import Person
from commissioning.places.models import SmallArea
from commissioning.proposals import operations as proposals
from commissioning.proposals.models import Status
from commissioning.votes import operations, queries
from commissioning.votes.models import Electorate, Vote
from commissioning.votes.operations import Batch, Notice
from seed.story.acts import Act, act
from seed.story.acts import tell as tell_acts
from seed.story.proposals import opening_day
from seed.world import split

NOTICE_DAYS, OPEN_DAYS = 15, 28
OPENED_DAYS_AGO = 19  # the vote that is open
ALL = ("Millgate", "Northfields", "Abbots Lea")
SCRUTINEER = "Demo Scrutineer"
# In percent: how turnout rises with less deprivation, from decile 1 to decile 10.
TURNOUT = (11.2, 12.9, 16.8, 19.7, 22.1, 23.8, 27.2, 30.4, 32.3, 34.0)

# The open vote: how many have voted, and of a hundred how many said yes, no and nothing.
VOTED, SAID = 2214, {"yes": 71, "no": 27, "": 2}


@dataclass(frozen=True)
class Told:
    """A vote that is over: (yes, no, blank) by neighbourhood."""

    proposal: str
    counts: dict[str, tuple[int, int, int]]
    happens_next: str
    days_ago: int = 0  # closed so many days before today...
    before_opening: int = 0  # ...or so many days before the demo's mutuals opened
    asked_after: int = 3  # days after the close on which the council is asked for its decision


GOES_ON = "The council decides, in public, and says how it used this result."
OVER = [
    Told("P1", {"Millgate": (1409, 215, 19)}, GOES_ON, before_opening=222, asked_after=7),
    Told("P2", {"Abbots Lea": (2288, 702, 31)}, GOES_ON, before_opening=215, asked_after=5),
    Told("P3", {"Millgate": (2512, 339, 23)}, GOES_ON, before_opening=214, asked_after=7),
    Told("P4", {"Northfields": (1498, 401, 25)}, GOES_ON, days_ago=112),
    Told(
        "P11",
        {
            "Millgate": (856, 644, 16),
            "Northfields": (1030, 1170, 23),
            "Abbots Lea": (1044, 1560, 28),
        },
        "The council keeps the leisure centre. The group cannot ask again for 24 months, unless "
        "its plan changes. We will ask people in Millgate why so few of them voted.",
        days_ago=150,
    ),
    Told("P6", {"Northfields": (1902, 611, 37)}, GOES_ON, days_ago=24),
]  # fmt: skip


def tell(world: Any) -> None:
    """Tell the votes alone, when the proposals are where they should be."""
    tell_acts(acts(world))


def acts(world: Any) -> list[Act]:
    """Everything that happens to the votes of the demo, each at its moment."""
    return [each for told in OVER for each in _over(world, told)] + _open_now(world)


def closed_on(told: Told) -> date:
    """The day on which a vote closed."""
    if told.before_opening:
        return opening_day() - timedelta(days=told.before_opening)
    return clock.today() - timedelta(days=told.days_ago)


def _over(world: Any, told: Told) -> list[Act]:
    closes = closed_on(told)
    opens = closes - timedelta(days=OPEN_DAYS)
    announced = opens - timedelta(days=NOTICE_DAYS)

    def vote() -> Vote:
        return queries.votes_about(world.proposals[told.proposal])[0]

    after = [
        act(closes + timedelta(days=3), 10, lambda: _count(world, vote(), told)),
        act(closes + timedelta(days=3), 12, lambda: operations.publish(
            vote(), told.happens_next, by=world.people["demo.seniorofficer"])),
        act(closes + timedelta(days=told.asked_after), 14, lambda: _follow_up(world, vote())),
    ]  # fmt: skip
    return [*_life(world, told.proposal, tuple(told.counts), announced, opens, closes), *after]


def _life(
    world: Any, key: str, where: Sequence[str], announced: date, opens: date, closes: date
) -> list[Act]:
    """A vote is announced, opens and closes."""

    def number() -> int:
        return queries.votes_about(world.proposals[key])[0].id

    return [
        act(announced, 11, lambda: _announce(world, key, where, opens, closes)),
        act(opens, 9, lambda: operations.open_due(number())),
        act(closes, 17, lambda: operations.close_due(number())),
    ]


def _announce(world: Any, key: str, where: Sequence[str], opens: date, closes: date) -> None:
    proposal = world.proposals[key]
    name = proposal.place.name
    notice = Notice(
        question=f"Should {name} be run by a mutual of local people?",
        about=proposal.summary,
        options=[
            ("Yes", f"A mutual that grows out of {proposal.group.name} runs it."),
            ("No", "The council keeps running it. Hours may change in the budget."),
        ],
        neighbourhoods=[world.neighbourhoods[each] for each in where],
        opens_on=opens,
        closes_on=closes,
        scrutineer=SCRUTINEER,
    )
    operations.announce(proposal, notice, by=world.people["demo.returning"])


def _weight(adults: int, decile: int) -> float:
    return adults * TURNOUT[decile - 1]


def _count(world: Any, vote: Vote, told: Told) -> None:
    """The paper votes, sorted by streets, are entered, agreed by a second person, and counted."""
    by, second = world.people["demo.returning"], world.people["demo.seniorofficer"]
    for name, counts in told.counts.items():
        place = world.neighbourhoods[name]
        query = select(Electorate.decile, Electorate.adults).where(
            Electorate.vote_id == vote.id, Electorate.neighbourhood_id == place.id
        )
        cells = list(db.session.execute(query.order_by(Electorate.decile)))
        weights = [_weight(adults, decile) for decile, adults in cells]
        parts = [split(each, weights) for each in counts]
        for (decile, _), yes, no, blank in zip(cells, *parts, strict=True):
            batch = Batch(place, yes + no + blank, blank, {"yes": yes, "no": no}, decile)
            entered = operations.enter_batch(vote, batch, by=by)
            operations.agree_batch(vote, entered, by=second)
    operations.count(vote, by=by)


def _follow_up(world: Any, vote: Vote) -> None:
    """What passed goes to the council; what did not is withdrawn by its own group."""
    proposal = queries.subject_of(vote)
    if proposal.status != Status.VOTE:
        return
    totals = queries.result(vote).totals
    if totals.yes > totals.no:
        operations.send_on(vote, by=world.people["demo.returning"])
        return
    steward = next(each.person for each in proposal.group.current_members
                   if each.role == GroupRole.STEWARD)  # fmt: skip
    proposals.withdraw(proposal, by=steward, reason="More people voted No than Yes.")


def _open_now(world: Any) -> list[Act]:
    """The vote that is open today: announced 34 days ago, closes in 9."""
    today = clock.today()
    opens = today - timedelta(days=OPENED_DAYS_AGO)
    voters: list[int] = []
    days = [opens + timedelta(days=n) for n in range(20)]
    shares = split(VOTED, [3 if n in {0, 1, 2, 9, 10} else 1 for n in range(len(days))])
    voting = [
        _voting_day(world, day, voters, sum(shares[:n]), shares[n]) for n, day in enumerate(days)
    ]
    announced = opens - timedelta(days=NOTICE_DAYS)
    life = _life(world, "P5", ("Millgate",), announced, opens, today + timedelta(days=9))
    listed = act(announced - timedelta(days=1), 9, lambda: voters.extend(_list(world)))
    return [listed, *life, *voting]


def _voting_day(world: Any, day: date, voters: list[int], first: int, part: int) -> Act:
    return act(day, 9, lambda: _vote(world, voters[first : first + part]))


def _list(world: Any) -> list[int]:
    """The residents who will vote, in mixed order: checked from a list, without a mailbox."""
    place = world.neighbourhoods["Millgate"]
    query = select(SmallArea).where(SmallArea.neighbourhood_id == place.id).order_by(SmallArea.code)
    areas = list(db.session.scalars(query))
    sizes = split(VOTED, [_weight(each.adults or 0, each.decile or 1) for each in areas])
    numbers: list[int] = []
    for area, size in zip(areas, sizes, strict=True):
        names = [f"Resident {area.code} {n}" for n in range(1, size + 1)]
        numbers += people.check_list(names, area, by=world.people["demo.returning"])
    random.Random(9).shuffle(numbers)  # noqa: S311 - the same story each time
    return numbers


def _vote(world: Any, numbers: list[int]) -> None:
    """So many of them vote."""
    vote = queries.votes_about(world.proposals["P5"])[0]
    found = select(Person).where(Person.id.in_(numbers)).order_by(Person.id)
    for person in db.session.scalars(found):
        said = random.Random(person.id).choices(list(SAID), list(SAID.values()))[0]  # noqa: S311
        operations.cast(vote, [said] if said else [], by=person)
