"""Asking for a pack, filling it, and sending it."""

from dataclasses import dataclass

from commissioning.core import clock, history, turns
from commissioning.core.database import db, unique
from commissioning.core.refusals import Refused
from commissioning.core.turns import Whose
from commissioning.packs import emails, rules
from commissioning.packs.models import InformationPack, Item, ItemState, PackItem, PackStatus
from commissioning.packs.workflow import PACKING
from commissioning.people.models import Person
from commissioning.people.queries import the_service
from commissioning.proposals.models import Proposal, Status


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
    turns.begin(pack, "pack", Whose.COUNCIL, proposal.council.settings.promise("pack_days"))
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
    turn = turns.turn_of(pack)
    PACKING.take("send", pack, by=by)
    pack.sent_on = clock.today()
    turns.end(pack)
    if turn:
        _give_back(pack.proposal, turn)
    emails.tell_sent(pack)


def close(pack_id: int) -> bool:
    """The proposal has ended, so nobody needs its pack. Returns whether it was still due."""
    pack = db.session.get_one(InformationPack, pack_id)
    if pack.status != PackStatus.ASKED or not pack.proposal.has_ended:
        return False
    PACKING.take("close", pack, by=the_service())
    turns.end(pack)
    return True


def _give_back(proposal: Proposal, turn: turns.Turn) -> None:
    """The council's lateness is added to the group's time for its plan."""
    writing = turns.turn_of(proposal) if proposal.status == Status.PLAN else None
    if writing is None or turn.due_on is None or clock.today() <= turn.due_on:
        return
    days = (clock.today() - max(turn.due_on, writing.started_on)).days
    turns.extend(writing, days)
    history.record(
        proposal,
        "give-back",
        says="The group has more time: the council sent the information pack late",
        facts={"days": days},
    )
