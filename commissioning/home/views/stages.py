"""The stages of a takeover and of a commission, from the tables that drive them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from commissioning.commissions import models as commissions
from commissioning.commissions.workflow import COMMISSION
from commissioning.core.access import everyone
from commissioning.core.choices import Choice
from commissioning.core.machines import Machine, draw
from commissioning.core.turns import Promise, Whose
from commissioning.core.workflow import Step, Workflow
from commissioning.home.views.blueprint import bp
from commissioning.people.session import current_council
from commissioning.places.settings import CouncilSettings
from commissioning.proposals import models as proposals
from commissioning.proposals.workflow import TAKEOVER

# Who takes a step, in words, by how the name of its rule begins: a rule speaks to one person.
WHO = {
    "((is_officer or is_senior_officer) or is_the_service)": "an officer, or the site on its day",
    "(is_officer or is_senior_officer)": "an officer",
    "((is_senior_officer or is_decision_maker) or is_the_service)": "whoever the council’s "
    "scheme says decides, or the site on its day",
    "is_senior_officer": "a senior officer who had no part in the refusal",
    "(is_returning_officer or is_steward)": "the returning officer or the group",
    "is_returning_officer": "the returning officer",
    "is_decision_maker": "a decision-maker",
    "is_steward": "the group",
    "is_the_service": "the site, on its day",
    "has_reached_target": "the site, when enough people support it",
}


@dataclass(frozen=True)
class Stage:
    """One status: whose turn it is, how long it may take, and what can come of it."""

    status: Choice
    whose: str
    promise: Promise | None
    steps: list[Step[Any]]


@dataclass(frozen=True)
class Kind:
    """All stages of one kind of thing."""

    name: str
    key: str
    machine: Machine
    stages: list[Stage]


@bp.get("/how-it-works/stages")
@everyone
def stages() -> ResponseReturnValue:
    council = current_council()
    settings = council.settings if council else CouncilSettings()
    kinds = [
        _kind("Taking over a place", "takeover", TAKEOVER, proposals, settings),
        _kind("A commission", "commission", COMMISSION, commissions, settings),
    ]
    return render_template("home/stages.html", kinds=kinds, who=who)


def who(step: Step[Any]) -> str:
    """Who takes a step, for the middle of a sentence. Raises LookupError for an unknown rule."""
    for name, words in WHO.items():
        if step.rule.name.startswith(name):
            return words
    raise LookupError(f"Nobody has said who keeps the rule {step.rule.name}")


def _kind(
    name: str, key: str, workflow: Workflow[Any], models: Any, settings: CouncilSettings
) -> Kind:
    return Kind(
        name,
        key,
        draw(workflow, models.STAGES, models.ENDINGS),
        _stages(workflow, models.Status, models.ENDINGS, models.TURNS, settings),
    )


def _stages(
    workflow: Workflow[Any],
    statuses: Sequence[Choice],
    endings: Collection[Choice],
    turns: Mapping[Choice, tuple[Whose, str]],
    settings: CouncilSettings,
) -> list[Stage]:
    found = []
    for status in statuses:
        steps = [step for step in workflow.steps if step.source == status]
        if status in endings and not steps:
            continue
        whose, limit = turns.get(status, (Whose.GROUP, ""))
        found.append(Stage(status, whose.words, settings.promise(limit) if limit else None, steps))
    return found
