"""What only an asset transfer request has: others say what they think, more time, a review."""

from flask import flash
from flask.typing import ResponseReturnValue

from commissioning.core.access import needs
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.security import limit
from commissioning.people.session import current_person
from commissioning.rights import operations, rules
from commissioning.rights.forms import UntilForm, WordsForm
from commissioning.rights.models import RightRequest
from commissioning.rights.queries import get_request
from commissioning.rights.views.blueprint import (
    CASE,
    HERE,
    bp,
    form_page,
    of_case,
    of_request,
    to_case,
    to_request,
)


@bp.route(f"{HERE}/say", methods=["GET", "POST"])
@limit("represent", 10, 3600)
@needs(rules.may_represent, of=get_request)
def represent(request: RightRequest) -> ResponseReturnValue:
    form = WordsForm()
    if form.validate_on_submit():
        try:
            operations.represent(request, form.words.data, by=current_person())
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("Thank you. Everyone can read it, without your name.", "success")
            return to_request(request)
    return form_page(form, "Say what you think of the request", of_request(request), "Send")


@bp.route(f"{HERE}/respond", methods=["GET", "POST"])
@needs(rules.may_respond, of=get_request)
def respond(request: RightRequest) -> ResponseReturnValue:
    form = WordsForm(data={"words": request.response})
    if form.validate_on_submit():
        operations.respond(request, form.words.data, by=current_person())
        flash("Saved. Everyone can read it.", "success")
        return to_request(request)
    return form_page(form, "Answer what others think", of_request(request), "Save")


@bp.route(f"{CASE}/longer", methods=["GET", "POST"])
@needs(rules.may_offer_longer, of=get_request)
def offer_longer(request: RightRequest) -> ResponseReturnValue:
    form = UntilForm()
    if form.validate_on_submit():
        try:
            operations.offer_longer(request, form.until.data, by=current_person())
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("The group can agree to it on the page of its request.")
            return to_case(request)
    lede = "A steward of the group has to agree before the time is over."
    return form_page(form, "Ask the group for more time", of_case(request), "Ask", lede=lede)


@bp.post(f"{HERE}/agree-longer")
@needs(rules.may_agree_longer, of=get_request)
def agree_longer(request: RightRequest) -> ResponseReturnValue:
    operations.agree_longer(request, by=current_person())
    flash("The council has more time now.")
    return to_request(request)


@bp.post(f"{HERE}/ask-review")
@needs(rules.may_ask_any_review, of=get_request)
def ask_review(request: RightRequest) -> ResponseReturnValue:
    operations.ask_review(request, by=current_person())
    flash("A senior officer who had no part in it looks at it again.")
    return to_request(request)
