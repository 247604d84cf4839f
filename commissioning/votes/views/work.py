"""The returning officer's pages: which votes, enter paper votes, count, publish, send on."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from commissioning.core.access import needs, of_council
from commissioning.core.addresses import key
from commissioning.core.refusals import Refused
from commissioning.people.rules import is_returning_officer
from commissioning.people.session import council_id, current_person
from commissioning.places.queries import get_neighbourhood
from commissioning.votes import operations, queries, rules
from commissioning.votes.counting import sentences as words
from commissioning.votes.forms import OutcomeForm, batch_form
from commissioning.votes.models import PaperBatch, Status, Vote
from commissioning.votes.operations import Batch
from commissioning.votes.queries import get_batch, get_vote
from commissioning.votes.views.blueprint import bp

may_look = is_returning_officer | rules.is_second_person


@bp.get("/work/votes")
@needs(may_look, of=of_council)
def work(council_id: int) -> ResponseReturnValue:
    before = request.args.get("before", type=key)
    found = queries.votes(council_id, before=before)
    return render_template(
        "votes/work.html",
        votes=found[: queries.PAGE],
        earlier=found[queries.PAGE - 1].id if len(found) > queries.PAGE else None,
        waiting=queries.waiting(council_id),
    )


@bp.get("/work/votes/<numbered:vote_id>")
@needs(may_look, of=get_vote)
def run(vote: Vote) -> ResponseReturnValue:
    return _run_page(vote)


def _run_page(vote: Vote, form: OutcomeForm | None = None) -> ResponseReturnValue:
    counted = vote.status in (Status.COUNTED, Status.PUBLISHED)
    result = queries.result(vote) if counted else None
    if vote.status == Status.COUNTED and rules.may_publish(current_person(), vote):
        form = form or OutcomeForm(formdata=None)
    page = render_template(
        "votes/run.html",
        vote=vote,
        batches=queries.batches(vote),
        turnout=queries.turnout(vote),
        result=result,
        sentence=words.result_sentence(vote, result.totals) if result else "",
        form=form,
        subject=queries.subject_of(vote),
        rules=rules,
    )
    return page, 422 if form and form.errors else 200


@bp.route("/work/votes/<numbered:vote_id>/paper", methods=["GET", "POST"])
@needs(rules.may_enter_paper, of=get_vote)
def enter_paper(vote: Vote) -> ResponseReturnValue:
    form = batch_form(vote)
    if form.validate_on_submit():
        place = get_neighbourhood(form.neighbourhood.data, council_id())
        batch = Batch(
            place,
            int(form.papers.data or 0),
            int(form.blank.data or 0),
            form.counts(vote),
            int(form.decile.data or 0),
        )
        try:
            operations.enter_batch(vote, batch, by=current_person())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("The batch is entered. A second person has to agree it.", "success")
            return redirect(url_for("votes.run", vote_id=vote), 303)
    page = render_template("votes/enter_paper.html", vote=vote, form=form)
    return page, 422 if form.errors else 200


@bp.get("/work/paper-batches/<int:batch_id>")
@needs(may_look, of=get_batch)
def batch(batch: PaperBatch) -> ResponseReturnValue:
    return render_template("votes/batch.html", batch=batch, vote=batch.vote, rules=rules)


@bp.post("/work/paper-batches/<int:batch_id>/agree")
@needs(rules.may_agree_paper, of=get_batch)
def agree_paper(batch: PaperBatch) -> ResponseReturnValue:
    vote = get_vote(batch.vote_id, council_id())
    operations.agree_batch(vote, batch, by=current_person())
    flash(f"You agreed batch {batch.number}.", "success")
    return redirect(url_for("votes.run", vote_id=vote), 303)


@bp.post("/work/votes/<numbered:vote_id>/count")
@needs(rules.may_count, of=get_vote)
def count(vote: Vote) -> ResponseReturnValue:
    operations.count(vote, by=current_person())
    flash("The votes are counted. Somebody else publishes the result.", "success")
    return redirect(url_for("votes.run", vote_id=vote), 303)


@bp.post("/work/votes/<numbered:vote_id>/publish")
@needs(rules.may_publish, of=get_vote)
def publish(vote: Vote) -> ResponseReturnValue:
    form = OutcomeForm()
    if not form.validate_on_submit():
        return _run_page(vote, form)
    operations.publish(vote, form.happens_next.data, by=current_person())
    flash("The result is published.", "success")
    return redirect(url_for("votes.results", vote_id=vote), 303)


@bp.post("/work/votes/<numbered:vote_id>/send-on")
@needs(rules.may_send_on, of=get_vote)
def send_on(vote: Vote) -> ResponseReturnValue:
    operations.send_on(vote, by=current_person())
    flash("It is with the council for its decision.", "success")
    return redirect(url_for("votes.run", vote_id=vote), 303)
