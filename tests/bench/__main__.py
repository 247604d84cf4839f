"""Measure the site beside its yardsticks, on SQLite and on PostgreSQL, and say what is reached.

python3 dev.py bench [--quick] [--sqlite] [--json FILE]. A council with 1,000 and then 10,000
proposals, 100,000 supporters and a proposal with 50 questions; and councils with 100 and with
10,000 open cases. Every ratio is to a yardstick of the
same run; read ratios, not milliseconds. About five minutes on two cores, with --quick one.
"""

import argparse
import json
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests import postgres
from tests.bench import load, measuring, report
from tests.bench.town import STAGES, Builder


@dataclass(frozen=True)
class Size:
    """How much is built and asked. `votes` in each of three rounds, by so many `clients`."""

    proposals: tuple[int, ...] = (1_000, 10_000)
    queues: tuple[int, int] = (500, 50_000)  # proposals: one in five is an open case
    supporters: int = 100_000
    rounds: int = 20
    batch: int = 10
    clients: tuple[int, ...] = (1, 4, 16)
    votes: int = 300
    voting_rounds: int = 3

    @property
    def electors(self):
        """Voters enough for everything: nobody votes twice."""
        measured = self.rounds * (self.batch + 1) + 5
        crowds = len(self.clients) * (self.voting_rounds * self.votes + load.WORKERS * 5)
        return 2 * (measured + crowds)


QUICK = Size(supporters=20_000, rounds=6, batch=5, clients=(4,), votes=100, voting_rounds=2)


def bench(name, address_of, size, database_cpu=lambda: 0.0):
    """Measure one engine. Returns what was found, for the table and for JSON.

    `address_of` a number of proposals is a database of its own; the sizes are measured in turn.
    """
    towns = {each: Builder(address_of(each), size.electors) for each in size.proposals}
    for proposals, builder in towns.items():
        builder.grow(proposals)
        builder.fill(size.supporters)
    pages = _pages(towns, address_of, size, database_cpu)
    largest = max(towns)
    waiting = reversed(towns[largest].voters)  # those measured came first
    rates = [
        _load(address_of(largest), towns[largest].town(), waiting, size, clients)
        for clients in size.clients
    ]
    queues = _queues(address_of, size, database_cpu)
    return report.Found(name, pages, rates, load.durable_commits(address_of(largest)), queues)


def _queues(address_of, size, database_cpu):
    """The officer's queue alone, of a council with few open cases and of one with many."""
    towns = {each: Builder(address_of(each), 1) for each in size.queues}
    for proposals, builder in towns.items():
        builder.grow(proposals)
    measured = [
        measuring.Measuring(
            address_of(each), builder.town(), iter(()), database_cpu, only=("officer queue",)
        )
        for each, builder in towns.items()
    ]
    found = [result[0].cpu_ms for result, _memory in _in_turn(measured, size)]
    cases = [proposals // len(STAGES) for proposals in size.queues]
    return report.Queues(*cases, *found)


def _pages(towns, address_of, size, database_cpu):
    measured = {
        proposals: measuring.Measuring(
            address_of(proposals), builder.town(), iter(builder.voters), database_cpu
        )
        for proposals, builder in towns.items()
    }
    return dict(zip(measured, _in_turn(measured.values(), size), strict=True))


def _in_turn(measured, size):
    """A round of each in turn, so that a busy machine slows all of them; what came of each."""
    try:
        for _ in range(size.rounds):
            for each in measured:
                each.round(size.batch)
    finally:
        for each in measured:
            each.stop()
    return [each.result() for each in measured]


def _load(address, town, waiting, size, clients):
    before = load.kept(address)
    rate, statuses = load.compare(
        address, town, waiting, clients=clients, votes=size.votes, rounds=size.voting_rounds
    )
    load.check(before, load.kept(address), statuses)
    return rate


def on_sqlite(size):
    with tempfile.TemporaryDirectory() as folder:
        return bench("SQLite", lambda proposals: f"sqlite:///{folder}/{proposals}.db", size)


def on_postgresql(size):
    server = postgres.server(durable=True)
    addresses = {each: server.create(f"bench_{each}") for each in (*size.proposals, *size.queues)}
    return bench(
        "PostgreSQL", addresses.get, size, lambda: measuring.cpu_of_children(server.process.pid)
    )


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="smaller, and noisier")
    options.add_argument("--sqlite", action="store_true", help="leave PostgreSQL out")
    options.add_argument("--json", default=str(Path(tempfile.gettempdir()) / "bench.json"))
    chosen = options.parse_args()
    os.environ.pop("FLASK_DEBUG", None)
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores; CPU in ms a request")
    engines = (on_sqlite,) if chosen.sqlite else (on_sqlite, on_postgresql)
    found = []
    for engine in engines:
        found.append(engine(QUICK if chosen.quick else Size()))
        print(report.table(found[-1]), flush=True)
        Path(chosen.json).write_text(json.dumps([report.facts(each) for each in found], indent=2))
    print(f"\nWritten to {chosen.json}")


if __name__ == "__main__":
    main()
