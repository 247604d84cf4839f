"""The work queue, and handing over what is in it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from commissioning.approvals import operations, queries, rules
from commissioning.approvals.forms import UNASSIGNED, HandOverForm, QueueForm
from commissioning.approvals.queries.queue import PAGE, Band, Filters, Row
from commissioning.approvals.views.blueprint import bp, form_page, is_done
from commissioning.core import access, desk
from commissioning.core.access import needs
from commissioning.core.addresses import key
from commissioning.core.refusals import NotHere, Refused
from commissioning.people.models import Person, PostKind
from commissioning.people.queries import holders
from commissioning.people.rules import is_staff
from commissioning.people.session import current_person
from commissioning.places.queries import neighbourhood_names

NOBODY = 0  # in the list of people; no person has this number
NOTHING_TICKED = "Tick what you want to hand over."


@bp.get("/work")
@needs(is_staff, of=access.of_council)
def queue(council_id: int) -> ResponseReturnValue:
    kinds = desk.seen_by(current_person(), council_id)
    form = _queue_form(council_id, kinds)
    chosen = _chosen(form, kinds)
    page = _page_number()
    rows = queries.queue(council_id, chosen, page)
    everything = Filters(kinds=tuple(kinds))
    total = queries.numbers(council_id, everything)
    return render_template(
        "approvals/queue.html",
        form=form,
        bands=list(queries.by_band(rows[:PAGE])),
        page_of=_page_of,
        kinds=kinds,
        page=page,
        more=len(rows) > PAGE,
        asked={name: value for name, value in request.args.items() if value and name != "page"},
        total=total,
        hidden=_hidden_late(council_id, chosen, total.late) if chosen != everything else 0,
        waiting=queries.waiting(council_id),
        me=current_person(),
        may_hand_over=rules.may_assign(current_person(), council_id),
    )


def _queue_form(council_id: int, kinds: dict[str, desk.Kind]) -> QueueForm:
    form = QueueForm(formdata=request.args, meta={"csrf": False})
    form.kind.offer([(key, kind.words) for key, kind in kinds.items()])
    form.neighbourhood.offer(neighbourhood_names(council_id))
    form.owner.offer([(each.id, each.name) for each in _owners(council_id, kinds)])
    return form


def _owners(council_id: int, kinds: dict[str, desk.Kind]) -> list[Person]:
    """Who may look after anything in the queue."""
    rules_of_kinds = {kind.by for kind in kinds.values()}
    people = holders(council_id, *PostKind)
    return [each for each in people if any(rule(each, council_id) for rule in rules_of_kinds)]


def _chosen(form: QueueForm, kinds: dict[str, desk.Kind]) -> Filters:
    kind, band = form.chosen("kind"), form.chosen("band")
    return Filters(
        kinds=(kind,) if kind else tuple(kinds),
        neighbourhood_id=form.chosen("neighbourhood"),
        owner_id=form.chosen("owner"),
        unassigned=band == UNASSIGNED,
        band=Band(band) if band and band != UNASSIGNED else None,
    )


def _page_of(row: Row) -> str:
    """Where a line leads: to its case, where there is one."""
    if row.case_id is not None:
        return url_for("approvals.show", case_id=row.case_id)
    return desk.owed()[row.kind].address(row.number)


def _page_number() -> int:
    written = request.args.get("page", "")
    return int(written) if written.isdecimal() and int(written[:6]) > 0 and len(written) < 7 else 1


def _hidden_late(council_id: int, chosen: Filters, late: int) -> int:
    """How many late lines the filters leave out: late work never goes out of sight unsaid."""
    if chosen.band not in (None, Band.LATE):
        return late
    return late - queries.numbers(council_id, chosen).late


@bp.route("/work/hand-over", methods=["GET", "POST"])
@needs(rules.may_assign, of=access.of_council)
def hand_over(council_id: int) -> ResponseReturnValue:
    kinds = desk.seen_by(current_person(), council_id)
    rows = queries.lines(council_id, tuple(kinds), _ticked())
    if not rows:
        if request.method == "POST":
            raise Refused(NOTHING_TICKED)
        flash(NOTHING_TICKED, "error")
        return redirect(url_for("approvals.queue"), 302)
    numbers = [row.id for row in rows]
    lines = queries.turns_with(numbers, to_change=request.method == "POST")
    offered, barred = operations.who_may_deal(lines)
    known: dict[int, Person | None] = {NOBODY: None, **{each.id: each for each in offered}}
    form = HandOverForm(owner=current_person().id)
    form.owner.offer([*((each.id, each.name) for each in offered), (NOBODY, "Nobody for now")])
    by = current_person()
    if is_done(form, lambda: operations.hand_over(lines, known[form.owner.data], by=by)):
        flash(_handed_over(rows, known[form.owner.data]))
        return redirect(url_for("approvals.queue"), 303)
    return form_page("hand_over", form, rows=rows, barred=barred)


def _ticked() -> list[int]:
    """The lines named in the address, as many as one page of the queue has."""
    written: list[Any] = request.args.getlist("line")[:PAGE]
    try:
        return [key(each) for each in written]
    except ValueError as error:
        raise NotHere from error


def _handed_over(rows: list[Row], owner: Person | None) -> str:
    what = rows[0].name if len(rows) == 1 else f"{len(rows)} things"
    return f"{owner.name if owner else 'Nobody'} looks after {what} now."
