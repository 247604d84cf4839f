"""Paper votes, the count, the published result, and what follows."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select, update

from commissioning.core import clock, history, turns
from commissioning.core.database import changed, db
from commissioning.core.refusals import Refused
from commissioning.core.turns import Whose
from commissioning.follows import operations as follows
from commissioning.people.models import Person
from commissioning.places.models import Neighbourhood
from commissioning.votes import rules
from commissioning.votes.counting.sentences import result_sentence, speaks_for_it
from commissioning.votes.models import BLANK, Method, PaperBatch, Tally, Vote
from commissioning.votes.operations.steps import pass_turn, take_step
from commissioning.votes.queries import batches, papers_by_place, result, subject_of
from commissioning.votes.workflow import VOTE


@dataclass(frozen=True)
class Batch:
    """Paper votes of one neighbourhood, counted by hand. `chosen`: option key -> how often."""

    neighbourhood: Neighbourhood
    papers: int
    blank: int
    chosen: Mapping[str, int]
    decile: int = 0


def enter_batch(vote: Vote, batch: Batch, *, by: Person) -> PaperBatch:
    """Enter a batch of paper votes. It counts when a second person has agreed.

    That is due on the next working day: our default, or the council's own rule.
    Raises Refused, beside its field, when the sums do not follow; NotAllowed.
    """
    rules.may_enter_paper.check(by, vote)
    if batch.neighbourhood.id not in {each.id for each in vote.neighbourhoods}:
        raise Refused(f"Only {vote.where} can vote in this vote", "neighbourhood")
    _check_sums(vote, batch)
    number = db.session.scalar(
        select(func.coalesce(func.max(PaperBatch.number), 0)).where(PaperBatch.vote_id == vote.id)
    )
    entered = PaperBatch(
        vote=vote,
        number=(number or 0) + 1,
        neighbourhood=batch.neighbourhood,
        decile=batch.decile,
        papers=batch.papers,
        blank=batch.blank,
        chosen={option.key: batch.chosen.get(option.key, 0) for option in vote.options},
        entered_by=by,
    )
    db.session.add(entered)
    db.session.flush()  # two officers at once: the constraint on the number must speak now
    promise = vote.council.settings.promise("paper_days")
    turns.begin(entered, "agree", Whose.COUNCIL, promise)
    history.record(vote, "enter-paper", by=by, papers=batch.papers,
                   says=f"Batch {entered.number} of paper votes was entered")  # fmt: skip
    return entered


def _check_sums(vote: Vote, batch: Batch) -> None:
    marks = sum(batch.chosen.values())
    filled = batch.papers - batch.blank
    if vote.method is Method.YES_NO and marks != filled:
        raise Refused(
            f"Yes, No and blank come to {marks + batch.blank:,} but you entered "
            f"{batch.papers:,} papers",
            "papers",
        )
    if marks > filled * vote.most or any(n > filled for n in batch.chosen.values()) or filled < 0:
        raise Refused(f"{batch.papers:,} papers cannot hold that many choices", "papers")


def agree_batch(vote: Vote, batch: PaperBatch, *, by: Person) -> None:
    """Agree a batch that somebody else entered. Raises NotAllowed, Refused."""
    rules.may_agree_paper.check(by, batch)
    rules.takes_paper.check(by, vote)
    agreed = db.session.execute(
        update(PaperBatch)
        .where(PaperBatch.id == batch.id, PaperBatch.agreed_by_id.is_(None))
        .values(agreed_by_id=by.id, agreed_at=clock.now())
    )
    if changed(agreed) != 1:
        raise Refused("This batch is agreed already")
    turns.end(batch)
    history.record(vote, "agree-paper", by=by, papers=batch.papers,
                   says=f"A second person agreed batch {batch.number} of paper votes")  # fmt: skip


def count(vote: Vote, *, by: Person) -> None:
    """Count a closed vote. Raises Refused when a batch waits or the frozen rules were touched."""
    rules.may_count.check(by, vote)
    if hashlib.sha256(history.canonical(vote.frozen)).hexdigest() != vote.digest:
        raise Refused("The rules of this vote are not those that were announced. Do not count it.")
    paper = batches(vote)
    if any(batch.agreed_by_id is None for batch in paper):
        raise Refused("A second person has to agree every batch of paper votes first.")
    VOTE.take("count", vote, by=by)
    vote.counted_at, vote.counted_by_id = clock.now(), by.id
    db.session.add_all([*_online(vote), *_on_paper(vote, paper)])


def _online(vote: Vote) -> list[Tally]:
    """The ballot papers added up by neighbourhood and decile."""
    chosen: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    papers: Counter[tuple[int, int]] = Counter()
    for where, decile, choice, n in papers_by_place(vote):
        papers[where, decile] += n
        for key in choice.split(","):
            chosen[where, decile][key] += n
    return [
        Tally(
            vote_id=vote.id,
            neighbourhood_id=where,
            decile=decile,
            channel="online",
            papers=n,
            blank=chosen[where, decile].pop(BLANK, 0),
            chosen=dict(chosen[where, decile]),
        )
        for (where, decile), n in papers.items()
    ]


def _on_paper(vote: Vote, entered: list[PaperBatch]) -> list[Tally]:
    """The paper batches added up by neighbourhood and decile."""
    tallies: dict[tuple[int, int], Tally] = {}
    for batch in entered:
        key = (batch.neighbourhood_id, batch.decile)
        tally = tallies.setdefault(
            key,
            Tally(
                vote_id=vote.id,
                neighbourhood_id=key[0],
                decile=key[1],
                channel="paper",
                papers=0,
                blank=0,
                chosen={},
            ),
        )
        tally.papers += batch.papers
        tally.blank += batch.blank
        tally.chosen = dict(Counter(tally.chosen) + Counter(batch.chosen))
    return list(tallies.values())


def publish(vote: Vote, happens_next: str, *, by: Person) -> None:
    """Publish the result with the council's words on what happens next, which it must give.

    Whoever counted the votes leaves this to somebody else. Raises Refused without them, NotAllowed.
    """
    if not happens_next.strip():
        raise Refused("Say what happens next, so that people can understand", "happens_next")
    VOTE.take("publish", vote, by=by)
    vote.happens_next = happens_next.strip()
    vote.published_at = clock.now()
    totals, subject = result(vote).totals, subject_of(vote)
    # A No leaves the group free to withdraw, so it is then the turn of both.
    whose = Whose.COUNCIL if speaks_for_it(vote, totals) else Whose.BOTH
    pass_turn(subject, whose, "send_on_days")
    told = f"The result of the residents’ vote: {result_sentence(vote, totals)}"
    follows.tell(subject, told, vote.happens_next)


def send_on(vote: Vote, *, by: Person) -> None:
    """Hand what was voted on, when the result is published, to the council for its decision."""
    rules.may_send_on.check(by, vote)
    take_step(subject_of(vote), "ask-for-decision", by=by)
