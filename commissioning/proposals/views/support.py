"""Supporting a proposal, the button behind the link, what is printed, and paper sheets."""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from commissioning.core import access, mail
from commissioning.core.access import about, everyone, needs
from commissioning.core.pages import in_words
from commissioning.core.refusals import Refused
from commissioning.core.security import limit
from commissioning.people import session
from commissioning.people.rules import is_desk_officer
from commissioning.places.queries import neighbourhood_names
from commissioning.proposals import poster as prints
from commissioning.proposals import rules
from commissioning.proposals.forms.support import OUTSIDE, ConfirmForm, SheetForm, SupportForm
from commissioning.proposals.models import Proposal
from commissioning.proposals.operations import support as operations
from commissioning.proposals.operations.support import Batch, Wish
from commissioning.proposals.queries import get_proposal
from commissioning.proposals.queries import support as queries
from commissioning.proposals.queries.support import LinkState
from commissioning.proposals.views.blueprint import bp

HERE = "/proposals/<numbered:proposal_id>"


@bp.route(f"{HERE}/support", methods=["GET", "POST"])
@limit("support", 30, 300)
@limit("support-address", 5, 900, field="email")
@needs(rules.may_see, of=get_proposal)
def support(proposal: Proposal) -> ResponseReturnValue:
    form = _support_form(proposal)
    if proposal.is_gathering and form.validate_on_submit():
        wish = _wish(proposal, form)
        if wish:
            operations.support(proposal, wish)
            return redirect(url_for("proposals.support_sent", proposal_id=proposal), 303)
    if form.is_submitted() and not proposal.is_gathering:
        raise Refused(operations.CLOSED)
    page = render_template("proposals/support/form.html", form=form, proposal=proposal,
                           support=queries.support_of(proposal), rules=rules)  # fmt: skip
    return page, 422 if form.errors else 200


def _support_form(proposal: Proposal) -> SupportForm:
    form = SupportForm(
        data={
            "name": current_user.name if current_user.is_authenticated else "",
            "email": current_user.email,
            "postcode": getattr(current_user, "postcode", ""),
        }
    )
    known = neighbourhood_names(proposal.council_id)
    form.where.offer([*known, (OUTSIDE, f"Outside {proposal.council.name}’s area")])
    return form


def _wish(proposal: Proposal, form: SupportForm) -> Wish | None:
    """What the form asks for; None, with a sentence, when we do not know where the person lives."""
    postcode = form.postcode.data or ""
    is_known, neighbourhood_id = queries.home_of(postcode, proposal.council_id)
    if not is_known:
        if form.where.data is None:
            where = f"We cannot find {postcode}. Check it, or choose where you live"
            form.where.errors = [where]
            return None
        neighbourhood_id = form.where.data or None
    return Wish(
        name=form.name.data or "",
        email=form.email.data or "",
        postcode=postcode,
        neighbourhood_id=neighbourhood_id,
        show_name=form.show_name.data,
    )


@bp.get(f"{HERE}/support/sent")
@needs(rules.may_see, of=get_proposal)
def support_sent(proposal: Proposal) -> ResponseReturnValue:
    return render_template("proposals/support/sent.html", proposal=proposal)


@bp.get(f"{HERE}/support/thanks")
@needs(rules.may_see, of=get_proposal)
def support_thanks(proposal: Proposal) -> ResponseReturnValue:
    return render_template("proposals/support/thanks.html", proposal=proposal,
                           support=queries.support_of(proposal),
                           link=mail.link("proposals.support", council=proposal.council,
                                          proposal_id=proposal))  # fmt: skip


@bp.route("/confirm/<string:token>", methods=["GET", "POST"])
@limit("confirm-support", 60, 300)
@everyone
def confirm_support(token: str) -> ResponseReturnValue:
    link, state = queries.get_link(token, session.council_id())
    supporter = link.supporter
    proposal = supporter.proposal
    about(proposal)
    if state is not LinkState.GOOD or not proposal.is_gathering:
        page = render_template("proposals/support/link_over.html", state=state.value, token=token,
                               proposal=proposal)  # fmt: skip
        return page, 410
    form = ConfirmForm(data={"tell_me": True})
    if form.validate_on_submit():
        operations.confirm(supporter, tell_me=form.tell_me.data)
        return redirect(url_for("proposals.support_thanks", proposal_id=proposal), 303)
    page = render_template("proposals/support/confirm.html", form=form, supporter=supporter,
                           proposal=proposal, token=token)  # fmt: skip
    return page, 422 if form.errors else 200


