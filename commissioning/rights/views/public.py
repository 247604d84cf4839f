"""What everyone sees: the list of places, all requests, and the page of each."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from commissioning.core import history
from commissioning.core.access import everyone, needs
from commissioning.core.addresses import key
from commissioning.core.day_counts import Way
from commissioning.core.standing import timeline
from commissioning.groups.rules import is_member
from commissioning.people import session
from commissioning.people.rules import is_officer
from commissioning.rights import dates, queries, rules
from commissioning.rights.models import RightRequest, Status
from commissioning.rights.queries import PAGE, get_request
from commissioning.rights.rules import NATIONS
from commissioning.rights.scheme import RightKind
from commissioning.rights.views.blueprint import HERE, KINDS, bp
from commissioning.rights.views.standing import standing_of

GROUPS = {
    "listed": (Status.LISTED, Status.REVIEW),
    "unsuccessful": (Status.REFUSED, Status.REMOVED),
}


@bp.get("/rights")
@everyone
def index() -> ResponseReturnValue:
    council = session.current_council()
    nation = council.settings.nation if council else None
    before = request.args.get("before", type=key)
    found = queries.requests(session.council_id(), before=before)
    later = url_for("rights.index", before=found[PAGE - 1].id) if len(found) > PAGE else ""
    return render_template(
        "rights/index.html",
        requests=found[:PAGE],
        later=later,
        kinds=[kind for kind, where in NATIONS.items() if where == nation],
    )


@bp.get(f"/rights/<{KINDS}:kind>")
@everyone
def of_kind(kind: str) -> ResponseReturnValue:
    wanted = request.args.get("show", "")
    found = queries.requests(
        session.council_id(),
        RightKind(kind),
        statuses=GROUPS.get(wanted, ()),
        before=request.args.get("before", type=key),
    )
    shown: dict[str, Any] = {"kind": kind}
    if wanted in GROUPS:
        shown["show"] = wanted
    later = (
        url_for("rights.of_kind", **shown, before=found[PAGE - 1].id) if len(found) > PAGE else ""
    )
    return render_template(
        "rights/of_kind.html", kind=RightKind(kind), requests=found[:PAGE], show=wanted, later=later
    )


@bp.get(HERE)
@needs(rules.may_see, of=get_request)
def show(request: RightRequest) -> ResponseReturnValue:
    is_ours = is_member(current_user, request)
    notice = queries.open_notice_of(request) if request.status == Status.LISTED else None
    events = history.latest_events(request, is_party=is_ours)
    return render_template(
        "rights/show.html",
        right=request,
        is_ours=is_ours,
        parts=request.written if is_ours else request.public_parts,
        notice=notice,
        turn=standing_of(request, notice),
        rules=rules,
        counted=_counted(request),
        review_by=dates.review_open_until(request),
        times=dates.times(request),
        representations=queries.representations(request) if request.represent_by else [],
        works_here=is_officer(current_user, request),
        events=timeline(
            events if not notice else [*history.latest_events(notice, is_party=False), *events]
        ),
    )


def _counted(request: RightRequest) -> dict[str, Any]:
    """What to ask the page that counts days: the weeks in which a nomination is decided."""
    if request.kind != RightKind.NOMINATION or request.received_on is None:
        return {}
    weeks = dates.times(request).decision_weeks
    return {"from": request.received_on.isoformat(), "weeks": weeks, "way": Way.WEEKS.value}
