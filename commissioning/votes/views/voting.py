"""Casting a vote: the roll, the ballot, the check, the receipt. No address holds a choice."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from commissioning.core.access import needs
from commissioning.core.pages import in_words
from commissioning.core.refusals import NotHere
from commissioning.people.rules import is_signed_in
from commissioning.people.session import current_person
from commissioning.votes import operations, queries
from commissioning.votes.forms import JoinForm, ballot_form
from commissioning.votes.models import BLANK, Vote
from commissioning.votes.queries import get_ballot, get_vote
from commissioning.votes.views.blueprint import bp


@bp.route("/votes/<numbered:vote_id>/check", methods=["GET", "POST"])
@needs(is_signed_in, of=get_vote)
def check(vote: Vote) -> ResponseReturnValue:
    """Check you can vote: join the roll, or see what to do first."""
    person = current_person()
    form = JoinForm()
    day = in_words(vote.announced_on)
    form.lived_here.label.text = f"I lived in {vote.where} on {day}, when the vote was announced"
    if form.validate_on_submit():
        operations.join_roll(vote, by=person)
        return redirect(url_for("votes.ballot", vote_id=vote), 303)
    page = render_template(
        "votes/check.html",
        vote=vote,
        form=form,
        on_roll=queries.roll_entry(person, vote) is not None,
        reason=queries.reason_for_not_joining(person, vote),
    )
    return page, 422 if form.errors else 200


@bp.route("/votes/<numbered:vote_id>/ballot", methods=["GET", "POST"])
@needs(is_signed_in, of=get_vote)
def ballot(vote: Vote) -> ResponseReturnValue:
    """The ballot; sent, it is shown back to be checked, and nothing is saved yet."""
    person = current_person()
    entry = queries.roll_entry(person, vote)
    if entry is None and not vote.has_closed:
        return redirect(url_for("votes.check", vote_id=vote), 303)
    if reason := queries.reason_for_not_voting(person, vote, entry):
        return render_template("votes/cannot.html", vote=vote, reason=reason), 403
    form = ballot_form(vote)
    if form.validate_on_submit():
        choice = operations.written_choice(vote, form.chosen)
        return render_template(
            "votes/ballot_check.html",
            vote=vote,
            choice=queries.choice_words(vote, choice),
            keys=choice.split(","),
            unused=0 if choice == BLANK else vote.most - len(form.chosen),
        )
    page = render_template("votes/ballot.html", vote=vote, form=form)
    return page, 422 if form.errors else 200


@bp.post("/votes/<numbered:vote_id>/ballot-papers")
@needs(is_signed_in, of=get_ballot)
def cast(vote: Vote) -> ResponseReturnValue:
    chosen = [key for key in request.form.getlist("choice") if key != BLANK]
    if not request.form.getlist("choice"):
        return redirect(url_for("votes.ballot", vote_id=vote), 303)
    operations.cast(vote, chosen, by=current_person())
    return redirect(url_for("votes.receipt", vote_id=vote), 303)


@bp.get("/votes/<numbered:vote_id>/receipt")
@needs(is_signed_in, of=get_vote)
def receipt(vote: Vote) -> ResponseReturnValue:
    """The voter's own receipt. What they chose is never shown again."""
    entry = queries.roll_entry(current_person(), vote)
    paper = queries.paper_of(entry) if entry else None
    if paper is None:
        raise NotHere
    return render_template("votes/receipt.html", vote=vote, receipt=paper.receipt)
