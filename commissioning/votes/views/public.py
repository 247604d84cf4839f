"""What everyone may see: votes, one vote, its result, and whether a receipt is in the box."""

from collections.abc import Iterator, Mapping, Sequence

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from commissioning.core import charts, csv_cells, timelines
from commissioning.core.access import everyone, needs
from commissioning.core.addresses import key
from commissioning.core.pages import number, percent
from commissioning.core.refusals import NotHere
from commissioning.core.security import limit
from commissioning.groups.rules import is_member
from commissioning.people.session import council_id, tidy_code
from commissioning.votes import queries
from commissioning.votes.counting import fairness, outcome
from commissioning.votes.counting import sentences as words
from commissioning.votes.forms import ReceiptForm
from commissioning.votes.models import Method, Option, Status, Vote
from commissioning.votes.queries import Result, get_vote
from commissioning.votes.views.blueprint import bp

HEADS = ("part", "name", "could_vote", "voted", "yes", "no", "blank")


@bp.get("/votes")
@everyone
def index() -> ResponseReturnValue:
    before = request.args.get("before", type=key)
    found = queries.votes(council_id(), before=before)
    page, more = found[: queries.PAGE], len(found) > queries.PAGE
    groups = [
        ("Open now", [each for each in page if each.is_open]),
        ("Coming", [each for each in page if each.is_coming]),
        ("Closed", [each for each in page if each.has_closed]),
    ]
    return render_template(
        "votes/index.html", groups=groups, earlier=page[-1].id if more else None, before=before
    )


@bp.get("/votes/<numbered:vote_id>")
@needs(None, of=get_vote)
def show(vote: Vote) -> ResponseReturnValue:
    return render_template(
        "votes/show.html",
        vote=vote,
        turnout=queries.turnout(vote) if vote.has_opened else None,
        subject=queries.subject_of(vote),
        rules=words.rules(vote),
        standing=words.tag(vote),
    )


@bp.get("/votes/<numbered:vote_id>/other-ways")
@needs(None, of=get_vote)
def other_ways(vote: Vote) -> ResponseReturnValue:
    return render_template("votes/other_ways.html", vote=vote)


@bp.get("/votes/<numbered:vote_id>/secrecy")
@needs(None, of=get_vote)
def secrecy(vote: Vote) -> ResponseReturnValue:
    return render_template("votes/secrecy.html", vote=vote)


@bp.route("/votes/<numbered:vote_id>/find-receipt", methods=["GET", "POST"])
@limit("find-receipt", 30, 300)
@needs(None, of=get_vote)
def find_receipt(vote: Vote) -> ResponseReturnValue:
    """A receipt is looked for by a form, so that no address holds it; nothing is saved."""
    form = ReceiptForm()
    found = None
    if form.validate_on_submit():
        found = queries.has_receipt(vote, tidy_code(form.receipt.data))
        if not found:
            form.receipt.errors = [
                "We have no such receipt for this vote. Look for letters that are easy to mix up"
            ]
    page = render_template("votes/find_receipt.html", vote=vote, form=form, found=found)
    return page, 422 if form.errors else 200


@bp.get("/votes/<numbered:vote_id>/results")
@needs(None, of=get_vote)
def results(vote: Vote) -> ResponseReturnValue:
    if vote.status != Status.PUBLISHED:
        return render_template("votes/no_result_yet.html", vote=vote, turnout=queries.turnout(vote))
    result = queries.result(vote)
    return render_template(
        "votes/results.html",
        vote=vote,
        result=result,
        sentence=words.result_sentence(vote, result.totals),
        turnout_sentence=words.turnout_sentence(vote, result.totals),
        choices=_choices(vote, result),
        shares=_shares(result),
        deciles=_deciles(result),
        fairness=_fairness(vote, result),
    )


def _choices(vote: Vote, result: Result) -> charts.Bars:
    """Yes and No as shares of both, with the line they must pass; or options as shares of voters,
    the one chosen most often first."""
    chosen = result.totals.chosen
    if vote.method is Method.CHOOSE:
        ranked = sorted(vote.options, key=lambda each: -chosen[each.key])
        return charts.bars(_part(ranked, chosen, result.totals.papers), percent, most=1)
    rows = _part(vote.options, chosen, result.totals.yes + result.totals.no)
    return charts.bars(rows, percent, most=1, target=vote.threshold_over / vote.threshold_of)


def _part(
    options: Sequence[Option], chosen: Mapping[str, int], whole: int
) -> list[tuple[str, float]]:
    return [
        (f"{each.words}: {number(chosen[each.key])}", chosen[each.key] / whole if whole else 0)
        for each in options
    ]


def _shares(result: Result) -> charts.Bars:
    rows = [(row.name, row.yes_share) for row in result.by_neighbourhood]
    return charts.bars(rows, percent, most=1, target=0.5)


def _deciles(result: Result) -> charts.Bars:
    if not any(decile for decile, _row in result.by_decile):
        return charts.bars([])
    return charts.bars([(row.name, row.rate) for _, row in result.by_decile], percent)


def _fairness(vote: Vote, result: Result) -> list[str]:
    parts = [fairness.Part(row.adults, row.yes, row.no)
             for row in result.by_neighbourhood if row.yes and row.no]  # fmt: skip
    sentences = [fairness.sentence(result.cells)]
    if vote.method is Method.YES_NO and len(parts) == len(result.by_neighbourhood):
        passed = outcome.has_passed(result.totals, vote.threshold_over, vote.threshold_of)
        needed = vote.threshold_over / vote.threshold_of
        sentences.append(fairness.same_rate_sentence(parts, passed, needed))
    return [each for each in sentences if each]


@bp.get("/votes/<numbered:vote_id>/results.csv")
@needs(None, of=get_vote)
def results_csv(vote: Vote) -> ResponseReturnValue:
    if vote.status != Status.PUBLISHED:
        raise NotHere
    lines = csv_cells.lines(HEADS, _csv_rows(vote, queries.result(vote)))
    headers = {"Content-Disposition": f'attachment; filename="vote-{vote.id}-results.csv"'}
    return Response("".join(lines), mimetype="text/csv", headers=headers)


def _csv_rows(vote: Vote, result: Result) -> Iterator[list[str | int]]:
    totals = result.totals
    whole = [totals.yes, totals.no] if vote.method is Method.YES_NO else ["", ""]
    yield ["whole", "all", totals.electorate, totals.papers, *whole, totals.blank]
    for option in vote.options if vote.method is Method.CHOOSE else ():
        yield ["option", option.words, "", totals.chosen[option.key], "", "", ""]
    for row in result.by_neighbourhood:
        figures = [words.shown(each) for each in (row.voted, row.yes, row.no)]
        yield ["neighbourhood", row.name, row.adults, *figures, ""]
    for decile, row in result.by_decile:
        yield ["decile", decile or "not known", row.adults, words.shown(row.voted), "", "", ""]


@bp.get("/votes/<numbered:vote_id>/record")
@needs(None, of=get_vote)
def record(vote: Vote) -> ResponseReturnValue:
    href = url_for("votes.show", vote_id=vote)
    everything = ("Votes", url_for("votes.index"))
    return timelines.page(vote, vote.question, href, everything, ours=_ours(vote))


@bp.get("/votes/<numbered:vote_id>/record.atom")
@needs(None, of=get_vote)
def record_feed(vote: Vote) -> ResponseReturnValue:
    return timelines.feed(vote, vote.question, url_for("votes.show", vote_id=vote))


def _ours(vote: Vote) -> str:
    """Of what the person asking is one of its own people; empty for others."""
    return "in the group" if is_member(current_user, vote) else ""
