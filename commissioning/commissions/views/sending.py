"""Checking before sending, a second member's agreement, opening for comments, the next draft."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from commissioning.commissions import operations, rules
from commissioning.commissions.forms.sending import AgreeForm, WithdrawForm
from commissioning.commissions.models import Commission
from commissioning.commissions.queries import as_read, content_of, get_commission
from commissioning.commissions.views.blueprint import bp
from commissioning.commissions.views.jigsaw import jigsaw
from commissioning.commissions.workflow import PRE_DECISION
from commissioning.core.access import needs
from commissioning.core.forms.numbers import number_in
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.security import limit
from commissioning.discussion.queries import count_comments
from commissioning.groups.rules import is_member
from commissioning.people.session import current_person

HERE = "/commissions/<numbered:commission_id>"


@bp.get(f"{HERE}/check")
@needs(is_member, of=get_commission)
def check(commission: Commission) -> ResponseReturnValue:
    person = current_person()
    content = as_read(content_of(commission))
    return render_template(
        "commissions/edit/check.html",
        commission=commission,
        content=content,
        money=jigsaw(commission, content),
        counts=count_comments(commission),
        has_changes=operations.has_changes(commission),
        why_not_agree=rules.may_agree.why_not(person, commission),
        why_not_ask=rules.may_ask_to_send.why_not(person, commission),
        why_not_open=rules.may_open_comments.why_not(person, commission),
        why_not_publish=rules.may_publish_draft.why_not(person, commission),
        why_not_ask_holders=rules.may_ask_holders.why_not(person, commission),
    )


@bp.post(f"{HERE}/ask-to-send")
@needs(rules.may_ask_to_send, of=get_commission)
@limit("ask-to-send", 10, 3600)
def ask_to_send(commission: Commission) -> ResponseReturnValue:
    operations.ask_to_send(commission, by=current_person())
    flash("The others of your group have an email. One of them has to agree.")
    return redirect(url_for("commissions.check", commission_id=commission), 303)


@bp.post(f"{HERE}/agree")
@needs(rules.may_agree, of=get_commission)
def agree(commission: Commission) -> ResponseReturnValue:
    seen = number_in(AgreeForm().seen)
    operations.agree(commission, by=current_person(), seen=seen)
    flash("You agreed. A steward can send it now.")
    return redirect(url_for("commissions.check", commission_id=commission), 303)


@bp.post(f"{HERE}/open-comments")
@needs(rules.may_open_comments, of=get_commission)
def open_comments(commission: Commission) -> ResponseReturnValue:
    operations.open_comments(commission, by=current_person())
    flash("Draft 1 is public. Everyone can say what they think of it.")
    return redirect(url_for("commissions.show", commission_id=commission), 303)


@bp.post(f"{HERE}/publish-draft")
@needs(rules.may_publish_draft, of=get_commission)
def publish_draft(commission: Commission) -> ResponseReturnValue:
    operations.publish_draft(commission, by=current_person())
    flash(f"Draft {commission.draft_number} is public. Whoever follows it has been told.")
    return redirect(url_for("commissions.check", commission_id=commission), 303)


@bp.route(f"{HERE}/withdraw", methods=["GET", "POST"])
@needs(rules.may_withdraw, of=get_commission)
def withdraw(commission: Commission) -> ResponseReturnValue:
    if commission.status not in PRE_DECISION:
        raise Refused(f"You cannot withdraw it now. It is at “{commission.status.words}”.")
    form = WithdrawForm()
    if form.validate_on_submit():
        try:
            operations.withdraw(commission, by=current_person(), reason=form.reason.data)
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("The commission is withdrawn. Everyone can still read it.")
            return redirect(url_for("commissions.show", commission_id=commission), 303)
    page = render_template("commissions/edit/withdraw.html", commission=commission, form=form)
    return page, 422 if form.errors or form.form_errors else 200
