"""A draft as a list of things to do, its title, and how it will look."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from commissioning.core.access import needs
from commissioning.core.pages import hour
from commissioning.people.session import current_person
from commissioning.proposals import money, operations, tiers
from commissioning.proposals.forms import DescribeForm
from commissioning.proposals.models import SHORT_FORM, Proposal, Section, Status
from commissioning.proposals.queries import get_proposal, others_writing
from commissioning.proposals.rules import EARLY, is_ready, may_edit, may_read_own
from commissioning.proposals.views.blueprint import bp
from commissioning.proposals.views.pictures import money_pictures

# The sections under the four headings of the list.
PARTS = {
    "About your idea": (Section.IDEA, Section.NEED, Section.VOICES),
    "How it would run": (Section.GROUP, Section.SERVICES, Section.PEOPLE),
    "Money and risk": (
        Section.MONEY,
        Section.BUILDING,
        Section.RISKS,
        Section.RENEWAL,
        Section.EXIT,
    ),
}


def is_full(proposal: Proposal) -> bool:
    """Is the full plan written now? On the fast track that begins before its own stage."""
    return proposal.status == Status.PLAN or (proposal.is_fast and proposal.status in EARLY)


def needed_now(proposal: Proposal) -> tuple[Section, ...]:
    """The sections to finish before the next sending: four, or those of a plan of this size."""
    return tiers.compulsory(proposal) if is_full(proposal) else SHORT_FORM


def offered_now(proposal: Proposal) -> list[Section]:
    """The sections that can be written now: those to finish, and those a plan can leave out."""
    if not is_full(proposal):
        return list(SHORT_FORM)
    there = {each.section for each in proposal.sections}
    return [each for each in Section if each in there]


@bp.get("/proposals/<numbered:proposal_id>/edit")
@needs(may_read_own, of=get_proposal)
def edit(proposal: Proposal) -> ResponseReturnValue:
    needed, offered = needed_now(proposal), offered_now(proposal)
    finished = [e for e in proposal.sections if e.section in needed and e.is_finished]
    opened = {o.section: o for o in others_writing(proposal, current_person())}
    newest = max(
        (e for e in proposal.sections if e.saved_at), key=lambda e: str(e.saved_at), default=None
    )
    return render_template(
        "proposals/edit/list.html",
        proposal=proposal,
        parts=_parts(proposal, offered, opened),
        later=[each for each in tiers.compulsory(proposal) if each not in offered],
        size=tiers.tier_of(proposal),
        is_full=is_full(proposal),
        needed=needed,
        finished=finished,
        newest=newest,
        editors=[m for m in proposal.group.current_members if m.role != "reader"],
        is_ready=is_ready(current_person(), proposal),
        is_editable=may_edit(current_person(), proposal),
    )


def _parts(
    proposal: Proposal, offered: list[Section], opened: dict[Section, Any]
) -> list[tuple[str, list[dict[str, str]]]]:
    found = []
    for heading, sections in PARTS.items():
        items = [_task(proposal, each, opened) for each in sections if each in offered]
        if Section.MONEY in sections and Section.MONEY in offered:
            items.append(_money_task(proposal))
        if items:
            found.append((heading, items))
    return found


def _task(proposal: Proposal, section: Section, opened: dict[Section, Any]) -> dict[str, str]:
    kept = next(each for each in proposal.sections if each.section == section)
    state = "finished" if kept.is_finished else "started" if kept.version else "not-started"
    who = opened.get(section)
    why = tiers.why(section, tiers.tier_of(proposal).tier) if is_full(proposal) else ""
    return {
        "name": section.words,
        "state": state,
        "href": url_for("proposals.section", proposal_id=proposal, name=section.value),
        "hint": f"{who.name} opened this at {hour(who.at)}" if who else why,
    }


def _money_task(proposal: Proposal) -> dict[str, str]:
    return {
        "name": "Money table",
        "state": "finished" if proposal.years else "not-started",
        "href": url_for("proposals.money_table", proposal_id=proposal),
        "hint": "",
    }


@bp.route("/proposals/<numbered:proposal_id>/edit/title", methods=["GET", "POST"])
@needs(may_edit, of=get_proposal)
def title(proposal: Proposal) -> ResponseReturnValue:
    form = DescribeForm(obj=proposal)
    if form.validate_on_submit():
        operations.describe(proposal, form.title.data, form.summary.data, by=current_person())
        flash("Saved.")
        return redirect(url_for("proposals.edit", proposal_id=proposal), 303)
    page = render_template("proposals/edit/title.html", proposal=proposal, form=form)
    return page, 422 if form.errors else 200


@bp.get("/proposals/<numbered:proposal_id>/preview")
@needs(may_read_own, of=get_proposal)
def preview(proposal: Proposal) -> ResponseReturnValue:
    plan = money.plan_of_proposal(proposal)
    return render_template(
        "proposals/edit/preview.html",
        proposal=proposal,
        figures=money_pictures(plan) if plan else None,
        needed=offered_now(proposal),
    )
