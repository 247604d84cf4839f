"""A commission that runs: its start, the results of each quarter, its end and its review."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import update

from commissioning.commissions import rules
from commissioning.commissions.models import (
    Commission,
    Measurement,
    Results,
    Review,
    ReviewChoice,
    Status,
)
from commissioning.commissions.operations.holding import hold
from commissioning.commissions.operations.steps import take_step, wait_for_results
from commissioning.commissions.queries.running import (
    due_quarter,
    due_to_review,
    due_to_start,
    latest_results,
    review_of,
    waiting_results,
)
from commissioning.core import clock, history, text, turns
from commissioning.core.database import changed, db, unique
from commissioning.core.history import Visibility
from commissioning.core.pages import in_words
from commissioning.core.refusals import Refused
from commissioning.core.turns import Whose
from commissioning.follows import operations as follows
from commissioning.people.models import Person
from commissioning.people.queries import the_service

CHANGED = "Someone else has just changed this. Look at it again before you decide."


@dataclass(frozen=True)
class Counted:
    """What somebody counted. `values`: number of the outcome -> hundredths."""

    people_helped: int
    values: Mapping[int, int] = field(default_factory=dict)
    words: str = ""
    is_right: bool = False  # “this is right”, where a figure jumps


def start_due(commission_id: int) -> bool:
    """What the clock does on the day it starts. Returns whether it was still due."""
    if commission_id not in due_to_start():
        return False
    take_step(db.session.get_one(Commission, commission_id), "start-running", by=the_service())
    return True


def review_due(commission_id: int) -> bool:
    """What the clock does when it has come to its end. Returns whether it was still due."""
    if commission_id not in due_to_review():
        return False
    take_step(db.session.get_one(Commission, commission_id), "review", by=the_service())
    return True


def enter_results(commission: Commission, counted: Counted, *, by: Person) -> Results:
    """Enter the results of the quarter that is due; a second person publishes them.

    The council has 5 working days for that: our default, or its own rule.
    Entered again before that, they take the place of the first. Raises Refused, beside its field,
    when the quarter has not ended, a figure is missing, or one jumps and nobody said it is right.
    """
    hold(commission)
    rules.may_enter_results.check(by, commission)
    quarter = due_quarter(commission)
    if commission.status == Status.RUNNING and clock.today() <= quarter.ends_on:
        raise Refused(f"The results can be entered after {in_words(quarter.ends_on)}.")
    if commission.ends_on and commission.ends_on < quarter.starts_on:
        raise Refused("It ended before this quarter. The results of every quarter are entered.")
    waiting = waiting_results(commission)
    if waiting is not None and waiting.quarter != quarter.key:
        raise Refused("A correction waits to be published first.")
    results = waiting or Results(commission=commission, quarter=quarter.key)
    _keep(results, counted, by)
    says = f"The results for {quarter.words} were entered"
    history.record(commission, "enter-results", by=by, says=says, quarter=quarter.key,
                   visibility=Visibility.PARTIES)  # fmt: skip
    return results


def correct_results(wrong: Results, counted: Counted, why: str, *, by: Person) -> Results:
    """Enter published results again, with what was wrong. Raises Refused, beside its field."""
    commission = wrong.commission
    hold(commission)
    rules.may_correct_results.check(by, wrong)
    if not why.strip():
        raise Refused("Say what was wrong, so that people can understand", "why")
    if waiting_results(commission) is not None:
        raise Refused("Other results wait to be published first.")
    results = Results(
        commission=commission,
        quarter=wrong.quarter,
        version=wrong.version + 1,
        why_corrected=why.strip(),
    )
    _keep(results, counted, by)
    history.record(commission, "correct-results", by=by, visibility=Visibility.PARTIES,
                   says=f"The results for {wrong.of_quarter.words} were corrected",
                   quarter=wrong.quarter)  # fmt: skip
    return results


def _keep(results: Results, counted: Counted, by: Person) -> None:
    commission = results.commission
    for outcome in commission.outcomes:
        if counted.values.get(outcome.id) is None:
            raise Refused("Enter the figure you counted", outcome.field)
    _check_jumps(commission, results, counted)
    results.people_helped = counted.people_helped
    results.words, results.html = counted.words, text.to_html(counted.words)
    results.entered_by_id = by.id
    results.measurements = []
    with unique("uq_results_commission_id_quarter_version", says=CHANGED):
        db.session.add(results)
    if turns.turn_of(results) is None:  # it runs on when they are entered again
        promise = commission.council.settings.promise("results_days")
        turns.begin(results, "publish", Whose.COUNCIL, promise)
    results.measurements = [
        Measurement(outcome_id=each.id, value=counted.values[each.id])
        for each in commission.outcomes
    ]


def _check_jumps(commission: Commission, results: Results, counted: Counted) -> None:
    """Ask about a figure that is twice or half of the last one, or fewer people than before."""
    before = latest_results(commission, before=results.quarter)
    if before is None or counted.is_right:
        return
    if counted.people_helped < before.people_helped:
        raise Refused(
            f"Last time it had helped {before.people_helped:,} people since it began, now fewer. "
            "Is this right?",
            "is_right",
        )
    for outcome in commission.outcomes:
        now, then = counted.values[outcome.id], before.values.get(outcome.id, 0)
        if then and not then / 2 <= now <= then * 2:
            raise Refused(
                f"{outcome.words}: {outcome.shown(now)}, last time {outcome.shown(then)}. "
                "Is this right?",
                "is_right",
            )


def publish_results(results: Results, *, by: Person, seen: str | None = None) -> None:
    """Publish results that somebody else entered; the next quarter’s turn begins.

    `seen`: the fingerprint of what was read. Raises NotAllowed for whoever entered them, Refused
    when they were entered anew since, or are published already.
    """
    commission = results.commission
    hold(commission)
    db.session.refresh(results)
    if seen is not None and seen != results.fingerprint:
        raise Refused("The results were entered anew since you opened this page. Read them first.")
    rules.may_publish_results.check(by, results)
    db.session.flush()
    published = db.session.execute(
        update(Results)
        .where(Results.id == results.id, Results.published_at.is_(None))
        .values(published_at=clock.now(), published_by_id=by.id)
        .execution_options(synchronize_session=False)
    )
    if changed(published) != 1:
        raise Refused("These results are published already.")
    db.session.refresh(results)
    turns.end(results)
    what = "corrected results" if results.version > 1 else "results"
    says = f"The {what} for {results.of_quarter.words} were published"
    history.record(commission, "publish-results", by=by, says=says, reason=results.why_corrected,
                   quarter=results.quarter, version=results.version,
                   people_helped=results.people_helped)  # fmt: skip
    kept = sum(each.is_kept(results.values[each.id]) for each in commission.outcomes)
    follows.tell(commission, f"{says}.", f"{kept} of {len(commission.outcomes)} promises are kept.")
    if commission.status == Status.RUNNING and results.version == 1:
        wait_for_results(commission, results.of_quarter.next)


def write_review(commission: Commission, choice: ReviewChoice, words: str, *, by: Person) -> Review:
    """Write how it went and what comes next. Another officer publishes it.

    Raises Refused without words, or when it is published already.
    """
    hold(commission)
    rules.may_write_review.check(by, commission)
    if not words.strip():
        raise Refused("Say how it went, so that people can understand", "words")
    review = review_of(commission) or Review(commission=commission)
    if review.is_public:
        raise Refused("The review is published: it cannot be changed.")
    review.choice, review.text, review.html = choice, words, text.to_html(words)
    review.written_by_id = by.id
    with unique("uq_review_commission_id", says=CHANGED):
        db.session.add(review)
    history.record(commission, "write-review", by=by, visibility=Visibility.INTERNAL,
                   says="An officer wrote the review")  # fmt: skip
    return review


def publish_review(review: Review, *, by: Person) -> None:
    """Publish a review that another officer wrote: the council’s last turn is over.

    Raises NotAllowed for its writer, Refused when it is published already.
    """
    commission = review.commission
    hold(commission)
    rules.may_publish_review.check(by, review)
    db.session.refresh(review)
    if review.is_public:
        raise Refused("This review is published already.")
    review.published_on, review.published_by_id = clock.today(), by.id
    says = f"The council’s review is out: {review.choice.words.lower()}"
    history.record(commission, "publish-review", by=by, says=says, choice=review.choice.value)
    turns.end(commission)
    follows.tell(commission, f"{says}.", "The whole review is on its page.")
