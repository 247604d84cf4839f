"""Comments on a draft: kept by the discussion, answered by the group, told to those concerned."""

from commissioning.commissions import emails, rules
from commissioning.commissions.models import Commission, Part
from commissioning.core.refusals import Refused
from commissioning.discussion import operations as discussion
from commissioning.discussion.models import Comment, HideRule
from commissioning.discussion.operations import Asked
from commissioning.people.models import Person


def comment(commission: Commission, part: Part, asked: Asked) -> None:
    """Comment with a name and an address: public when the button behind the link is pressed."""
    _only_while_open(commission)
    _made, token = discussion.comment(commission, part.value, commission.draft_number, asked)
    emails.send_link(commission, asked, token)


def comment_now(commission: Commission, part: Part, words: str, *, by: Person) -> Comment:
    """Comment as a signed-in person: public at once."""
    _only_while_open(commission)
    made = discussion.comment_now(
        commission, part.value, commission.draft_number, words, by=by
    )  # fmt: skip
    emails.send_commented(commission, made)
    return made


def confirm(commission: Commission, comment: Comment) -> None:
    """The button behind the link was pressed. Refused the second time, or after the last day."""
    _only_while_open(commission)
    discussion.confirm(comment, commission)
    emails.send_commented(commission, comment)


def answer(
    commission: Commission, comment: Comment, words: str, *, has_changed: bool, by: Person
) -> None:
    """Say what the group did because of a comment, and tell whoever made it."""
    rules.may_answer_comments.check(by, commission)
    if comment.is_hidden:
        raise Refused("This comment is hidden. It cannot be answered.")
    discussion.answer(comment, commission, words, by=by)
    comment.has_changed = has_changed
    emails.send_answer(commission, comment)


def hide(commission: Commission, comment: Comment, rule: HideRule, *, by: Person) -> None:
    """Take a comment off the page, and tell whoever made it which rule it broke."""
    discussion.hide(comment, commission, rule, by=by)
    emails.send_hidden(commission, comment)


def show_again(commission: Commission, comment: Comment, *, by: Person) -> None:
    """Put a hidden comment back."""
    discussion.show_again(comment, commission, by=by)


def _only_while_open(commission: Commission) -> None:
    reason = rules.is_open_for_comments.why_not(None, commission)
    if reason:
        raise Refused(reason)
