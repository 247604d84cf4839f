"""Supporting a proposal: asked for in a form, counted when the button in the e-mail is pressed."""

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from commissioning.core import clock, history
from commissioning.core.database import changed, db, unique
from commissioning.core.history import Visibility
from commissioning.core.refusals import Refused
from commissioning.follows import operations as follows
from commissioning.groups.rules import is_outsider
from commissioning.people.models import Person
from commissioning.people.queries import the_service
from commissioning.people.session import hash_of
from commissioning.proposals.emails import support as emails
from commissioning.proposals.models import (
    GATHERING,
    PaperSheet,
    Proposal,
    Status,
    Supporter,
    SupportLink,
)
from commissioning.proposals.operations.steps import take_step
from commissioning.proposals.queries import support as queries

CLOSED = "This proposal is not gathering support now."
MOST_AT_ONE_ADDRESS = 4  # people who share a mailbox


@dataclass(frozen=True)
class Wish:
    """Who wants to support, and where they live: a neighbourhood, or outside the council's area."""

    name: str
    email: str
    postcode: str
    neighbourhood_id: int | None
    show_name: bool = False


@dataclass(frozen=True)
class Batch:
    """What the desk counted on one paper sheet."""

    number: str
    lines: int
    counted: int
    left_out_because: str
    neighbourhood_id: int | None = None


def support(proposal: Proposal, wish: Wish) -> None:
    """Ask to be counted. Whoever asks, one mail goes to the address, and the page says the same.

    New: a link with a button. Asked before: a newer link, and the older one stops working.
    Counted already, or too many people at one address: the mail says so.
    """
    if not proposal.is_gathering:
        raise Refused(CLOSED)
    found = queries.supporter_of(proposal, wish.email, wish.name)
    if found is None and queries.count_at(proposal, wish.email) >= MOST_AT_ONE_ADDRESS:
        emails.send_too_many(proposal, wish.email)
        return
    supporter = found or _new(proposal, wish)
    if supporter.confirmed_at:
        emails.send_already(supporter)
        return
    supporter.postcode = wish.postcode
    supporter.neighbourhood_id = wish.neighbourhood_id
    supporter.show_name = wish.show_name
    emails.send_link(supporter, new_link(supporter))


def new_link(supporter: Supporter) -> str:
    """A new link for somebody who is not counted yet. Returns its token; we keep only the hash."""
    token = secrets.token_urlsafe(32)
    db.session.flush()  # the link needs the supporter's number
    db.session.add(SupportLink(supporter_id=supporter.id, token_hash=hash_of(token)))
    return token


def send_again(supporter: Supporter) -> None:
    """Send a new link in place of one that is too old or was replaced."""
    if supporter.confirmed_at is None:
        emails.send_link(supporter, new_link(supporter))


def confirm(supporter: Supporter, *, tell_me: bool) -> None:
    """The button behind the link was pressed: count this person, once.

    `tell_me`: they want news of the proposal. When this one reaches the target, the step is taken
    in the same transaction. Raises Refused when they are counted already or support has closed.
    """
    proposal = supporter.proposal
    result = db.session.execute(
        update(Supporter)
        .where(Supporter.id == supporter.id, Supporter.confirmed_at.is_(None))
        .values(confirmed_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    if changed(result) != 1:
        raise Refused("Your support is counted already.")
    db.session.refresh(supporter, ["confirmed_at"])
    where = "supporters_elsewhere_count" if supporter.is_elsewhere else "supporters_count"
    _count(proposal, where, 1)
    history.record(proposal, "support", says="A person supports it",
                   visibility=Visibility.INTERNAL, elsewhere=supporter.is_elsewhere)  # fmt: skip
    if tell_me:
        follows.add_follower(proposal, supporter.email, again=True)


def enter_sheet(proposal: Proposal, batch: Batch, *, by: Person) -> PaperSheet:
    """Enter one paper sheet at the desk. A sheet's number is entered once for a proposal.

    Raises Refused, beside its field; NotAllowed for those who collected it: the group's own.
    """
    is_outsider.check(by, proposal)
    _check(batch)
    sheet = PaperSheet(
        proposal_id=proposal.id,
        number=batch.number.upper(),
        lines=batch.lines,
        counted=batch.counted,
        left_out_because=batch.left_out_because,
        neighbourhood_id=batch.neighbourhood_id,
        entered_by_id=by.id,
    )
    with unique(
        "uq_paper_sheet_proposal_id_number",
        says=f"Sheet {batch.number.upper()} was entered before. Check the number on the sheet",
        field="number",
    ):
        db.session.add(sheet)
    history.record(
        proposal,
        "enter-sheet",
        by=by,
        says=f"A paper sheet was entered: {batch.counted} of {batch.lines} lines counted",
        sheet=sheet.number,
    )
    _count(proposal, "paper_supporters_count", batch.counted)
    return sheet


def close_support(proposal_id: int) -> bool:
    """The time to gather support is over. Whoever supported stays counted for the next try."""
    proposal = db.session.get_one(Proposal, proposal_id)
    if proposal_id not in queries.due_to_close():
        return False
    take_step(proposal, "miss-target", by=the_service())
    proposal.support_ended_on = clock.today()
    emails.send_ended(proposal)
    return True


def restart_support(proposal: Proposal, *, by: Person) -> None:
    """Gather support again, after the council's wait. The target is the council's of today."""
    take_step(proposal, "restart-support", by=by)
    proposal.support_target = proposal.council.settings.support_target
    db.session.flush()  # the new target is compared in the database
    _count(proposal, "supporters_count", 0)


def remind(supporter_id: int) -> bool:
    """M4: say once that it is not counted yet, with a new link."""
    if supporter_id not in queries.due_reminders():
        return False
    supporter = db.session.get_one(Supporter, supporter_id)
    supporter.reminded_at = clock.now()
    emails.send_reminder(supporter, new_link(supporter))
    return True


def _new(proposal: Proposal, wish: Wish) -> Supporter:
    supporter = Supporter(
        proposal=proposal,
        name=wish.name,
        name_key=queries.name_key(wish.name),
        email=wish.email.lower(),
        postcode=wish.postcode,
    )
    try:
        with unique("uq_supporter_proposal_id_email_name_key", says="Somebody was first"):
            db.session.add(supporter)
    except Refused:  # the same person in the same moment: theirs is the row
        found = queries.supporter_of(proposal, wish.email, wish.name)
        if found is None:
            raise
        return found
    return supporter


def _check(batch: Batch) -> None:
    if batch.counted > batch.lines:
        raise Refused("You cannot count more lines than the sheet has", "counted")
    if batch.counted < batch.lines and not batch.left_out_because:
        raise Refused("Say why some lines do not count", "left_out_because")


def _count(proposal: Proposal, column: str, more: int) -> None:
    """Add to a count, and take the step when the target is reached.

    The UPDATE holds the proposal's row until the commit, so of two people at once the second sees
    the first one's number and the new status.
    """
    counter: Any = getattr(Proposal, column)
    result = db.session.execute(
        update(Proposal)
        .where(Proposal.id == proposal.id, Proposal.status.in_(GATHERING))
        .values({counter: counter + more})
        .execution_options(synchronize_session=False)
    )
    if changed(result) != 1:
        raise Refused(CLOSED)
    db.session.refresh(proposal)
    if proposal.status != Status.SUPPORT:
        return
    total, target = proposal.all_supporters_count, proposal.support_target
    if total >= target:
        take_step(proposal, "reach-target", by=the_service())
    elif column != "supporters_elsewhere_count" and total - more < target / 2 <= total:
        emails.send_half_way(proposal)
