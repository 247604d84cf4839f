"""Votes from many clients at once: the rate, beside the yardstick's and the disk's own.

gunicorn with four workers each, the same clients, the yardstick and the site in turn on one
database that waits for the disk. Nothing may be lost: stored rows, counters and answers are equal.
"""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

import psycopg
from sqlalchemy import create_engine, text

from tests.bench import measuring
from tests.bench.town import SECRET

WORKERS = 4
PATIENCE = 60


class Rate(NamedTuple):
    """Votes a second: the site's, the yardstick's, and the slowest worker as a share of the mean.

    `memory`: megabytes of the largest worker, what workers share counted once.
    """

    clients: int
    site: float
    plain: float
    slowest: float
    memory: float

    @property
    def share(self):
        return self.site / self.plain


class Server:
    """A gunicorn on a free port, in processes of its own."""

    def __init__(self, application, address):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        words = ["--workers", str(WORKERS), "--preload", "--log-level", "critical",
                 "--bind", f"127.0.0.1:{self.port}", "--backlog", "64"]  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", application, *words], stderr=subprocess.DEVNULL,
            env={**os.environ, "DATABASE_URL": address, "SECRET_KEY": SECRET},
            start_new_session=True,
        )  # fmt: skip
        self._wait()

    def _wait(self):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError("The server does not answer")

    def memory(self):
        """Megabytes of the largest worker (PSS)."""
        path = f"/proc/{self.process.pid}/task/{self.process.pid}/children"
        found = []
        for child in Path(path).read_text().split():
            lines = Path(f"/proc/{child}/smaps_rollup").read_text().splitlines()
            found += [int(each.split()[1]) / 1000 for each in lines if each.startswith("Pss:")]
        return max(found)

    def stop(self):
        """Let the workers finish; a busy machine needs its time."""
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@contextmanager
def servers(address):
    applications = ("tests.bench.counted:site", "tests.bench.counted:plain")
    running = [Server(each, address) for each in applications]
    try:
        yield running
    finally:
        for each in running:
            each.stop()


def as_bytes(port, path, method, body, cookie, token=""):
    """The request as it travels; the answer ends the connection."""
    head = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Cookie: {cookie}",
            "Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}",
            f"X-CSRFToken: {token}", "Connection: close"]  # fmt: skip
    return ("\r\n".join(head) + f"\r\n\r\n{body}").encode()


class Crowd:
    """Clients that send one request after another until none is left."""

    def __init__(self, port, requests, clients):
        self.port, self.waiting = port, list(requests)
        self.statuses, self.workers = Counter(), Counter()
        self.threads = [threading.Thread(target=self._send_all) for _ in range(clients)]

    def run(self):
        """Returns requests a second."""
        many, began = len(self.waiting), time.perf_counter()
        for each in self.threads:
            each.start()
        for each in self.threads:
            each.join()
        return many / (time.perf_counter() - began)

    def _send_all(self):
        while self.waiting:
            try:
                request = self.waiting.pop()
            except IndexError:  # another client was quicker
                return
            status, worker = self._send(request)
            self.statuses[status] += 1
            self.workers[worker] += 1

    def _send(self, request):
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            connection.sendall(request)
            answer = b""
            while part := connection.recv(65536):
                answer += part
        head = answer.split(b"\r\n\r\n", 1)[0].decode()
        _, _, worker = head.partition("X-Worker: ")
        return int(head.split(" ", 2)[1]), worker.partition("\r\n")[0]


def compare(address, town, waiting, *, clients, votes, rounds):
    """The site's votes beside the yardstick's, in turn. Returns the rates with so many clients."""
    made = (measuring.vote, measuring.plain_vote)
    rates, workers, statuses = ([], []), Counter(), (Counter(), Counter())
    with servers(address) as running:
        for server, make, counted in zip(running, made, statuses, strict=True):
            warm = _requests(server.port, town, make, waiting, WORKERS * 5)
            crowd = Crowd(server.port, warm, WORKERS)
            crowd.run()
            counted.update(crowd.statuses)
        for _ in range(rounds):
            for which, (server, make) in enumerate(zip(running, made, strict=True)):
                requests = _requests(server.port, town, make, waiting, votes)
                crowd = Crowd(server.port, requests, clients)
                rates[which].append(crowd.run())
                statuses[which].update(crowd.statuses)
                if which == 0:
                    workers.update(crowd.workers)
        memory = running[0].memory()
    site, plain = statuses
    if set(site) != {303} or set(plain) != {201}:
        raise RuntimeError(f"Votes were refused: {site} {plain}")
    mean = sum(workers.values()) / WORKERS
    slowest = min(workers.values()) / mean if len(workers) == WORKERS else 0.0
    return Rate(clients, median(rates[0]), median(rates[1]), slowest, memory), statuses


def _requests(port, town, make, waiting, many):
    made = [make(town, next(waiting)) for _ in range(many)]
    return [as_bytes(port, **each) for each in made]


COUNTS = {
    "papers": "SELECT count(*) FROM ballot_paper",
    "counted": "SELECT sum(voted) FROM vote_day",
    "events": "SELECT count(*) FROM event WHERE name = 'cast'",
    "receipts": "SELECT count(*) FROM mail WHERE subject LIKE 'Your vote is in%'",
    "plain papers": "SELECT count(*) FROM plain_paper",
    "plain counter": "SELECT n FROM plain_counter",
}


def kept(address):
    """What the database holds now, by name."""
    engine = create_engine(address)
    with engine.connect() as connection:
        found = {name: connection.execute(text(query)).scalar() or 0
                 for name, query in COUNTS.items()}  # fmt: skip
    engine.dispose()
    return found


def check(before, after, statuses):
    """Stored rows, shown counters and answers are equal. Raises RuntimeError when they are not."""
    answered = [sum(each.values()) for each in statuses]
    for name in COUNTS:
        expected = answered[name.startswith("plain")]
        if after[name] - before[name] != expected:
            raise RuntimeError(f"{name}: {after[name] - before[name]}, answered: {expected}")


def durable_commits(address, many=200):
    """Commits a second of one row, by the engine's own driver: what the disk allows."""
    if address.startswith("sqlite"):
        connection = sqlite3.connect(address.removeprefix("sqlite:///"), isolation_level=None)
        connection.execute("PRAGMA synchronous=FULL")
        add = "INSERT INTO plain_paper (voter) VALUES (?)"
    else:
        connection = psycopg.connect(address, autocommit=True)
        add = "INSERT INTO plain_paper (voter) VALUES (%s)"
    began = time.perf_counter()
    for number in range(many):
        connection.execute(add, (f"raw {number}",))
    rate = many / (time.perf_counter() - began)
    connection.execute("DELETE FROM plain_paper WHERE voter LIKE 'raw %'")
    connection.close()
    return rate
