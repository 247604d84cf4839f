"""A draft as a list of things to do, one page for each part, and one for each row."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from commissioning.commissions import operations
from commissioning.commissions.forms.parts import FORMS, AboutForm, PartForm
from commissioning.commissions.models import Commission, Part, Status
from commissioning.commissions.operations import ChangedMeanwhile
from commissioning.commissions.queries import get_commission, get_row, print_of, rows_of
from commissioning.commissions.rules import is_complete, may_edit
from commissioning.commissions.views.blueprint import bp
from commissioning.commissions.views.rows import ADD, GUIDANCE, row_words
from commissioning.core.access import needs
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.groups.rules import is_member
from commissioning.people.session import current_person
from commissioning.places.queries import neighbourhoods

HERE = "/commissions/<numbered:commission_id>/edit"
NAMES = ",".join(repr(part.value) for part in FORMS)
PART = f"{HERE}/<any({NAMES}):name>"
ROW = f"{PART}/<int(max=999999999):row_id>"


@bp.get(HERE)
@needs(is_member, of=get_commission)
def edit(commission: Commission) -> ResponseReturnValue:
    left = commission.parts_left
    return render_template(
        "commissions/edit/list.html",
        commission=commission,
        tasks=[_task(commission, part, part in left) for part in Part],
        finished=len(Part) - len(left),
        parts=len(Part),
        editors=[m for m in commission.group.current_members if m.role != "reader"],
        is_ready=is_complete(current_person(), commission),
        is_editable=may_edit(current_person(), commission),
    )


def _task(commission: Commission, part: Part, is_left: bool) -> dict[str, str]:
    begun = part is Part.ABOUT or bool(rows_of(commission, part))
    return {
        "name": part.words,
        "state": ("started" if begun else "not-started") if is_left else "finished",
        "href": _page(commission, part),
    }


def _page(commission: Commission, part: Part) -> str:
    if part is Part.ABOUT:
        return url_for("commissions.about", commission_id=commission)
    return url_for("commissions.part", commission_id=commission, name=part.value)


@bp.route(f"{HERE}/about", methods=["GET", "POST"])
@needs(may_edit, of=get_commission)
def about(commission: Commission) -> ResponseReturnValue:
    form = _about_form(commission)
    if form.validate_on_submit() and _described(commission, form):
        flash("Saved.")
        return redirect(url_for("commissions.edit", commission_id=commission), 303)
    page = render_template("commissions/edit/about.html", commission=commission, form=form)
    return page, 422 if form.errors or form.form_errors else 200


def _about_form(commission: Commission) -> AboutForm:
    form = AboutForm(obj=commission, data={"neighbourhoods": []})
    if commission.status == Status.DRAFT:
        known = neighbourhoods(commission.council_id)
        form.neighbourhoods.offer([(each.id, each.name) for each in known])
    else:
        del form.title, form.neighbourhoods
    if not form.is_submitted():
        if "neighbourhoods" in form:
            form.neighbourhoods.data = [each.id for each in commission.neighbourhoods]
        form.seen.data = print_of(commission, form.facts)
    return form


def _described(commission: Commission, form: AboutForm) -> bool:
    """Save what it is; False when it was refused and the form says why."""
    chosen = form.neighbourhoods.data if "neighbourhoods" in form else []
    where = [each for each in neighbourhoods(commission.council_id) if each.id in chosen]
    try:
        operations.describe(
            commission, form.facts, by=current_person(), where=where, seen=form.seen.data or ""
        )
    except NotAllowed:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        form.seen.data = print_of(commission, form.facts)
        return False
    return True


@bp.get(PART)
@needs(may_edit, of=get_commission)
def part(commission: Commission, name: str) -> ResponseReturnValue:
    part = Part(name)
    return render_template(
        "commissions/edit/part.html",
        commission=commission,
        part=part,
        rows=[row_words(each) for each in rows_of(commission, part)],
        guidance=GUIDANCE[part],
        add=ADD[part],
        is_left=part in commission.parts_left,
    )


@bp.route(f"{PART}/add", methods=["GET", "POST"])
@needs(may_edit, of=get_commission)
def add_row(commission: Commission, name: str) -> ResponseReturnValue:
    part = Part(name)
    form = FORMS[part]()
    if form.validate_on_submit():
        try:
            operations.add_row(commission, part, form.facts, by=current_person())
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("Added.")
            return redirect(_page(commission, part), 303)
    return _row_page(commission, part, form)


@bp.route(ROW, methods=["GET", "POST"])
@needs(may_edit, of=get_commission)
def change_row(commission: Commission, name: str, row_id: int) -> ResponseReturnValue:
    part = Part(name)
    row = get_row(commission, part, row_id)
    form = FORMS[part](obj=row)
    if not form.is_submitted():
        form.seen.data = print_of(row, form.facts)
    theirs: Any = None
    if form.validate_on_submit():
        try:
            operations.change_row(
                commission, part, row, form.facts, by=current_person(), seen=form.seen.data or ""
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
            if isinstance(refusal, ChangedMeanwhile):
                form.seen.data = print_of(row, form.facts)
                theirs = row_words(row)
        else:
            flash("Saved.")
            return redirect(_page(commission, part), 303)
    return _row_page(commission, part, form, row_id=row_id, theirs=theirs)


def _row_page(
    commission: Commission, part: Part, form: PartForm, *, row_id: int = 0, theirs: Any = None
) -> ResponseReturnValue:
    where = {"commission_id": commission, "name": part.value}
    action = (
        url_for("commissions.change_row", **where, row_id=row_id)  # type: ignore[arg-type]
        if row_id
        else url_for("commissions.add_row", **where)  # type: ignore[arg-type]
    )
    page = render_template(
        "commissions/edit/row.html",
        commission=commission, part=part, form=form, action=action, theirs=theirs,
        title=part.words if row_id else ADD[part],
    )  # fmt: skip
    return page, 422 if form.errors or form.form_errors else 200


@bp.post(f"{ROW}/remove")
@needs(may_edit, of=get_commission)
def remove_row(commission: Commission, name: str, row_id: int) -> ResponseReturnValue:
    part = Part(name)
    row = get_row(commission, part, row_id)
    operations.remove_row(commission, part, row, by=current_person())
    flash("Removed.")
    return redirect(_page(commission, part), 303)
