"""Fifty voters, each pressing the button eight times at once: one vote each (T-08)."""

import threading
import uuid
from collections import Counter

import pytest

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.history import Event
from commissioning.votes.models import BallotPaper, VoteDay
from tests.votes import voters
from tests.votes.test_kill import open_vote

VOTERS, TIMES = 50, 8


@pytest.mark.parametrize("keys", ["one key", "a key each"])
def test_a_vote_pressed_eight_times_at_once_counts_once(site, database, keys):
    vote, ready = open_vote(site, VOTERS)
    address, vote_id = f"/votes/{vote.id}/ballot-papers", vote.id
    db.session.rollback()
    answers = Counter()
    lock = threading.Lock()
    barrier = threading.Barrier(TIMES)

    def press(n, onces):
        for voter, once in zip(ready, onces, strict=True):
            barrier.wait(60)
            client = site.test_client(use_cookies=False)
            once = once if keys == "one key" else f"{once}{n}"
            choice = ["yes", "no"][n % 2]
            answer = client.post(
                address, data=voters.body(voter, choice, once), headers=voters.headers(voter)
            )
            with lock:
                answers[answer.status_code, answer.location] += 1

    onces = [uuid.uuid4().hex for _ in ready]
    threads = [threading.Thread(target=press, args=(n, onces)) for n in range(TIMES)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    (only,) = answers
    assert answers[only] == VOTERS * TIMES
    assert only[0] == 303
    assert "/receipt" in only[1]
    rows = list(db.session.scalars(db.select(BallotPaper).where(BallotPaper.vote_id == vote_id)))
    assert len(rows) == VOTERS
    assert db.session.scalar(db.select(db.func.sum(VoteDay.voted))) == VOTERS
    cast = db.select(db.func.count()).select_from(Event).where(Event.name == "cast")
    times = 1 if keys == "one key" else TIMES
    assert db.session.scalar(cast) == VOTERS * times
    assert clock.now() < vote.closes_at
