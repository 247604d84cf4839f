"""The money: where it comes from, asking the budget holders, and the page behind their links."""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from commissioning.commissions import operations, rules
from commissioning.commissions.forms.holders import AskAgainForm, ChangeForm, HolderForm
from commissioning.commissions.models import Answer, BudgetLine, Commission
from commissioning.commissions.operations import HoldersAnswer
from commissioning.commissions.operations import holders as holders_operations
from commissioning.commissions.queries import get_commission
from commissioning.commissions.queries.holders import get_line, line_by_token
from commissioning.commissions.views.blueprint import bp
from commissioning.commissions.views.jigsaw import jigsaw
from commissioning.commissions.views.public import readable
from commissioning.core import csv_cells
from commissioning.core.access import about, everyone, needs
from commissioning.core.refusals import NotAllowed, NotHere, Refused
from commissioning.core.security import limit
from commissioning.people import session

HERE = "/commissions/<numbered:commission_id>"
HEADS = ("budget", "pounds_a_year", "answer", "answered_on", "answered_by", "reason")


@bp.get(f"{HERE}/money")
@needs(rules.may_see, of=get_commission)
def money(commission: Commission) -> ResponseReturnValue:
    return render_template(
        "commissions/money.html",
        commission=commission,
        money=jigsaw(commission, readable(commission)),
        may_ask_again=rules.may_ask_again(current_user, commission),
        may_change=commission.status == "money"
        and rules.may_change_money(current_user, commission),
    )


@bp.get(f"{HERE}/money.csv")
@needs(rules.may_see, of=get_commission)
def money_csv(commission: Commission) -> ResponseReturnValue:
    pieces = jigsaw(commission, readable(commission)).pieces
    lines = csv_cells.lines(HEADS, (each.cells for each in pieces))
    headers = {"Content-Disposition": f'attachment; filename="{commission.reference}-money.csv"'}
    return Response(lines, mimetype="text/csv", headers=headers)


@bp.post(f"{HERE}/ask-holders")
@needs(rules.may_ask_holders, of=get_commission)
def ask_holders(commission: Commission) -> ResponseReturnValue:
    operations.ask_holders(commission, by=session.current_person())
    flash("Each budget holder has an email with a link.")
    return redirect(url_for("commissions.money", commission_id=commission), 303)


@bp.route(f"{HERE}/money/<int(max=999999999):line_id>/ask-again", methods=["GET", "POST"])
@limit("ask-holder", 20, 3600)
@needs(rules.may_ask_again, of=get_commission)
def ask_holder_again(commission: Commission, line_id: int) -> ResponseReturnValue:
    line = get_line(commission.id, line_id, commission.council_id)
    form = AskAgainForm(obj=line)
    if form.validate_on_submit():
        try:
            operations.ask_again(line, form.email.data or "", by=session.current_person())
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("A new link is on its way. The old one does not work any more.")
            return redirect(url_for("commissions.money", commission_id=commission), 303)
    page = render_template("commissions/holders/ask_again.html", commission=commission, line=line,
                           form=form)  # fmt: skip
    return page, 422 if form.errors or form.form_errors else 200


@bp.route(f"{HERE}/change-money", methods=["GET", "POST"])
@needs(rules.may_change_money, of=get_commission)
def change_money(commission: Commission) -> ResponseReturnValue:
    form = ChangeForm()
    if form.validate_on_submit():
        try:
            operations.change_money(
                commission, by=session.current_person(), reason=form.reason.data or ""
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("You can change the draft now. A budget you change is asked again.")
            return redirect(url_for("commissions.edit", commission_id=commission), 303)
    page = render_template("commissions/holders/change.html", commission=commission, form=form)
    return page, 422 if form.errors or form.form_errors else 200


@bp.route("/holders/<string:token>", methods=["GET", "POST"])
@limit("holder", 60, 300)
@everyone
def answer_money(token: str) -> ResponseReturnValue:
    try:
        line = line_by_token(token, session.council_id())
    except NotHere:
        return render_template("commissions/holders/link_over.html"), 410
    about(line.commission)
    form = HolderForm()
    if line.answer is None and form.validate_on_submit() and _answered(line, form):
        return redirect(url_for("commissions.answer_money", token=token), 303)
    page = render_template(
        "commissions/holders/answer.html",
        commission=line.commission, line=line, form=form, token=token,
        money=jigsaw(line.commission, readable(line.commission)),
    )  # fmt: skip
    return page, 422 if form.errors or form.form_errors else 200


def _answered(line: BudgetLine, form: HolderForm) -> bool:
    """Keep the answer; False when it was refused and the form says why."""
    said = HoldersAnswer(Answer(form.answer.data), form.name.data or "", form.reason.data or "")
    try:
        holders_operations.answer(line, said)
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True
