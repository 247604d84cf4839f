"""A place that would close, and the fast track of a proposal for it."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from commissioning.core.access import needs
from commissioning.core.refusals import NotHere
from commissioning.kinds import operations, rules
from commissioning.kinds.forms import CallOffForm, ClosureForm, FastTrackForm
from commissioning.kinds.law import not_shortened
from commissioning.kinds.operations import Announced, Offered
from commissioning.kinds.views.blueprint import bp, form_page, is_done
from commissioning.people.session import current_person
from commissioning.places.models import Place
from commissioning.places.queries import get_place
from commissioning.proposals.models import Proposal
from commissioning.proposals.queries import closure_of, get_proposal

HERE = "/work/places/<numbered:place_id>/closure"


@bp.route(HERE, methods=["GET", "POST"])
@needs(rules.may_announce, of=get_place)
def announce(place: Place) -> ResponseReturnValue:
    form = ClosureForm()
    by = current_person()
    if is_done(form, lambda: operations.announce(place, Announced(**form.answers), by=by)):
        flash("Everyone can read it. The groups that want the place know.")
        return redirect(url_for("places.show", place_id=place), 303)
    return form_page("closure", form, place=place, closure=closure_of(place))


@bp.route(f"{HERE}/take-back", methods=["GET", "POST"])
@needs(rules.may_announce, of=get_place)
def take_back(place: Place) -> ResponseReturnValue:
    closure, form, by = closure_of(place), CallOffForm(), current_person()
    if closure is None:
        raise NotHere
    if is_done(form, lambda: operations.take_back(closure, form.reason.data, by=by)):
        flash("Everyone can read that it stays open.")
        return redirect(url_for("places.show", place_id=place), 303)
    return form_page("take_back", form, place=place, closure=closure)


@bp.route("/work/proposals/<numbered:proposal_id>/fast-track", methods=["GET", "POST"])
@needs(rules.may_put_on_fast_track, of=get_proposal)
def fast_track(proposal: Proposal) -> ResponseReturnValue:
    form, by = FastTrackForm(obj=proposal.fast_track), current_person()
    if is_done(
        form, lambda: operations.put_on_fast_track(proposal, Offered(**form.answers), by=by)
    ):
        flash("It is on the fast track.")
        return redirect(url_for("kinds.show", proposal_id=proposal), 303)
    return form_page(
        "fast_track",
        form,
        proposal=proposal,
        closure=closure_of(proposal.place),
        minima=not_shortened(proposal.council.settings),
    )
