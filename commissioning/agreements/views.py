"""The pages about an agreement: reading it, writing it, signing it, doing it, opening."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from commissioning.agreements import operations, rules
from commissioning.agreements.forms import PromiseForm, TaskForm, terms_form
from commissioning.agreements.kpis import for_kind
from commissioning.agreements.models import Agreement, AgreementStatus, HandoverTask, TaskKind
from commissioning.agreements.queries import (
    gates_in_the_way,
    get_agreement,
    get_task,
    mutual_for,
)
from commissioning.approvals.queries import unmet_before_opening
from commissioning.core import timelines
from commissioning.core.access import needs
from commissioning.core.refusals import Refused
from commissioning.mutuals.rules import is_director, may_form
from commissioning.people.rules import is_staff
from commissioning.people.session import current_person
from commissioning.proposals.models import Proposal
from commissioning.proposals.queries import get_proposal

bp = Blueprint("agreements", __name__)


def _to(agreement: Agreement, endpoint: str = "agreements.show") -> ResponseReturnValue:
    return redirect(url_for(endpoint, agreement_id=agreement), 303)


@bp.post("/proposals/<numbered:proposal_id>/agreement")
@needs(rules.may_start, of=get_proposal)
def start(proposal: Proposal) -> ResponseReturnValue:
    return _to(operations.start(proposal, by=current_person()))


@bp.get("/agreements/<numbered:agreement_id>")
@needs(None, of=get_agreement)
def show(agreement: Agreement) -> ResponseReturnValue:
    return render_template(
        "agreements/show.html",
        agreement=agreement,
        mutual=agreement.mutual or mutual_for(agreement.proposal),
        unmet=unmet_before_opening(agreement.proposal),
        may_form=may_form(current_user, agreement.proposal.group),
        rules=rules,
        Status=AgreementStatus,
        kinds=TaskKind,
        gates=gates_in_the_way(agreement),
        reads_why=is_staff(current_user, agreement),
    )


@bp.post("/agreements/<numbered:agreement_id>/mutual")
@needs(rules.may_write, of=get_agreement)
def find_mutual(agreement: Agreement) -> ResponseReturnValue:
    operations.find_mutual(agreement, by=current_person())
    return _to(agreement)


@bp.route("/agreements/<numbered:agreement_id>/edit/terms", methods=["GET", "POST"])
@needs(rules.may_write, of=get_agreement)
def write_terms(agreement: Agreement) -> ResponseReturnValue:
    form = terms_form(agreement.terms)
    if form.validate_on_submit():
        terms = {key: text for key, text in form.answers.items() if text is not None}
        operations.write_terms(agreement, terms, by=current_person())
        flash("The terms are saved.", "success")
        return _to(agreement)
    page = render_template("agreements/terms.html", agreement=agreement, form=form)
    return page, 422 if form.errors else 200


@bp.route("/agreements/<numbered:agreement_id>/edit/tasks", methods=["GET", "POST"])
@needs(rules.may_write, of=get_agreement)
def add_task(agreement: Agreement) -> ResponseReturnValue:
    form = TaskForm()
    if form.validate_on_submit():
        try:
            operations.add_task(agreement, **form.answers, by=current_person())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("Added.", "success")
            return _to(agreement, "agreements.add_task")
    page = render_template("agreements/tasks.html", agreement=agreement, form=form)
    return page, 422 if form.errors else 200


@bp.route("/agreements/<numbered:agreement_id>/edit/promises", methods=["GET", "POST"])
@needs(rules.may_write, of=get_agreement)
def promise(agreement: Agreement) -> ResponseReturnValue:
    form = PromiseForm(for_kind(agreement.proposal.place.kind))
    if form.validate_on_submit():
        try:
            operations.promise(agreement, **form.answers, by=current_person())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("Added.", "success")
            return _to(agreement, "agreements.promise")
    page = render_template("agreements/promises.html", agreement=agreement, form=form)
    return page, 422 if form.errors else 200


@bp.post("/agreements/<numbered:agreement_id>/tasks/<int:task_id>/done")
@needs(rules.is_its_side, of=get_task)
def finish_task(task: HandoverTask) -> ResponseReturnValue:
    operations.finish_task(task, by=current_person())
    flash("Done.", "success")
    return _to(task.agreement)


@bp.post("/agreements/<numbered:agreement_id>/sign/council")
@needs(rules.may_sign_for_council, of=get_agreement)
def sign_for_council(agreement: Agreement) -> ResponseReturnValue:
    operations.sign_for_council(agreement, by=current_person())
    flash("You have signed for the council.", "success")
    return _to(agreement)


@bp.post("/agreements/<numbered:agreement_id>/sign/mutual")
@needs(rules.may_sign_for_mutual, of=get_agreement)
def sign_for_mutual(agreement: Agreement) -> ResponseReturnValue:
    operations.sign_for_mutual(agreement, by=current_person())
    flash("You have signed for the mutual.", "success")
    return _to(agreement)


@bp.post("/agreements/<numbered:agreement_id>/open")
@needs(rules.may_open, of=get_agreement)
def open_doors(agreement: Agreement) -> ResponseReturnValue:
    operations.open_doors(agreement, by=current_person())
    flash("The doors are open.", "success")
    return _to(agreement)


@bp.get("/agreements/<numbered:agreement_id>/record")
@needs(None, of=get_agreement)
def record(agreement: Agreement) -> ResponseReturnValue:
    href = url_for("agreements.show", agreement_id=agreement)
    proposal = agreement.proposal
    everything = (proposal.title, url_for("proposals.show", proposal_id=proposal))
    return timelines.page(agreement, agreement.title, href, everything, ours=_ours(agreement))


@bp.get("/agreements/<numbered:agreement_id>/record.atom")
@needs(None, of=get_agreement)
def record_feed(agreement: Agreement) -> ResponseReturnValue:
    href = url_for("agreements.show", agreement_id=agreement)
    return timelines.feed(agreement, agreement.title, href)


def _ours(agreement: Agreement) -> str:
    """Of what the person asking is one of its own people; empty for others."""
    if rules.is_in_the_group(current_user, agreement):
        return "in the group"
    return "on the board" if is_director(current_user, agreement) else ""