@bp.post("/confirm/<string:token>/again")
@limit("support-again", 5, 900)
@everyone
def send_support_link_again(token: str) -> ResponseReturnValue:
    link, _state = queries.get_link(token, session.council_id())
    operations.send_again(link.supporter)
    sent = url_for("proposals.support_sent", proposal_id=link.supporter.proposal)
    return redirect(sent, 303)


@bp.post(f"{HERE}/support/restart")
@needs(rules.may_restart_support, of=get_proposal)
def restart_support(proposal: Proposal) -> ResponseReturnValue:
    operations.restart_support(proposal, by=session.current_person())
    flash("Your proposal gathers support again. The support it had is kept.")
    return redirect(url_for("proposals.support", proposal_id=proposal), 303)


@bp.get(f"{HERE}/poster")
@needs(rules.may_see, of=get_proposal)
def poster(proposal: Proposal) -> ResponseReturnValue:
    return render_template("proposals/support/poster.html", proposal=proposal,
                           support=queries.support_of(proposal),
                           link=_printed_link(proposal))  # fmt: skip


@bp.get(f"{HERE}/poster/code.svg")
@needs(rules.may_see, of=get_proposal)
def poster_code(proposal: Proposal) -> ResponseReturnValue:
    return Response(prints.code(_printed_link(proposal)), mimetype="image/svg+xml")


@bp.get(f"{HERE}/sheet")
@needs(rules.may_see, of=get_proposal)
def sheet(proposal: Proposal) -> ResponseReturnValue:
    number = prints.sheet_number(proposal.reference)
    return render_template("proposals/support/sheet.html", proposal=proposal, number=number,
                           rows=[(line, "", "", "") for line in range(1, prints.LINES + 1)],
                           link=_printed_link(proposal))  # fmt: skip


def _printed_link(proposal: Proposal) -> str:
    return mail.link("proposals.support", council=proposal.council, proposal_id=proposal)


@bp.route("/work/support-sheets", methods=["GET", "POST"])
@needs(is_desk_officer, of=access.of_council)
def support_sheets(council_id: int) -> ResponseReturnValue:
    form = _sheet_form(council_id)
    if form.validate_on_submit() and _entered(form, council_id):
        return redirect(url_for("proposals.support_sheets"), 303)
    sheets = queries.latest_sheets(council_id)
    rows = [
        (each.number, each.proposal.title, each.lines, each.counted, in_words(each.created_at),
         each.left_out_because)
        for each in sheets
    ]  # fmt: skip
    page = render_template("proposals/support/sheets.html", form=form, sheets=sheets, rows=rows)
    return page, 422 if form.errors else 200


def _sheet_form(council_id: int) -> SheetForm:
    form = SheetForm()
    gathering = queries.gathering(council_id)
    form.proposal_id.offer([(each.id, f"{each.reference} {each.title}") for each in gathering])
    form.neighbourhood_id.offer(neighbourhood_names(council_id))
    return form


def _entered(form: SheetForm, council_id: int) -> bool:
    """Enter the sheet; False, with the sentence in the form, when it is refused."""
    batch = Batch(
        number=form.number.data or "",
        lines=form.lines.data or 0,
        counted=form.counted.data or 0,
        left_out_because=form.left_out_because.data or "",
        neighbourhood_id=form.neighbourhood_id.data,
    )
    try:
        proposal = get_proposal(form.proposal_id.data, council_id)
        entered = operations.enter_sheet(proposal, batch, by=session.current_person())
    except Refused as refusal:
        form.refuse(refusal)
        return False
    flash(f"Sheet {entered.number} is entered: {entered.counted} more supporters.")
    return True
