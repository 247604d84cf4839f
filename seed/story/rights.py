"""Groups use rights the law gives: a listed place whose owner wants to sell, and three others."""

from datetime import timedelta
from functools import partial
from typing import Any, NamedTuple

from commissioning.core import clock
from commissioning.rights import operations
from commissioning.rights.models import RightRequest
from commissioning.rights.operations import Answer, Written
from commissioning.rights.scheme import Body, Part, RefusalGround, RightKind
from seed.story.acts import Act, act
from seed.story.groups import three_of
from seed.story.proposals import working_day

EVIDENCE = "We have written rules, and our members live in Aldermere and vote here."
LISTING = {
    Part.PLACE: "The building and the yard behind it, up to the wall.",
    Part.OWNERS: "Demo Owner Limited, 1 Example Street, Aldermere. Clubs and classes use it.",
    Part.WHY: "People of all ages meet here each week. There is no other hall in reach.",
    Part.EVIDENCE: EVIDENCE,
}
PLOTS = {
    **LISTING,
    Part.PLACE: "All plots, the paths between them and the shed by the gate.",
    Part.WHY: "151 people grow food here and help each other. It has been so for 60 years.",
}
LESSONS = {
    Part.SERVICE: "Swimming lessons for children, in all of Aldermere.",
    Part.MONEY: "£6,200 in the bank, and £3,000 a year from members.",
    Part.ABLE: "Four of us are trained teachers. Two have run lessons for ten years.",
    Part.OUTCOMES: "More children can swim at 11. Lessons are after school, near home.",
}
GRASS = {
    Part.SERVICE: "Cutting the grass and caring for the beds, in the parks of Millgate.",
    Part.MONEY: "£4,100 in the bank, and gifts of about £2,000 a year.",
    Part.ABLE: "We care for the beds of Mill Meadow already, with 40 helpers and two mowers.",
    Part.OUTCOMES: "Cleaner paths, more flowers, and a first job for six young people a year.",
}


class Told(NamedTuple):
    """Who asks for what, and how many working days ago each thing happened; None: not yet."""

    group: str
    kind: RightKind
    contents: dict[Part, str]
    body: Body
    sent: int
    checked: int | None = None
    decided: int | None = None
    answer: Answer | None = None
    place: str = ""
    title: str = ""
    owner_sells: int | None = None


TOLD = (
    Told("G9", RightKind.NOMINATION, LISTING, Body.UNREGISTERED, 190, 186, 170,
         Answer("list", "It is used by many clubs each week, and that can go on."),
         place="PL10", owner_sells=15),
    Told("G8", RightKind.NOMINATION, PLOTS, Body.UNREGISTERED, 15, 9, place="PL13"),
    Told("G10", RightKind.CHALLENGE, LESSONS, Body.VOLUNTARY, 110, 100, 60,
         Answer("refuse", "The lessons are part of a competition that began in spring. "
                "You can take part in the next one.",
                grounds=(RefusalGround.IN_PROCUREMENT,)),
         title="Swimming lessons"),
    Told("G1", RightKind.CHALLENGE, GRASS, Body.VOLUNTARY, 3, title="Grass and flower beds"),
)  # fmt: skip
PEOPLE = {"G8": 151, "G9": 97}


def acts(world: Any) -> list[Act]:
    """What was asked, checked, decided and noted."""
    found = []
    requests: dict[str, RightRequest] = {}  # by group
    for told in TOLD:
        steps = (
            (told.sent, 12, _send),
            (told.checked, 14, _check),
            (told.decided, 15, _decide),
            (told.owner_sells, 11, _note),
        )
        for ago, hour, do in steps:
            if ago is not None:
                day = working_day(clock.today(), ago)
                found.append(act(day, hour, partial(do, world, told, requests)))
    return found


def _send(world: Any, told: Told, requests: dict[str, RightRequest]) -> None:
    steward, second, _third = three_of(world, told.group)
    place = world.places[told.place] if told.place else None
    group = world.groups[told.group]
    made = operations.start(told.kind, group, place=place, title=told.title, by=steward)
    contents = {part.value: words for part, words in told.contents.items()}
    said = Written(told.body, PEOPLE.get(told.group), contents)
    operations.write(made, said, by=second, seen=made.version)
    operations.ask_to_send(made, by=steward)
    operations.send(made, by=second, seen=made.version)
    requests[told.group] = made


def _check(world: Any, told: Told, requests: dict[str, RightRequest]) -> None:
    day = clock.today() + timedelta(weeks=10)
    named = day if told.kind == RightKind.CHALLENGE else None
    operations.pass_on(requests[told.group], by=world.people["demo.officer"], decide_by=named)


def _decide(world: Any, told: Told, requests: dict[str, RightRequest]) -> None:
    if told.answer is not None:
        operations.decide(requests[told.group], told.answer, by=world.people["demo.seniorofficer"])


def _note(world: Any, told: Told, requests: dict[str, RightRequest]) -> None:
    day = clock.today()
    operations.note_notice(requests[told.group], day, by=world.people["demo.officer"])
