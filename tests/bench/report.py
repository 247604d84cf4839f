"""What was measured, beside what is to be reached."""

from typing import NamedTuple

BARE, ROWS, PLAIN_VOTE = "bare Flask page", "20 rows", "plain vote"
# Each as visitors get it while nothing happens, and made anew for one of them.
PUBLIC = ("proposals", "proposals, anew", "proposal", "proposal, anew")
RATIO = 3.0  # to the page with 20 rows
STAFF = {"officer queue"}
GROWTH = 1.2  # from the smallest council to the largest, and from the shortest queue to the longest
SHARE, SLOWEST = 0.60, 0.5  # of the yardstick's votes; of the mean worker's
MEMORY = 120


class Queues(NamedTuple):
    """The officer’s queue with few open cases and with many: how many, and milliseconds of CPU."""

    few: int
    many: int
    few_ms: float
    many_ms: float


class Found(NamedTuple):
    """One engine: by number of proposals the pages and a worker's memory, the rates of votes."""

    engine: str
    pages: dict
    rates: list
    commits: float
    queues: Queues


class Line(NamedTuple):
    """One promise: what was measured and whether it is reached."""

    what: str
    measured: str
    target: str
    reached: bool


def table(found):
    """Everything that was measured, as text."""
    lines = [f"\n{found.engine}"]
    for proposals, (pages, memory) in found.pages.items():
        lines.append(f"  {proposals:,} proposals; worker {memory:.0f} MB in use by itself")
        lines.append(f"  {'':16} {'CPU':>7} {'noise':>6} {'x bare':>7} {'x rows':>7} "
                     f"{'queries':>7} {'bytes':>7} {'gzip':>6}")  # fmt: skip
        lines += [_row(each, pages) for each in pages]
    lines.append(f"  The disk: {found.commits:,.0f} durable commits a second, one after another")
    lines += [
        f"  {each.clients:2} clients: {each.site:5.0f} votes a second, yardstick {each.plain:5.0f}"
        for each in found.rates
    ]
    lines.append("")
    lines += [
        f"  {'reached' if each.reached else 'NOT YET':8} {each.what:34} "
        f"{each.measured:>9}  ({each.target})"
        for each in promises(found)
    ]
    return "\n".join(lines)


def _row(each, pages):
    bare, rows = (cpu_of(pages, name) for name in (BARE, ROWS))
    return (
        f"  {each.name:16} {each.cpu_ms:7.3f} {each.noise:6.0%} {each.cpu_ms / bare:7.1f} "
        f"{each.cpu_ms / rows:7.2f} {each.queries:7} {each.size:7,} {each.gzipped:6,}"
    )


def cpu_of(pages, name):
    return next(each.cpu_ms for each in pages if each.name == name)


def promises(found):
    """Every target of the design, one line each."""
    measured = list(found.pages.values())
    first, last = measured[0], measured[-1]
    lines = [_ratio(last[0], name) for name in PUBLIC]
    lines += [_growth(first[0], last[0], name) for name in PUBLIC if name.endswith("anew")]
    lines.append(_queue(found.queues))
    lines += [line for each in last[0] for line in _size(each)]
    for each in found.rates:
        who = f"votes, {each.clients} clients"
        lines.append(Line(who, f"{each.share:.0%}", "60% of yardstick", each.share >= SHARE))
        if each.clients >= 4:
            even = each.slowest >= SLOWEST
            lines.append(Line("slowest worker", f"{each.slowest:.0%}", "half the mean", even))
    memory = max(each.memory for each in found.rates)
    return [*lines, Line("worker, PSS", f"{memory:.0f} MB", f"{MEMORY} MB", memory <= MEMORY)]


def _ratio(pages, name):
    ratio = cpu_of(pages, name) / cpu_of(pages, ROWS)
    return Line(name, f"{ratio:.2f}x", f"{RATIO:g}x 20 rows", ratio <= RATIO)


def _growth(small, large, name):
    """Both were measured in turn, so that a busy machine slows both."""
    grown = cpu_of(large, name) / cpu_of(small, name)
    return Line(f"{name}, largest to smallest", f"{grown:.2f}", f"{GROWTH:g}", grown <= GROWTH)


def _queue(queues):
    grown = queues.many_ms / queues.few_ms
    what = f"queue of {queues.many:,} to {queues.few:,}"
    return Line(what, f"{grown:.2f}", f"{GROWTH:g}", grown <= GROWTH)


def _size(each):
    if not each.size or each.name in {BARE, ROWS, PLAIN_VOTE, "support", "vote"}:
        return []
    queries, size = (20, 20_000) if each.name in STAFF else (12, 14_000)
    return [
        Line(f"{each.name}, queries", str(each.queries), str(queries), each.queries <= queries),
        Line(f"{each.name}, gzipped", f"{each.gzipped:,}", f"{size:,}", each.gzipped <= size),
    ]


def facts(found):
    """The same, for a program."""
    return {
        "engine": found.engine,
        "commits": found.commits,
        "pages": {
            proposals: {each.name: each._asdict() for each in pages}
            for proposals, (pages, _) in found.pages.items()
        },
        "rates": [{**each._asdict(), "share": each.share} for each in found.rates],
        "promises": [each._asdict() for each in promises(found)],
    }
