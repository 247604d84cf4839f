"""Asking for a pack, filling it, and sending it."""

from dataclasses import dataclass

from commissioning.core import clock, history, turns
from commissioning.core.database import db, unique
from commissioning.core.refusals import Refused
from commissioning.core.turns import Whose
from commissioning.packs import emails, queries, rules
from commissioning.packs.models import (
    NOT_NEEDED,
    InformationPack,
    Item,
    ItemState,
    PackItem,
    PackStatus,
)
from commissioning.packs.workflow import PACKING
from commissioning.people.models import Person
from commissioning.people.queries import the_service
from commissioning.proposals.models import Proposal, Status
from commissioning.proposals.operations.holding import hold


@dataclass(frozen=True)
class Answer:
    """What the council says about an item; `link` is a web address."""

    state: ItemState
    words: str = ""
    link: str = ""
    staff_count: int | None = None


def ask(proposal: Proposal, *, by: Person) -> InformationPack:
    """A steward asks for the pack, once. The council's clock starts.

    How long it may take is our default (20 working days) or the council's own rule, no law.
    """
    rules.may_ask.check(by, proposal)
    pack = InformationPack(
        council_id=proposal.council_id,
        proposal=proposal,
        items=[PackItem(item=each) for each in Item],
    )
    with unique("uq_information_pack_proposal_id", says="Your group has asked for it already."):
        db.session.add(pack)
    turns.begin(pack, "pack", Whose.COUNCIL, proposal.promise("pack_days"))
    history.record(
        pack,
        "ask",
        by=by,
        says=f"The group asked for the information pack about {proposal.place.name}",
        after=pack.status,
        facts={"proposal": proposal.id},
    )
    return pack


def answer(item: PackItem, said: Answer, *, by: Person) -> None:
    """Say what the council has of an item. It may be said again until the pack is sent.

    Raises Refused, with the field's name, when something is missing.
    """
    rules.may_fill.check(by, item.pack)
    _check(item, said)
    item.state, item.words = said.state, said.words
    item.link, item.staff_count = said.link, said.staff_count
    history.record(
        item.pack,
        "answer-item",
        by=by,
        says=f"{item.item.words}: {said.state.words.lower()}",
        facts={"item": item.item.value, "state": said.state.value},
    )


def _check(item: PackItem, said: Answer) -> None:
    is_given = said.state == ItemState.GIVEN
    if said.state == ItemState.WAITING:
        raise Refused("Choose whether the council has it", "state")
    if not is_given and not said.words:
        raise Refused("Say why the council does not hold it", "words")
    if is_given and not (said.words or said.link):
        raise Refused("Say what it is, or give its web address", "words")
    if (is_given and item.item == Item.STAFF) != (said.staff_count is not None):
        raise Refused("Enter how many people work there, when there is a list", "staff_count")


def send(pack: InformationPack, *, by: Person) -> None:
    """The pack is complete: the group gets it, and the days it was late are the group's again."""
    hold(pack.proposal)
    turn, writing = turns.turn_of(pack), _writing(pack)
    PACKING.take("send", pack, by=by)
    pack.sent_on = clock.today()
    turns.end(pack)
    days = queries.days_late(turn, writing) if turn and writing else 0
    if writing and days:
        turns.extend(writing, days)
        history.record(
            pack.proposal,
            "give-back",
            says="The group has more time: the council sent the information pack late",
            facts={"days": days},
        )
    emails.tell_sent(pack)


def give_back(pack_id: int) -> bool:
    """The pack is late: until it is sent, each day is added to the group's time for its plan.

    So that no plan runs out of time while it waits for the council. The record says that it begins;
    how many days it came to is said when the pack is sent. Returns whether it was still due.
    """
    pack = db.session.get_one(InformationPack, pack_id)
    hold(pack.proposal)
    turn, writing = turns.turn_of(pack), _writing(pack)
    if pack_id not in queries.due_to_give_back() or turn is None or writing is None:
        return False
    if writing.due_on == writing.promised_on:
        history.record(
            pack.proposal,
            "wait-for-pack",
            by=the_service(),
            says="The information pack is late: until it is sent, the group’s time is longer by "
            "a day for each day",
        )
    turns.extend(writing, queries.days_late(turn, writing))
    return True


def close(pack_id: int) -> bool:
    """The proposal has ended or goes ahead, so nobody needs its pack. Was it still due?"""
    pack = db.session.get_one(InformationPack, pack_id)
    if pack.status != PackStatus.ASKED or pack.proposal.status not in NOT_NEEDED:
        return False
    PACKING.take("close", pack, by=the_service())
    turns.end(pack)
    return True


def _writing(pack: InformationPack) -> turns.Turn | None:
    """The group's turn to write its plan, while it has one with a limit of its own."""
    writing = turns.turn_of(pack.proposal) if pack.proposal.status == Status.PLAN else None
    return writing if writing and writing.due_on and writing.is_counted else None
