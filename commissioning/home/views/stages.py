"""The stages of a takeover and of a commission, from the tables that drive them."""

from dataclasses import dataclass
from types import SimpleNamespace
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
from commissioning.rights import models as rights
from commissioning.rights.workflow import ASKING, SELLING

# Who takes a step, in words, by how the name of its rule begins: a rule speaks to one person.
WHO = {
    "((is_officer or is_senior_officer) or is_the_service)": "an officer, or the site on its day",
    "(is_officer or is_senior_officer)": "an officer",
    "((is_senior_officer or is_decision_maker) or is_the_service)": "whoever the council’s "
    "scheme says decides, or the site on its day",
    "is_senior_officer": "a senior officer who had no part in it before",
    "(is_returning_officer or is_steward)": "the returning officer or the group",
    "is_returning_officer": "the returning officer",
    "is_decision_maker": "a decision-maker",
    "is_steward": "the group",
    "is_writer": "the group, when a second member agrees",
    "is_the_service": "the site, on its day",
    "has_reached_target": "the site, when enough people support it",
}
# Two kinds of thing stand in one chapter; the second has its names here.
NOTICES = SimpleNamespace(
    Status=rights.NoticeStatus,
    STAGES=rights.NOTICE_STAGES,
    ENDINGS=rights.NOTICE_ENDINGS,
    TURNS=rights.NOTICE_TURNS,
    LIMITS=rights.NOTICE_LIMITS,
)


@dataclass(frozen=True)
class Stage:
    """One status: whose turn it is, how long it may take, and what can come of it.

    `says`: the first two in a sentence, where a setting does not say the time.
    """

    status: Choice
    whose: str
    promise: Promise | None
    steps: list[Step[Any]]
    says: str


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
        _kind("A request under a right the law gives", "right", ASKING, rights, settings),
        _kind("An owner wants to sell a listed place", "sale", SELLING, NOTICES, settings),
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
        _stages(workflow, models, settings),
    )


def _stages(workflow: Workflow[Any], models: Any, settings: CouncilSettings) -> list[Stage]:
    found, limits = [], getattr(models, "LIMITS", {})
    for status in models.Status:
        steps = [step for step in workflow.steps if step.source == status]
        if status in models.ENDINGS and not steps:
            continue
        whose, limit = models.TURNS.get(status, (Whose.GROUP, ""))
        promise = settings.promise(limit) if limit else None
        found.append(Stage(status, whose.words, promise, steps, limits.get(status, "")))
    return found
