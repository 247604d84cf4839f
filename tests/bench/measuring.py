"""Processor time of a request: many small batches of every page in turn, and their median."""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import uuid4

from tests.bench.town import SECRET
from tests.votes import voters

SITE, PLAIN = "wsgi", "tests.bench.yardsticks"


class Page(NamedTuple):
    """Something to ask for. `requests(n)` makes n of them, no two alike where they must not be."""

    name: str
    application: str
    requests: object


class Measured(NamedTuple):
    """Medians: processor milliseconds a request in Python and in the database; bytes; queries.

    `noise` is half the distance between the quartiles of the batches, as a share of the median.
    """

    name: str
    python_ms: float
    database_ms: float
    noise: float
    size: int
    gzipped: int
    queries: int

    @property
    def cpu_ms(self):
        return self.python_ms + self.database_ms


class Application:
    """An application in a process of its own, and the batches it was asked for."""

    def __init__(self, module, address):
        environment = {**os.environ, "DATABASE_URL": address, "SECRET_KEY": SECRET}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.asked", module], env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def ask(self, requests):
        self.process.stdin.write(json.dumps(requests) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def stop(self):
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()


def pages_of(town, waiting):
    """The yardsticks, and what issues a promise about: each with its requests."""

    def get(path, **more):
        return lambda many: [{"path": path, **more}] * many

    def made(path):
        """No two have the same address, so that no page was kept for the next who asks."""
        return lambda many: [{"path": f"{path}?for={uuid4()}"} for _ in range(many)]

    return [
        Page("bare Flask page", PLAIN, get("/bare")),
        Page("20 rows", PLAIN, get("/rows")),
        Page("proposals", SITE, get("/proposals")),
        Page("proposals, anew", SITE, made("/proposals")),
        Page("proposal", SITE, get(town.proposal)),
        Page("proposal, anew", SITE, made(town.proposal)),
        Page("its questions", SITE, made(f"{town.proposal}/questions")),
        Page("place", SITE, made(town.place)),
        Page("officer queue", SITE, get("/work", cookie=town.officer.cookie)),
        Page("support", SITE, lambda many: [support(town) for _ in range(many)]),
        Page(
            "plain vote", PLAIN, lambda many: [plain_vote(town, next(waiting)) for _ in range(many)]
        ),
        Page("vote", SITE, lambda many: [vote(town, next(waiting)) for _ in range(many)]),
    ]


def support(town):
    """Somebody new asks to be counted, from an address of their own."""
    name, number = uuid4().hex[:12], uuid4().int
    body = {"csrf_token": town.visitor.token, "once": uuid4().hex, "name": name,
            "email": f"{name}@example.org", "postcode": "AM1 2BX"}  # fmt: skip
    who = f"10.{number % 256}.{number // 256 % 256}.{number // 65536 % 256}"
    return {"method": "POST", "path": f"{town.proposal}/support", "body": urlencode(body),
            "cookie": town.visitor.cookie, "who": who}  # fmt: skip


def plain_vote(_town, voter):
    return {"method": "POST", "path": "/vote", "body": "choice=yes", "cookie": voter.cookie,
            "token": voter.token}  # fmt: skip


def vote(town, voter):
    return {"method": "POST", "path": f"/votes/{town.vote_id}/ballot-papers",
            "body": voters.body(voter, "yes", uuid4().hex), "cookie": voter.cookie}  # fmt: skip


class Measuring:
    """The site and the yardsticks, side by side on one town, and what each batch has cost."""

    def __init__(self, address, town, waiting, database_cpu=lambda: 0.0, only=()):
        self.running = {module: Application(module, address) for module in (SITE, PLAIN)}
        pages = pages_of(town, waiting)
        self.pages = [each for each in pages if not only or each.name in only]
        self.database_cpu = database_cpu
        self.costs = {page.name: [] for page in self.pages}
        self.seen = {}
        for page in self.pages:
            self.running[page.application].ask(page.requests(5))  # warm

    def round(self, batch):
        """Ask for every page so many times."""
        for page in self.pages:
            before = self.database_cpu()
            answer = self.running[page.application].ask(page.requests(batch + 1))
            spent = (self.database_cpu() - before) * 1000 / (batch + 1)
            _accept(page, answer)
            self.costs[page.name].append((sum(answer["costs"]) / batch, spent))
            self.seen[page.name] = answer

    def result(self):
        """What each page costs, and the memory of the site in megabytes."""
        memory = max(self.seen[page.name]["memory"] for page in self.pages)
        return [_measured(name, self.costs[name], self.seen[name]) for name in self.seen], memory

    def stop(self):
        for each in self.running.values():
            each.stop()


def _accept(page, answer):
    if answer["status"] not in {200, 201, 303}:
        raise RuntimeError(f"{page.name} answered {answer['status']}")


def _measured(name, costs, seen):
    python = [each for each, _ in costs]
    middle = median(python)
    low, _, high = quantiles(python, n=4) if len(python) > 1 else (middle,) * 3
    return Measured(
        name, middle, median(each for _, each in costs), (high - low) / 2 / middle,
        seen["size"], seen["gzipped"], seen["queries"],
    )  # fmt: skip


def cpu_of_children(pid):
    """Seconds that the children of a process have run: PostgreSQL's backends."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    spent = 0
    for child in children:
        try:
            spent += int(Path(f"/proc/{child}/schedstat").read_text().split()[0])
        except OSError:  # it has just ended
            continue
    return spent / 1e9
