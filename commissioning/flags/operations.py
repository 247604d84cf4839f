"""Flagging a question or comment, and keeping or hiding it."""

from collections.abc import Callable
from typing import Any

from commissioning.commissions.operations import comments
from commissioning.core import history, turns
from commissioning.core.database import db, unique
from commissioning.core.history import Visibility
from commissioning.core.refusals import Refused
from commissioning.core.turns import Whose
from commissioning.discussion.models import Comment, HideRule, Question
from commissioning.flags import emails, rules
from commissioning.flags.models import Flag, Flagged, FlagStatus, Kind
from commissioning.flags.queries import flags_of, kind_of, subject_of
from commissioning.flags.workflow import CHECKING
from commissioning.people.models import Person
from commissioning.proposals.operations import questions

HIDE: dict[Kind, Callable[..., None]] = {
    Kind.QUESTION: questions.hide,
    Kind.COMMENT: comments.hide,
}


def flag(said: Question | Comment, rule: HideRule, *, by: Person) -> Flag:
    """Say that it breaks a rule. It stays on the page until an officer decides.

    The first flag starts the council's clock. Raises Refused when this person has flagged it.
    """
    kind, subject = kind_of(said), subject_of(said)
    is_first = not any(each.status == FlagStatus.CHECKING for each in flags_of(said))
    made = Flag(
        council_id=said.council_id,
        said_kind=kind,
        said_id=said.id,
        person=by,
        name=f"{kind.words} {said.id}: {subject.title}",
        rule=rule,
    )
    with unique(
        "uq_flag_said_kind_said_id_person_id",
        says=f"You have told us about this {said.called} already.",
        field="rule",
    ):
        db.session.add(made)
    if is_first:
        turns.begin(made, "check", Whose.COUNCIL, subject.council.settings.promise("flag_days"))
    history.record(
        made,
        "flag",
        by=by,
        says=f"Somebody told the council about a {said.called}",
        after=made.status,
        visibility=Visibility.INTERNAL,
        facts={said.called: said.id},
    )
    return made


def keep(flagged: Flagged, *, by: Person) -> None:
    """It keeps to the rules. Those who flagged it hear so."""
    rules.may_decide.check(by, flagged)
    if flagged.said.is_hidden:
        raise Refused(f"This {flagged.said.called} is hidden. Put it back before you keep it.")
    _close(flagged, "keep", by)


def hide(flagged: Flagged, rule: HideRule, *, by: Person) -> None:
    """Take it off the page, unless that is done. Its writer hears which rule it broke."""
    rules.may_decide.check(by, flagged)
    if not flagged.said.is_hidden:
        HIDE[flagged.flag.said_kind](flagged.subject, flagged.said, rule, by=by)
    _close(flagged, "hide", by)


def _close(flagged: Flagged, step: str, by: Any) -> None:
    """Every open flag has its answer. Raises Refused when somebody has answered them."""
    found = flagged.open
    if not found:
        raise Refused("Somebody at the council has decided about this already.")
    for each in found:
        CHECKING.take(step, each, by=by)
        turns.end(each)
        emails.tell_answer(flagged, each)
