"""The money table: typed or from a file, with its pictures and rules worked here."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from commissioning.core.access import needs
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.people.session import current_person
from commissioning.proposals import money, operations
from commissioning.proposals.forms import MoneyForm, UploadForm
from commissioning.proposals.models import Proposal
from commissioning.proposals.operations import SavedMeanwhile
from commissioning.proposals.queries import get_proposal
from commissioning.proposals.rules import may_edit, may_read_own
from commissioning.proposals.viability import Plan
from commissioning.proposals.views.blueprint import bp
from commissioning.proposals.views.pictures import money_pictures

HERE = "/proposals/<numbered:proposal_id>/edit/money-table"


def _page(proposal: Proposal, form: MoneyForm, plan: Plan | None = None, **more: object) -> str:
    return render_template(
        "proposals/edit/money.html",
        proposal=proposal,
        form=form,
        figures=money_pictures(plan) if plan else None,
        income=money.INCOME,
        costs=money.COSTS,
        parts=money.PARTS,
        **{"upload": UploadForm(formdata=None), "theirs": None, "filled": False, **more},
    )


def _form(figures: money.Figures, version: int) -> MoneyForm:
    return MoneyForm(formdata=None, data={**figures, "version": str(version)})


@bp.get(HERE)
@needs(may_edit, of=get_proposal)
def money_table(proposal: Proposal) -> ResponseReturnValue:
    form = _form(money.figures_of(proposal), proposal.money_version)
    return _page(proposal, form, money.plan_of_proposal(proposal))


@bp.post(HERE)
@needs(may_edit, of=get_proposal)
def save_money(proposal: Proposal) -> ResponseReturnValue:
    form = MoneyForm()
    if not form.validate():
        return _page(proposal, form), 422
    figures = form.figures
    if request.form.get("do") == "work-out":
        return _page(proposal, form, money.plan_from(figures))
    try:
        operations.save_money(proposal, figures, form.base_version, by=current_person())
    except NotAllowed:
        raise
    except SavedMeanwhile as refusal:
        return _conflict(proposal, figures, str(refusal)), 409
    except Refused as refusal:
        form.refuse(refusal)
        return _page(proposal, form), 422
    flash("The money table is saved.")
    return redirect(url_for("proposals.money_table", proposal_id=proposal), 303)


def _conflict(proposal: Proposal, figures: money.Figures, says: str) -> str:
    """My figures in the boxes, theirs in a table below; saving again keeps mine."""
    form = _form(figures, proposal.money_version)
    form.refuse(Refused(says))
    theirs = money.plan_of_proposal(proposal)
    return _page(
        proposal,
        form,
        money.plan_from(figures),
        theirs=money_pictures(theirs).rows if theirs else None,
    )


@bp.get("/proposals/<numbered:proposal_id>/money.csv")
@needs(may_read_own, of=get_proposal)
def money_csv(proposal: Proposal) -> ResponseReturnValue:
    name = f"{proposal.reference}-money.csv"
    return Response(
        money.template(money.figures_of(proposal)).encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@bp.post("/proposals/<numbered:proposal_id>/edit/money-file")
@needs(may_edit, of=get_proposal)
def fill_from_file(proposal: Proposal) -> ResponseReturnValue:
    upload = UploadForm()
    saved = money.figures_of(proposal)
    version = proposal.money_version
    if not upload.validate():
        return _page(proposal, _form(saved, version), upload=upload), 422
    figures, problems = money.read(upload.file.data or "")
    if problems:
        upload.file.errors = [*upload.file.errors, *problems[:50]]
        return _page(proposal, _form(saved, version), upload=upload), 422
    return _page(proposal, _form(figures, version), money.plan_from(figures), filled=True)
