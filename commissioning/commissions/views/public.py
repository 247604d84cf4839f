"""Commissions as everyone sees them: the list, one with its stages, its drafts, its record."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from commissioning.commissions.models import STAGES, Commission, Status
from commissioning.commissions.queries import (
    PAGE,
    as_read,
    commissions,
    content_of,
    get_commission,
    get_draft,
    newest_draft,
    published_drafts,
    running,
)
from commissioning.commissions.queries.running import Progress
from commissioning.commissions.rules import is_public_and_written, may_see, may_withdraw
from commissioning.commissions.views.blueprint import bp
from commissioning.commissions.views.jigsaw import jigsaw
from commissioning.commissions.views.standing import tracker
from commissioning.core import history, timelines, turns
from commissioning.core.access import everyone, needs
from commissioning.core.addresses import key
from commissioning.core.standing import timeline, words_of
from commissioning.discussion.queries import count_comments
from commissioning.groups.rules import is_member
from commissioning.people import session
from commissioning.places.queries import neighbourhoods

VOTED = {*STAGES[STAGES.index(Status.DECISION) :], Status.REFUSED}
HERE = "/commissions/<numbered:commission_id>"


@bp.get("/commissions")
@everyone
def index() -> ResponseReturnValue:
    council_id = session.council_id()
    chosen: dict[str, Any] = {
        "stage": request.args.get("stage", ""),
        "neighbourhood": request.args.get("neighbourhood", type=key),
    }
    found = commissions(
        council_id,
        stage=chosen["stage"],
        neighbourhood_id=chosen["neighbourhood"],
        before=request.args.get("before", type=key),
    )
    filled = {name: value for name, value in chosen.items() if value}
    later = ""
    if len(found) > PAGE:
        later = url_for("commissions.index", **filled, before=found[PAGE - 1].id)
    return render_template(
        "commissions/index.html",
        commissions=found[:PAGE],
        later=later,
        chosen=chosen,
        is_narrowed=bool(filled),
        stages=[*((each.value, each.words) for each in STAGES[1:]), ("ended", "Ended")],
        neighbourhoods=[(each.id, each.name) for each in neighbourhoods(council_id)],
    )


@bp.get(HERE)
@needs(may_see, of=get_commission)
def show(commission: Commission) -> ResponseReturnValue:
    known = turns.turns_of(commission)
    now = known[-1] if known and known[-1].is_open else None
    is_ours = is_member(current_user, commission)
    content = readable(commission)
    latest = running.latest_results(commission) if commission.starts_on else None
    counted = latest.measurements if latest else []
    return render_template(
        "commissions/show.html",
        commission=commission,
        content=content,
        money=jigsaw(commission, content),
        counts=count_comments(commission) if is_public_and_written(None, commission) else None,
        turn=words_of(commission, now),
        stages=tracker(commission, known),
        is_ours=is_ours,
        may_withdraw=may_withdraw(current_user, commission),
        results=latest,
        is_voted=commission.status in VOTED,
        progress=[Progress(each.outcome, each.value) for each in counted],
        events=timeline(history.latest_events(commission, is_party=is_ours, limit=3)),
    )


def readable(commission: Commission) -> dict[str, Any]:
    """What people read of it now: the newest published draft; before there is one, the rows."""
    newest = newest_draft(commission)
    return as_read(newest.content if newest else content_of(commission))


@bp.get(f"{HERE}/drafts")
@needs(may_see, of=get_commission)
def drafts(commission: Commission) -> ResponseReturnValue:
    return render_template("commissions/drafts.html", commission=commission,
                           drafts=published_drafts(commission))  # fmt: skip


@bp.get(f"{HERE}/drafts/<int(max=9999):number>")
@needs(may_see, of=get_commission)
def draft(commission: Commission, number: int) -> ResponseReturnValue:
    found = get_draft(commission, number)
    return render_template("commissions/draft.html", commission=commission, draft=found,
                           content=as_read(found.content),
                           money=jigsaw(commission, found.content))  # fmt: skip


@bp.get(f"{HERE}/record")
@needs(may_see, of=get_commission)
def record(commission: Commission) -> ResponseReturnValue:
    ours = "in the group" if is_member(current_user, commission) else ""
    href = url_for("commissions.show", commission_id=commission)
    everything = ("Commissions", url_for("commissions.index"))
    return timelines.page(commission, commission.title, href, everything, ours=ours)


@bp.get("/commissions/<numbered:commission_id>/record.atom")
@needs(may_see, of=get_commission)
def record_feed(commission: Commission) -> ResponseReturnValue:
    href = url_for("commissions.show", commission_id=commission)
    return timelines.feed(commission, commission.title, href)
