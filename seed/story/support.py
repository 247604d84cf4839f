"""Who supports what in the demo, who asks, and who wants to hear of it.

`acts` needs of its world: `proposals`, by their numbers in the story ("P10"); `neighbourhoods`, by
name; `people`, by the part of their address before the @ ("demo.resident").
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from itertools import cycle
from typing import Any

from sqlalchemy import select

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.discussion.models import Question
from commissioning.follows import operations as follows
from commissioning.groups.queries import stewards
from commissioning.people.models import PostKind
from commissioning.people.queries import holders
from commissioning.places.models import Neighbourhood
from commissioning.proposals.models import Proposal
from commissioning.proposals.operations import questions, support
from commissioning.proposals.operations.support import Batch, Wish
from commissioning.proposals.queries.support import supporter_of
from seed.story.acts import Act, act
from seed.story.acts import tell as tell_acts

# Asked by, how many days ago, question, answer ("" while nobody has answered), by proposal.
QUESTIONS = {
    "P7": [
        ("demo.resident", 40, "Will the paths be wide enough for a wheelchair?",
         "Yes. The main path will be firm and 1.8 metres wide. Two raised beds have seats."),
        ("demo.newresident", 26, "Who pays for the water?",
         "The growers do, out of the plot rents. It is £640 a year in our plan."),
        ("demo.resident", 3, "Can a school class come and plant something?", ""),
    ],
    "P10": [
        ("demo.resident", 17, "Is the tower safe to go up?",
         "Not yet. A survey says that the stairs need £14,000 of work. We would do that first."),
        ("demo.newresident", 12, "What would happen there in the evenings?",
         "A café until 9pm from Thursday to Saturday, and a room that groups can book."),
        ("demo.resident", 2, "Will there still be parking for the clinic?", ""),
    ],
    "P5": [("demo.resident", 4, "Will my library card still work in the other libraries?", "")],
    "P9": [("demo.newresident", 2, "Who looks after the children in the crèche?", "")],
}  # fmt: skip
FOLLOWED = {"demo.resident": ("P5", "P7", "P10"), "demo.newresident": ("P9", "P10")}
GATHERED = range(19, 1, -2)  # days ago: three people each time, and sometimes one from elsewhere
PAPER_DAYS_AGO, FOLLOWED_DAYS_AGO = 5, 1


def tell(world: Any) -> None:
    """Tell this part alone. With others, sort the acts of all."""
    tell_acts(acts(world))


def acts(world: Any) -> list[Act]:
    """Support for P10 (31 of 50, some on paper, some from elsewhere), questions, followers."""
    found = [
        _ago(days, 18, partial(_support, world, elsewhere=number % 3 == 0))
        for number, days in enumerate(GATHERED)
    ]
    found.append(_ago(PAPER_DAYS_AGO, 11, partial(_enter_paper, world)))
    for key, asked in QUESTIONS.items():
        for who, days, words, answer in asked:
            found.append(_ago(days, 20, partial(_ask, world, key, who, words)))
            if answer:
                found.append(_ago(days - 1, 19, partial(_answer, world, key, words, answer)))
    found.append(_ago(FOLLOWED_DAYS_AGO, 21, partial(_follow, world)))
    return found


def _ago(days: int, hour: int, do: Callable[[], object]) -> Act:
    return act(clock.today() - timedelta(days=days), hour, do)


def _support(world: Any, *, elsewhere: bool) -> None:
    where = list(world.neighbourhoods.values())
    gather(world.proposals["P10"], 3, where=where, elsewhere=int(elsewhere))


def _enter_paper(world: Any) -> None:
    fire_station = world.proposals["P10"]
    by = holders(fire_station.council_id, PostKind.DESK, PostKind.OFFICER)[0]
    batch = Batch("P10-7K4MQ", 5, 4, "1 is also counted online", fire_station.neighbourhood_id)
    support.enter_sheet(fire_station, batch, by=by)


def _follow(world: Any) -> None:
    for who, keys in FOLLOWED.items():
        for key in keys:
            follows.follow_now(world.proposals[key], by=world.people[who])


def gather(
    proposal: Proposal, online: int, *, where: Sequence[Neighbourhood] = (), elsewhere: int = 0
) -> None:
    """Let so many people support a proposal as the site has them do it: asked for, then confirmed.

    `where`: the neighbourhoods they live in; most live in that of the proposal.
    `elsewhere`: how many more from outside the area. Reaching the target takes its step by itself.
    """
    homes = _homes(proposal, where)
    first = proposal.supporters_count + proposal.supporters_elsewhere_count + 1
    for i in range(online + elsewhere):
        wish = Wish(
            name=f"Supporter {first + i}",
            email=f"supporter{proposal.id}.{first + i}@demo.example",
            postcode="AM1 2BX" if i < online else "ZZ1 1ZZ",
            neighbourhood_id=next(homes) if i < online else None,
            show_name=i % 4 == 0,
        )
        support.support(proposal, wish)
        db.session.flush()  # the supporter is found again by their name
        found = supporter_of(proposal, wish.email, wish.name)
        if found is not None:
            support.confirm(found, tell_me=i % 2 == 0)


def _homes(proposal: Proposal, where: Sequence[Neighbourhood]) -> Iterator[int]:
    others = [each.id for each in where if each.id != proposal.neighbourhood_id]
    return cycle([proposal.neighbourhood_id] * 2 * max(len(others), 1) + others)


def _ask(world: Any, key: str, who: str, words: str) -> None:
    questions.ask_now(world.proposals[key], words, by=world.people[who])


def _answer(world: Any, key: str, words: str, answer: str) -> None:
    proposal = world.proposals[key]
    query = select(Question).where(Question.text == words)
    questions.answer(
        proposal, db.session.scalars(query).one(), answer, by=stewards(proposal.group)[0]
    )
