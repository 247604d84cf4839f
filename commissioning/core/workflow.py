"""A workflow is a table of steps. Only `take` may change a status.

A plain step changes the status and nothing else, so a page can offer it as a button. A step with
further consequences is not plain: an operation takes it and sees to the rest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import update

from commissioning.core import history
from commissioning.core.choices import Choice
from commissioning.core.database import changed, db
from commissioning.core.refusals import Refused
from commissioning.core.rules import Rule

Subject = TypeVar("Subject", bound=Any)


@dataclass(frozen=True)
class Step(Generic[Subject]):
    """One row of the table: from where, to where, who may, and what the record says of it."""

    name: str
    source: Choice
    target: Choice
    rule: Rule[Subject]
    says: str
    needs_reason: bool = False
    plain: bool = True
    visibility: history.Visibility = history.Visibility.PUBLIC

    @property
    def words(self) -> str:
        """The step's name as a button says it."""
        return self.name.replace("-", " ").capitalize()


class Workflow(Generic[Subject]):
    """The steps of one kind of thing, in the order of its life."""

    def __init__(self, *steps: Step[Subject]) -> None:
        self.steps = steps

    @property
    def plain_steps(self) -> str:
        """For an address: <any('publish','withdraw'):step>."""
        names = dict.fromkeys(step.name for step in self.steps if step.plain)
        return f"any({','.join(map(repr, names))})"

    def open_to(self, person: Any, subject: Subject) -> Iterator[Step[Subject]]:
        """The plain steps this person could take now, for the buttons on the page."""
        here = (s for s in self.steps if s.plain and s.source == subject.status)
        return (step for step in here if step.rule(person, subject))

    def step(self, name: str, subject: Subject) -> Step[Subject]:
        """The step of this name from where the thing is now. Raises Refused when there is none."""
        for step in self.steps:
            if step.name == name and step.source == subject.status:
                return step
        words = name.replace("-", " ")
        raise Refused(f"You cannot {words} now. It is at “{subject.status.words}”.")

    def take(
        self,
        name: str,
        subject: Subject,
        *,
        by: Any,
        reason: str = "",
        says: str = "",
        **facts: history.Fact,
    ) -> None:
        """Take a step: check its rule, change the status, record it.

        Two people may try at once: the row changes only if it still stands where we read it.
        Raises Refused when there is no such step from here, when a reason is missing, or when
        somebody else was first; NotAllowed, with the reason, when this person may not take it.
        """
        step = self.step(name, subject)
        step.rule.check(by, subject)
        if step.needs_reason and not reason.strip():
            raise Refused("Say why, so that people can understand", "reason")
        _compare_and_set(subject, step)
        history.record(
            subject,
            name,
            by=by,
            says=says or step.says,
            before=step.source,
            after=step.target,
            reason=reason.strip(),
            visibility=step.visibility,
            facts=facts,
        )


def _compare_and_set(subject: Any, step: Step[Any]) -> None:
    """Write the new status only over the old one. The one place that writes a status."""
    table = type(subject)
    db.session.flush()
    result = db.session.execute(
        update(table)
        .where(table.id == subject.id, table.status == step.source)
        .values(status=step.target)
        .execution_options(synchronize_session=False)
    )
    if changed(result) != 1:
        raise Refused("Someone else has just changed this. Look at it again before you decide.")
    db.session.refresh(subject, ["status"])
