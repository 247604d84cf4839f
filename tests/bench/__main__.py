"""Build a council with 1,000 and then 10,000 proposals and measure public pages beside yardsticks.

python3 dev.py bench [--requests N] [--json FILE]. One run prints everything; a ratio is to the page
with one indexed SELECT of 20 rows, measured in the same run.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import insert

from commissioning import create_app
from commissioning.config import Settings
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.transactions import saved
from commissioning.groups.models import GroupStatus
from commissioning.proposals.models import Proposal, Status
from tests import factories
from tests.bench.measuring import measure, serving

SECRET = "a-secret-for-measuring-only-0123456789"
PAGES = (
    ("proposals", "/proposals"),
    ("proposal", "/proposals/1-proposal-1"),
    ("place", "/places/1-millgate-library"),
)
WORST = {"proposals": 3.0, "proposal": 3.0, "place": 3.0}


def build(site, proposals):
    """One council, one group, one place, and so many proposals that gather support."""
    with site.app_context():
        upgrade(directory=str(site.config["ROOT"] / "migrations"))
        where = factories.neighbourhood(factories.council())
        place = factories.place(where)
        group = factories.group(where, status=GroupStatus.CHECKED)
        row = {"council_id": where.council_id, "neighbourhood_id": where.id, "place_id": place.id,
               "group_id": group.id, "status": Status.SUPPORT, "support_target": 50,
               "created_at": clock.now(), "summary": "Open longer."}  # fmt: skip
        with saved():
            rows = [{**row, "title": f"Proposal {number}"} for number in range(1, proposals + 1)]
            db.session.execute(insert(Proposal), rows)
        db.session.remove()
        db.engine.dispose()


def run(proposals, requests):
    """Measure the yardsticks and the pages on a database of this size."""
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{folder}/bench.db"
        build(create_app(Settings(SECRET_KEY=SECRET, SQLALCHEMY_DATABASE_URI=address)), proposals)
        environment = {"DATABASE_URL": address, "SECRET_KEY": SECRET}
        with serving("tests.bench.yardsticks:app", **environment) as server:
            bare = measure(server, "bare Flask page", "/bare", requests=requests)
            rows = measure(server, "20 rows", "/rows", requests=requests)
        with serving("tests.bench.site:app", **environment) as server:
            pages = [measure(server, name, path, requests=requests) for name, path in PAGES]
            memory = server.memory()
    return bare, rows, pages, memory


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--requests", type=int, default=100)
    options.add_argument("--json", default="")
    chosen = options.parse_args()
    os.environ.pop("FLASK_DEBUG", None)
    found = []
    print(f"Python {sys.version.split()[0]}, SQLite; CPU in milliseconds a request")
    for proposals in (1_000, 10_000):
        bare, rows, pages, memory = run(proposals, chosen.requests)
        print(f"\n{proposals:,} proposals; worker {memory:.0f} MB (at most 120)")
        for each in (bare, rows, *pages):
            ratio = each.cpu_ms / rows.cpu_ms
            target = f"at most {WORST[each.name]:g}" if each.name in WORST else "yardstick"
            queries = "" if each.queries < 0 else f"{each.queries} queries"
            print(f"  {each.name:16} {each.cpu_ms:7.2f}  ratio {ratio:5.2f} ({target:9})  "
                  f"{each.gzipped:6,} B gzipped  {queries}")  # fmt: skip
            found.append({**each._asdict(), "proposals": proposals, "ratio": ratio})
    if chosen.json:
        Path(chosen.json).write_text(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
