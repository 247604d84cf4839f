"""An owner's notice to sell a listed place, and the groups that ask for time to bid."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from commissioning.core.access import needs
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.groups.queries import get_group, groups_of
from commissioning.people.session import current_person
from commissioning.rights import operations, rules
from commissioning.rights.forms import BidAnswerForm, BidForm, ReasonForm, ReceivedForm
from commissioning.rights.models import RightRequest, SaleNotice
from commissioning.rights.queries import get_notice, get_request
from commissioning.rights.scheme import Body
from commissioning.rights.views.blueprint import (
    CASE,
    WORK,
    bp,
    form_page,
    of_case,
    of_request,
    to_case,
    to_request,
)


@bp.route(f"{CASE}/notice", methods=["GET", "POST"])
@needs(rules.may_note, of=get_request)
def note_notice(request: RightRequest) -> ResponseReturnValue:
    form = ReceivedForm()
    if form.validate_on_submit():
        try:
            operations.note_notice(request, form.received_on.data, by=current_person())
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("The owner’s notice is public. The time to bid runs.", "success")
            return to_case(request)
    return form_page(form, "The owner wants to sell", of_case(request), "Save the notice")


@bp.route(f"{CASE}/sale", methods=["GET", "POST"])
@needs(rules.may_note, of=get_request)
def note_sale(request: RightRequest) -> ResponseReturnValue:
    form = ReasonForm()
    form.reason.label.text = "How do you know, and who bought it?"
    if form.validate_on_submit():
        operations.note_sale(request, form.reason.data, by=current_person())
        flash("The listing is over.")
        return to_case(request)
    lede = "The listing ends with this. Do not name a private person."
    return form_page(form, "The place was sold", of_case(request), "Save", lede=lede)


@bp.route("/rights/notices/<int:notice_id>/bid", methods=["GET", "POST"])
@needs(rules.may_bid, of=get_notice)
def ask_to_bid(notice: SaleNotice) -> ResponseReturnValue:
    form, person = BidForm(), current_person()
    own = [each for each in groups_of(person) if each.council_id == notice.council_id]
    form.group.offer([(each.id, each.name) for each in own])
    if form.validate_on_submit():
        try:
            group = get_group(form.group.data, notice.council_id)
            operations.ask_to_bid(notice, group, Body(form.body.data), by=person)
        except NoResultFound:
            form.refuse(Refused("Choose from the list", "group"))
        except Refused as refusal:
            form.refuse(Refused(str(refusal), refusal.field or "group"))
        else:
            flash("The council checks that your group may bid.", "success")
            return to_request(notice.request)
    lede = "A steward asks. A group with no legal form can have a place listed, but it cannot bid."
    return form_page(form, "Ask for time to bid", of_request(notice.request), "Ask", lede=lede)


@bp.route(f"{WORK}/notices/<int:notice_id>", methods=["GET", "POST"])
@needs(rules.may_answer_bid, of=get_notice)
def answer_bid(notice: SaleNotice) -> ResponseReturnValue:
    form = BidAnswerForm()
    if form.validate_on_submit():
        try:
            operations.answer_bid(
                notice, form.step.data, by=current_person(), reason=form.reason.data or ""
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("The group and the followers have an email.", "success")
            return redirect(url_for("rights.work"), 303)
    bidder, body = notice.bidder, notice.bidder_body
    lede = f"{bidder.name if bidder else ''} says that it is this: {body.words if body else ''}."
    return form_page(form, notice.name, of_case(notice.request), "Save the answer", lede=lede)
