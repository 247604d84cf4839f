"""Proposals as everyone sees them: the list, one with its tracker, its plan, its record."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from commissioning.core import history, timelines, turns
from commissioning.core.access import everyone, needs
from commissioning.core.addresses import key
from commissioning.core.standing import timeline, words_of
from commissioning.groups.rules import is_member
from commissioning.people import session
from commissioning.places.models import PlaceKind
from commissioning.places.queries import neighbourhood_names
from commissioning.proposals import viability
from commissioning.proposals.models import SHORT_FORM, STAGES, Proposal, Section, Status
from commissioning.proposals.queries import PAGE, get_proposal, proposals
from commissioning.proposals.queries.support import support_of
from commissioning.proposals.rules import may_read_plan, may_see, may_withdraw
from commissioning.proposals.views import pictures
from commissioning.proposals.views.blueprint import bp
from commissioning.proposals.views.standing import tracker


@bp.get("/proposals")
@everyone
def index() -> ResponseReturnValue:
    council_id = session.council_id()
    chosen: dict[str, Any] = {
        "stage": request.args.get("stage", ""),
        "neighbourhood": request.args.get("neighbourhood", type=key),
        "kind": request.args.get("kind", ""),
        "late": request.args.get("late", ""),
    }
    kind = PlaceKind(chosen["kind"]) if chosen["kind"] in list(PlaceKind) else None
    found = proposals(
        council_id,
        stage=chosen["stage"],
        neighbourhood_id=chosen["neighbourhood"],
        kind=kind,
        late=bool(chosen["late"]),
        before=request.args.get("before", type=key),
    )
    filled = {name: value for name, value in chosen.items() if value}
    later = ""
    if len(found) > PAGE:
        later = url_for("proposals.index", **filled, before=found[PAGE - 1].id)
    return render_template(
        "proposals/index.html",
        proposals=found[:PAGE],
        later=later,
        chosen=chosen,
        is_narrowed=bool(filled),
        stages=[*((each.value, each.words) for each in STAGES[1:]), ("ended", "Ended")],
        kinds=[(each.value, each.words) for each in PlaceKind],
        neighbourhoods=neighbourhood_names(council_id),
    )


@bp.get("/p<int:proposal_id>")
@everyone
def short_address(proposal_id: int) -> ResponseReturnValue:
    return redirect(url_for("proposals.show", proposal_id=proposal_id), 302)


@bp.get("/proposals/<numbered:proposal_id>")
@needs(may_see, of=get_proposal)
def show(proposal: Proposal) -> ResponseReturnValue:
    known = turns.turns_of(proposal)
    is_ours = is_member(current_user, proposal)
    now = known[-1] if known and known[-1].is_open else None
    return render_template(
        "proposals/show.html",
        proposal=proposal,
        turn=words_of(proposal, now),
        stages=tracker(proposal, known),
        is_ours=is_ours,
        shows_money=may_read_plan(current_user, proposal),
        may_withdraw=may_withdraw(current_user, proposal),
        support=support_of(proposal, now),
        events=timeline(history.latest_events(proposal, is_party=is_ours, limit=3)),
    )


def readable(proposal: Proposal) -> list[Section]:
    """Which sections the public can read now: the short form, later all that were sent."""
    return [each for each in Section if proposal.public_money is not None or each in SHORT_FORM]


@bp.get("/proposals/<numbered:proposal_id>/plan")
@needs(may_see, of=get_proposal)
def plan(proposal: Proposal) -> ResponseReturnValue:
    problem = may_read_plan.why_not(current_user, proposal)
    wanted = [] if problem else readable(proposal)
    facts = None if problem else proposal.public_money
    figures = pictures.money_pictures(viability.plan_of(facts)) if facts else None
    return render_template(
        "proposals/plan.html",
        proposal=proposal,
        problem=problem,
        is_draft=proposal.status == Status.DRAFT,
        sections=[each for each in proposal.sections if each.section in wanted],
        figures=figures,
    )


@bp.get("/proposals/<numbered:proposal_id>/record")
@needs(may_see, of=get_proposal)
def record(proposal: Proposal) -> ResponseReturnValue:
    ours = "in the group" if is_member(current_user, proposal) else ""
    href = url_for("proposals.show", proposal_id=proposal)
    everything = ("Proposals", url_for("proposals.index"))
    return timelines.page(proposal, proposal.title, href, everything, ours=ours)


@bp.get("/proposals/<numbered:proposal_id>/record.atom")
@needs(may_see, of=get_proposal)
def record_feed(proposal: Proposal) -> ResponseReturnValue:
    return timelines.feed(proposal, proposal.title, url_for("proposals.show", proposal_id=proposal))
