"""Announcing a vote: Yes or No on a proposal, or what a commission should do first."""

from datetime import date
from typing import Any, cast

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from commissioning.commissions.models import Commission
from commissioning.core.access import needs
from commissioning.core.refusals import Refused
from commissioning.people.session import current_person
from commissioning.places.queries import neighbourhoods
from commissioning.proposals.models import Proposal
from commissioning.votes import operations, rules
from commissioning.votes.forms import AnnounceForm
from commissioning.votes.models import Method
from commissioning.votes.operations import Notice
from commissioning.votes.queries import draft_of, get_subject
from commissioning.votes.views.blueprint import bp

FIRST = 3  # how many things residents usually choose


@bp.route("/work/votes/new/<numbered:proposal_id>", methods=["GET", "POST"])
@bp.route("/work/votes/new/commission/<numbered:commission_id>", methods=["GET", "POST"])
@needs(rules.may_announce, of=get_subject)
def new(subject: Proposal | Commission) -> ResponseReturnValue:
    """Write a vote, see it as everybody will, then announce it: the same form with two buttons."""
    form = _priorities_form(subject) if isinstance(subject, Commission) else _yes_no_form(subject)
    notice = None
    if form.validate_on_submit():
        notice = _notice(form, subject)
        if request.form.get("go") == "announce":
            try:
                vote = operations.announce(subject, notice, by=current_person())
            except Refused as refusal:
                form.refuse(refusal)
            else:
                flash("The vote is announced. Its question and rules cannot change now.", "success")
                return redirect(url_for("votes.run", vote_id=vote), 303)
    page = render_template(
        "votes/new.html", subject=subject, form=form, notice=notice if not form.errors else None
    )
    return page, 422 if form.errors else 200


def _yes_no_form(proposal: Proposal) -> AnnounceForm:
    form = AnnounceForm(neighbourhoods=[proposal.neighbourhood_id])
    del form.most
    form.question.description = "People answer it with Yes or No."
    places = neighbourhoods(proposal.council_id)
    form.neighbourhoods.offer([(each.id, each.name) for each in places])
    return form


def _priorities_form(commission: Commission) -> AnnounceForm:
    question = f"What should come first in “{commission.title}”?"
    form = AnnounceForm(data={"question": question, "about": commission.summary, "most": FIRST})
    for name in ("yes_means", "no_means", "neighbourhoods"):  # its draft says who and what
        del form[name]
    return form


def _notice(form: AnnounceForm, subject: Proposal | Commission) -> Notice:
    return Notice(
        question=form.question.data,
        opens_on=cast(date, form.opens_on.data),
        closes_on=cast(date, form.closes_on.data),
        about=form.about.data,
        scrutineer=form.scrutineer.data or "",
        **_choice(form, subject),
    )


def _choice(form: AnnounceForm, subject: Proposal | Commission) -> dict[str, Any]:
    """What can be chosen, and by whom. A commission's draft has said both."""
    if isinstance(subject, Commission):
        offer = draft_of(subject).content["priorities"]
        return {
            "options": [(each["words"], each["means"]) for each in offer],
            "neighbourhoods": subject.neighbourhoods,
            "method": Method.CHOOSE,
            "most": form.most.data,
        }
    places = neighbourhoods(subject.council_id)
    return {
        "options": [("Yes", form.yes_means.data), ("No", form.no_means.data)],
        "neighbourhoods": [each for each in places if each.id in form.neighbourhoods.data],
    }
