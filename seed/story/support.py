"""Who supports what in the demo, who asks, and who wants to hear of it.

`tell` needs of its world: `proposals`, by their numbers in the story ("P10"); `neighbourhoods`, by
name; `people`, by the part of their address before the @ ("demo.resident").
"""

from collections.abc import Iterator, Sequence
from itertools import cycle
from typing import Any

from commissioning.core.database import db
from commissioning.core.transactions import saved
from commissioning.discussion import queries as discussion
from commissioning.follows import operations as follows
from commissioning.people.models import PostKind
from commissioning.people.queries import holders
from commissioning.places.models import Neighbourhood
from commissioning.proposals.models import Proposal
from commissioning.proposals.operations import questions, support
from commissioning.proposals.operations.support import Batch, Wish
from commissioning.proposals.queries.support import supporter_of

# Asked by, question, answer ("" while nobody has answered), by proposal.
QUESTIONS = {
    "P7": [
        ("Demo Resident", "Will the paths be wide enough for a wheelchair?",
         "Yes. The main path will be firm and 1.8 metres wide. Two raised beds have seats."),
        ("Demo New Resident", "Who pays for the water?",
         "The growers do, out of the plot rents. It is £640 a year in our plan."),
        ("Demo Resident", "Can a school class come and plant something?", ""),
    ],
    "P10": [
        ("Demo Resident", "Is the tower safe to go up?",
         "Not yet. A survey says that the stairs need £14,000 of work. We would do that first."),
        ("Demo New Resident", "What would happen there in the evenings?",
         "A café until 9pm from Thursday to Saturday, and a room that groups can book."),
        ("Demo Resident", "Will there still be parking for the clinic?", ""),
    ],
}  # fmt: skip
FOLLOWED = {"demo.resident": ("P5", "P7", "P10"), "demo.newresident": ("P9", "P10")}


def tell(world: Any) -> None:
    """Support for P10 (31 of 50, some on paper, some from elsewhere), questions, followers."""
    fire_station = world.proposals["P10"]
    gather(fire_station, 27, where=list(world.neighbourhoods.values()), elsewhere=3)
    with saved():
        by = holders(fire_station.council_id, PostKind.DESK, PostKind.OFFICER)[0]
        batch = Batch("P10-7K4MQ", 5, 4, "1 is also counted online", fire_station.neighbourhood_id)
        support.enter_sheet(fire_station, batch, by=by)
    for name, asked in QUESTIONS.items():
        _ask(world, world.proposals[name], asked)
    with saved():
        for who, names in FOLLOWED.items():
            for name in names:
                follows.follow_now(world.proposals[name], by=world.people[who])


def gather(
    proposal: Proposal, online: int, *, where: Sequence[Neighbourhood] = (), elsewhere: int = 0
) -> None:
    """Let so many people support a proposal as the site has them do it: asked for, then confirmed.

    `where`: the neighbourhoods they live in; most live in that of the proposal.
    `elsewhere`: how many more from outside the area. Reaching the target takes its step by itself.
    """
    homes = _homes(proposal, where)
    first = proposal.supporters_count + proposal.supporters_elsewhere_count + 1
    with saved():
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


def _ask(world: Any, proposal: Proposal, asked: list[tuple[str, str, str]]) -> None:
    names = {person.name: person for person in world.people.values()}
    steward = proposal.group.current_members[0].person
    for name, words, answer in asked:
        with saved():
            question = questions.ask_now(proposal, words, by=names[name])
        if answer:
            with saved():
                found = discussion.get_question(proposal, question.id)
                questions.answer(proposal, found, answer, by=steward)
