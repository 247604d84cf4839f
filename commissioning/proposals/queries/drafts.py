"""The sections of a draft, their versions, and who has one open."""

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.refusals import NotHere
from commissioning.people.models import Person
from commissioning.proposals.models import (
    OpenEditor,
    PlanSection,
    Proposal,
    Section,
    SectionVersion,
)

RECENT = timedelta(minutes=15)


class Opened(NamedTuple):
    """Somebody has a section open."""

    section: Section
    name: str
    at: object


def section_of(proposal: Proposal, section: Section) -> PlanSection:
    """One section of a proposal. Raises NotHere."""
    for each in proposal.sections:
        if each.section == section:
            return each
    raise NotHere


def versions(section: PlanSection) -> list[SectionVersion]:
    """Every version of a section, newest first; at most 200."""
    query = (
        select(SectionVersion)
        .where(SectionVersion.plan_section_id == section.id)
        .options(joinedload(SectionVersion.person))
        .order_by(SectionVersion.version.desc())
        .limit(200)
    )
    return list(db.session.scalars(query))


def get_version(section: PlanSection, version: int) -> SectionVersion:
    """One version of a section. Raises NotHere."""
    found = db.session.scalar(
        select(SectionVersion).where(
            SectionVersion.plan_section_id == section.id, SectionVersion.version == version
        )
    )
    if found is None:
        raise NotHere
    return found


def others_writing(proposal: Proposal, person: Person) -> list[Opened]:
    """Who else opened a section of this proposal in the last 15 minutes."""
    query = (
        select(PlanSection.section, Person.name, OpenEditor.opened_at)
        .join(OpenEditor, OpenEditor.plan_section_id == PlanSection.id)
        .join(Person, OpenEditor.person_id == Person.id)
        .where(
            PlanSection.proposal_id == proposal.id,
            OpenEditor.person_id != person.id,
            OpenEditor.opened_at > clock.now() - RECENT,
        )
        .order_by(OpenEditor.opened_at)
    )
    return [Opened(*row) for row in db.session.execute(query)]
