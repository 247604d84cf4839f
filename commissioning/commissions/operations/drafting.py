"""Writing a draft: starting one, describing it, and the rows of its parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from commissioning.commissions import rules
from commissioning.commissions.models import (
    FEWEST_SERVICES,
    MOST_ROWS,
    BudgetLine,
    Commission,
    Part,
    Service,
    Status,
)
from commissioning.commissions.operations.holding import hold
from commissioning.commissions.queries import ROWS, print_of, rows_of
from commissioning.core import history
from commissioning.core.database import db
from commissioning.core.forms.numbers import MOST_PENCE
from commissioning.core.history import Visibility
from commissioning.core.refusals import Refused
from commissioning.groups.models import Group
from commissioning.people.models import Person
from commissioning.places.models import Neighbourhood

CHANGED = "Someone else changed this while you were writing. Read theirs. Save again to keep yours"


class ChangedMeanwhile(Refused):
    """Somebody else saved other words while these were written. Nothing is lost."""


@dataclass(frozen=True)
class Idea:
    """What a draft begins with: who it is for, and which services it joins up."""

    title: str
    summary: str
    neighbourhoods: list[Neighbourhood]
    services: list[str]


def start(group: Group, idea: Idea, *, by: Person) -> Commission:
    """Begin a draft. It is the group's own until it opens for comments.

    Raises NotAllowed when the person does not write for the group, Refused when there are fewer
    than two services or no neighbourhood.
    """
    rules.may_start.check(by, group)
    if len(idea.services) < FEWEST_SERVICES:
        raise Refused(rules.TOO_FEW, "services")
    if not idea.neighbourhoods:
        raise Refused("Choose a neighbourhood", "neighbourhoods")
    commission = Commission(
        council_id=group.council_id,
        group=group,
        title=idea.title,
        summary=idea.summary,
        neighbourhoods=list(idea.neighbourhoods),
        services=[
            Service(name=name, before="", differently="", answers="") for name in idea.services
        ],
    )
    db.session.add(commission)
    db.session.flush()  # the history needs its number
    history.record(commission, "start", by=by, says="A draft was started",
                   visibility=Visibility.PARTIES)  # fmt: skip
    return commission


def describe(
    commission: Commission,
    facts: dict[str, Any],
    *,
    by: Person,
    where: Sequence[Neighbourhood] = (),
    seen: str | None = None,
) -> None:
    """Change what it is and who it is for. Its name and neighbourhoods stay once it is public.

    `where`: other neighbourhoods, if they change. `seen`: the print of the facts that were read;
    raises ChangedMeanwhile when they are different now.
    """
    if ("title" in facts or where) and commission.status != Status.DRAFT:
        raise Refused("The name and the neighbourhoods stay as they are once it is public.")
    _edit(commission, Part.ABOUT, by)
    _write(commission, facts, seen)
    if where:
        commission.neighbourhoods = list(where)


def add_row(commission: Commission, part: Part, facts: dict[str, Any], *, by: Person) -> Any:
    """Add a need, service, outcome, budget or priority. Refused when there are too many."""
    _edit(commission, part, by)
    rows = rows_of(commission, part)
    if len(rows) >= MOST_ROWS:
        raise Refused(f"You have {MOST_ROWS} already. Remove one first")
    row = ROWS[part](**facts)
    rows.append(row)
    _check_lines(commission)
    db.session.flush()
    return row


def change_row(
    commission: Commission, part: Part, row: Any, facts: dict[str, Any], *,
    by: Person, seen: str | None = None,
) -> None:  # fmt: skip
    """Change a row. `seen`: the print of what was read; ChangedMeanwhile when it differs now."""
    _edit(commission, part, by)
    db.session.refresh(row)
    was_asked = isinstance(row, BudgetLine) and print_of(row, facts)
    _write(row, facts, seen)
    if was_asked and was_asked != print_of(row, facts):
        forget_answer(row)
    _check_lines(commission)


def remove_row(commission: Commission, part: Part, row: Any, *, by: Person) -> None:
    """Take a row out of the draft. What was published stays as it was."""
    _edit(commission, part, by)
    db.session.delete(row)
    db.session.flush()
    db.session.expire(commission)


def forget_answer(line: BudgetLine) -> None:
    """A changed budget is another question: its holder is asked again, and an old link stops."""
    line.answer = line.asked_on = line.reminded_on = line.answered_on = line.token_hash = None
    line.answered_by = line.reason = ""


def check_holder(commission: Commission, email: str) -> None:
    """Nobody promises their own group somebody else's money. Raises Refused, beside its field."""
    if email.lower() in {each.person.email.lower() for each in commission.group.current_members}:
        raise Refused("A member of the group cannot answer for a budget", "email")


def _edit(commission: Commission, part: Part, by: Person) -> None:
    """Let nobody else write meanwhile; note the change; an agreement to send is used up."""
    hold(commission)
    rules.may_edit.check(by, commission)
    commission.edits += 1
    commission.agreed_by_id = commission.asked_to_send_by_id = None
    history.record(commission, "save-part", by=by, says=f"“{part.words}” was changed",
                   part=part.value, visibility=Visibility.PARTIES)  # fmt: skip


def _write(row: Any, facts: dict[str, Any], seen: str | None) -> None:
    if seen is not None and seen != print_of(row, facts):
        raise ChangedMeanwhile(CHANGED)
    for name, value in facts.items():
        setattr(row, name, value)


def _check_lines(commission: Commission) -> None:
    for line in commission.lines:
        check_holder(commission, line.email)
    if sum(line.amount for line in commission.lines) > MOST_PENCE:
        raise Refused("All the budgets together can be £20,000,000 at most", "amount")
