"""Nothing that was acknowledged is lost or doubled when every process is killed under load.

gunicorn with four workers is killed with SIGKILL again and again while people vote. A voter whose
answer was lost sends the same form again, as a browser does.
"""

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter

import pytest

from commissioning import create_app
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.history import Event, EventCounter
from commissioning.votes.models import BallotPaper, RollEntry, VoteDay
from tests import factories, postgres
from tests.conftest import SECRET, migrated, settings
from tests.votes import voters

KILLS = int(os.environ.get("VOTE_KILLS", "5"))
ACKNOWLEDGED = int(os.environ.get("VOTE_ACKS", "300"))
CLIENTS = 8


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture(params=["sqlite", "postgresql"])
def durable(request, tmp_path):
    """The address of a database that waits for the disk."""
    if request.param == "sqlite":
        return migrated(f"sqlite:///{tmp_path}/votes.db")
    return migrated(postgres.server(durable=True).create(f"kill_{uuid.uuid4().hex[:8]}"))


def start(address, port):
    """A group of gunicorn processes, as in real use."""
    words = [sys.executable, "-m", "gunicorn", "-w", "4", "--preload", "-b", f"127.0.0.1:{port}",
             "--log-level", "critical", "wsgi:app"]  # fmt: skip
    environment = os.environ | {
        "SECRET_KEY": SECRET,
        "DATABASE_URL": address,
        "SITE_ADDRESS": f"http://127.0.0.1:{port}",
    }
    return subprocess.Popen(
        words, env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def kill(group):
    os.killpg(group.pid, signal.SIGKILL)
    group.wait()


class Crowd:
    """Clients that vote for one voter after another and remember what was acknowledged."""

    def __init__(self, port, vote_id, ready):
        self.port, self.vote_id = port, vote_id
        self.waiting = list(ready)
        self.lock = threading.Lock()
        self.acknowledged = {}  # person -> the choice that was answered with yes
        self.statuses = Counter()
        self.done = threading.Event()
        self.threads = [threading.Thread(target=self.run, daemon=True) for _ in range(CLIENTS)]
        for each in self.threads:
            each.start()

    def run(self):
        while not self.done.is_set():
            with self.lock:
                if not self.waiting:
                    return
                voter = self.waiting.pop()
            self.vote(voter, ["yes", "no", "blank"][voter.person_id % 3], uuid.uuid4().hex)

    def vote(self, voter, choice, once):
        while not self.done.is_set():
            try:
                status = voters.send(self.port, self.vote_id, voter, choice, once)
            except (OSError, http.client.HTTPException):
                status = 0
            with self.lock:
                self.statuses[status] += 1
                if status == 303:
                    self.acknowledged[voter.person_id] = choice
                    return
            time.sleep(0.05)

    def wait_for(self, many, seconds=90):
        end = time.monotonic() + seconds
        while time.monotonic() < end and len(self.acknowledged) < many:
            if not any(each.is_alive() for each in self.threads):
                return
            time.sleep(0.02)

    def stop(self):
        self.done.set()
        for each in self.threads:
            each.join(30)


def open_vote(site, many):
    """A vote that is open now, with so many voters signed in."""
    a_month_ago = clock.now() - clock.HOUR * 24 * 20
    with clock.set_to(a_month_ago):
        scene = factories.voting()
        numbers = voters.residents(scene.where, scene.areas[0], many)
        vote = factories.announce(scene)
    assert vote.is_open
    return vote, voters.signed_in(site, numbers)


def test_a_kill_loses_and_doubles_nothing(durable):
    site = create_app(settings(durable))
    with site.app_context():
        vote, ready = open_vote(site, ACKNOWLEDGED * 3)
        vote_id = vote.id
        db.session.remove()
        port = free_port()
        group = start(durable, port)
        crowd = Crowd(port, vote_id, ready)
        try:
            for n in range(1, KILLS + 1):
                crowd.wait_for(ACKNOWLEDGED * n // (KILLS + 1))
                time.sleep(random.random() / 5)  # noqa: S311 - not at the same point each time
                kill(group)
                group = start(durable, port)
            crowd.wait_for(ACKNOWLEDGED)
        finally:
            crowd.stop()
            kill(group)
        assert len(crowd.acknowledged) >= ACKNOWLEDGED, crowd.statuses
        assert crowd.statuses[0], "the kills must have cost some answers, else this proves nothing"
        assert not {500, 403, 409} & set(crowd.statuses), crowd.statuses
        check(vote_id, crowd.acknowledged)
        db.session.remove()
        db.engine.dispose()


def check(vote_id, acknowledged):
    """Each acknowledged vote is there, once, with its choice; the counters and the record agree."""
    query = db.select(RollEntry.person_id, BallotPaper.choice).join(
        RollEntry, RollEntry.id == BallotPaper.roll_entry_id
    )
    stored = [(person, choice) for person, choice in db.session.execute(query)]
    assert len(stored) == len(dict(stored)), "doubled"
    assert not set(acknowledged.items()) - set(stored), "lost"
    voted = db.session.scalar(db.select(db.func.sum(VoteDay.voted)))
    events = list(
        db.session.scalars(db.select(Event.id).where(Event.name == "cast").order_by(Event.id))
    )
    assert voted == len(stored) == len(events)
    numbers = list(db.session.scalars(db.select(Event.id).order_by(Event.id)))
    assert numbers == list(range(1, len(numbers) + 1)), "a gap in the record"
    assert db.session.scalar(db.select(EventCounter.size)) == len(numbers)
