"""Checking before sending, a second member's agreement, opening for support, withdrawing."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from commissioning.core.access import needs
from commissioning.core.forms.numbers import number_in
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.security import limit
from commissioning.people.session import current_person
from commissioning.proposals import operations
from commissioning.proposals.forms import WithdrawForm
from commissioning.proposals.forms.sending import AgreeForm
from commissioning.proposals.models import Proposal, Status
from commissioning.proposals.queries import get_proposal
from commissioning.proposals.rules import (
    may_agree,
    may_ask_to_send,
    may_open_support,
    may_read_own,
    may_withdraw,
)
from commissioning.proposals.views.blueprint import bp
from commissioning.proposals.views.drafts import needed_now, offered_now
from commissioning.proposals.workflow import PRE_DECISION

HERE = "/proposals/<numbered:proposal_id>"


@bp.get(f"{HERE}/check")
@needs(may_read_own, of=get_proposal)
def check(proposal: Proposal) -> ResponseReturnValue:
    needed = needed_now(proposal)
    offered = offered_now(proposal)
    sections = [each for each in proposal.sections if each.section in offered]
    person = current_person()
    needs_money = proposal.status == Status.PLAN and len(proposal.years) < 5
    return render_template(
        "proposals/edit/check.html",
        proposal=proposal,
        gaps=[each for each in sections if each.section in needed and not each.is_finished],
        finished=[each for each in sections if each.is_finished],
        needs_money=needs_money,
        seen=operations.plan_version(proposal),
        why_not_agree=may_agree.why_not(person, proposal),
        why_not_ask=may_ask_to_send.why_not(person, proposal),
        why_not_open=may_open_support.why_not(person, proposal),
    )


@bp.post(f"{HERE}/ask-to-send")
@needs(may_ask_to_send, of=get_proposal)
@limit("ask-to-send", 10, 3600)
def ask_to_send(proposal: Proposal) -> ResponseReturnValue:
    operations.ask_to_send(proposal, by=current_person())
    flash("The others of your group have an email. One of them has to agree.")
    return redirect(url_for("proposals.check", proposal_id=proposal), 303)


@bp.post(f"{HERE}/agree")
@needs(may_agree, of=get_proposal)
def agree(proposal: Proposal) -> ResponseReturnValue:
    form = AgreeForm()
    operations.agree(proposal, by=current_person(), seen=number_in(form.seen))
    flash("You agreed. A steward can send it now.")
    return redirect(url_for("proposals.check", proposal_id=proposal), 303)


@bp.post(f"{HERE}/open-support")
@needs(may_open_support, of=get_proposal)
def open_support(proposal: Proposal) -> ResponseReturnValue:
    operations.open_support(proposal, by=current_person())
    flash("Your proposal is public. People can support it from now on.")
    return redirect(url_for("proposals.show", proposal_id=proposal), 303)


@bp.route(f"{HERE}/withdraw", methods=["GET", "POST"])
@needs(may_withdraw, of=get_proposal)
def withdraw(proposal: Proposal) -> ResponseReturnValue:
    if proposal.status not in PRE_DECISION:
        raise Refused(f"You cannot withdraw it now. It is at “{proposal.status.words}”.")
    form = WithdrawForm()
    if form.validate_on_submit():
        try:
            operations.withdraw(proposal, by=current_person(), reason=form.reason.data)
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("The proposal is withdrawn. Everyone can still read it.")
            return redirect(url_for("proposals.show", proposal_id=proposal), 303)
    page = render_template("proposals/edit/withdraw.html", proposal=proposal, form=form)
    return page, 422 if form.errors else 200
