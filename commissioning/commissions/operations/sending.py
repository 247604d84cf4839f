"""Asking a second member to agree, opening for comments, the next draft, withdrawing."""

from commissioning.commissions import emails, rules
from commissioning.commissions.models import Commission
from commissioning.commissions.operations.holding import hold
from commissioning.commissions.operations.publishing import freeze
from commissioning.commissions.operations.steps import take_step
from commissioning.commissions.queries import content_of, digest_of, newest_draft
from commissioning.commissions.queries.holders import due_to_close_comments
from commissioning.core import history
from commissioning.core.database import db
from commissioning.core.history import Visibility
from commissioning.core.refusals import Refused
from commissioning.follows import operations as follows
from commissioning.people.models import Person
from commissioning.people.queries import the_service


def ask_to_send(commission: Commission, *, by: Person) -> None:
    """A steward asks the others of the group to agree to sending it."""
    hold(commission)
    rules.may_ask_to_send.check(by, commission)
    commission.asked_to_send_by_id, commission.agreed_by_id = by.id, None
    history.record(commission, "ask-to-send", by=by, visibility=Visibility.PARTIES,
                   says="A steward asked a second member to agree")  # fmt: skip
    others = [each.person for each in commission.group.current_members if each.person_id != by.id]
    emails.ask_to_agree(commission, others)


def agree(commission: Commission, *, by: Person, seen: int | None = None) -> None:
    """A second member agrees to what is written now.

    `seen`: the `edits` they read. Raises Refused when it has changed since, or when they have
    agreed already.
    """
    hold(commission)
    rules.may_agree.check(by, commission)
    if commission.agreed_by_id == by.id:
        raise Refused("You have agreed to this already.")
    if seen is not None and seen != commission.edits:
        raise Refused("The draft has changed since you opened this page. Read it again first.")
    commission.agreed_by_id = by.id
    history.record(commission, "agree", by=by, says="A second member agreed to sending it",
                   version=commission.edits, visibility=Visibility.PARTIES)  # fmt: skip


def open_comments(commission: Commission, *, by: Person) -> None:
    """Open a draft for comments: from now on everyone can read draft 1."""
    hold(commission)
    freeze(commission)
    take_step(commission, "open-comments", by=by)


def close_comments(commission_id: int) -> bool:
    """The time for comments is over. Returns False when that is no longer so."""
    if commission_id not in due_to_close_comments():
        return False
    commission = db.session.get_one(Commission, commission_id)
    take_step(commission, "close-comments", by=the_service())
    return True


def has_changes(commission: Commission) -> bool:
    """Is something written that the public cannot read yet?"""
    newest = newest_draft(commission)
    return newest is None or newest.digest != digest_of(content_of(commission))


def publish_draft(commission: Commission, *, by: Person) -> None:
    """Publish what is written now as the next draft, and tell those who follow it."""
    hold(commission)
    rules.may_publish_draft.check(by, commission)
    if not has_changes(commission):
        raise Refused(f"Nothing has changed since draft {commission.draft_number}.")
    draft = freeze(commission)
    says = f"Draft {draft.number} is published"
    history.record(commission, "publish-draft", by=by, says=says, draft=draft.number,
                   digest=draft.digest)  # fmt: skip
    members = [each.person.email for each in commission.group.current_members]
    follows.tell(commission, f"{says}.", "You can read what changed because of comments.",
                 also=members)  # fmt: skip


def withdraw(commission: Commission, *, by: Person, reason: str) -> None:
    """The group gives up before the decision, and says why."""
    take_step(commission, "withdraw", by=by, reason=reason)
