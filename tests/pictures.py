"""Take the pictures of the README's tour: the demo, told on one fixed day, seen by Chromium.

python3 dev.py pictures. A picture that has not changed is not written again.
"""

import io
import logging
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask_migrate import upgrade
from PIL import Image

from commissioning import create_app
from commissioning.approvals.queries import open_case_of
from commissioning.cli import take_due_steps
from commissioning.config import Settings
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.votes.queries import votes_about
from seed import demo
from seed.story.mutuals import BATHS, society_of
from tests.chromium import served, started

FOLDER = Path(__file__).parents[1] / "static" / "img" / "tour"
SECRET = "a-secret-for-pictures-only-0123456789"
TODAY = clock.london(date(2026, 11, 23), 10)
NEXT_QUARTER = clock.london(date(2027, 1, 4), 10)  # when the next report can be written
WIDE, NARROW = (1200, 900), (360, 960)
COLOURS = 64
MOST = 60_000  # bytes of a picture


@dataclass(frozen=True)
class Picture:
    """A page, as whom it is seen ("" without an account), and how much of it."""

    name: str
    path: str
    who: str = ""
    size: tuple[int, int] = WIDE


def pictures(world):
    """What the tour shows on the demo's day, in its order."""
    case = open_case_of(world.proposals["P7"])
    lost, open_now = (votes_about(world.proposals[key])[0] for key in ("P11", "P5"))
    decided = db.session.execute(db.text("SELECT id FROM decision ORDER BY id DESC")).scalar()
    return [
        Picture("front", "/"),
        Picture("place", f"/places/{world.places['PL9'].id}", size=NARROW),
        Picture("proposal", f"/proposals/{world.proposals['P7'].id}"),
        Picture("case", f"/work/cases/{case.id}", "Demo Officer"),
        Picture("ballot", f"/votes/{open_now.id}/ballot", "Demo Resident", NARROW),
        Picture("result", f"/votes/{lost.id}/results"),
        Picture("decision", f"/decisions/{decided}"),
        Picture("mutual", f"/mutuals/{society_of(world, BATHS).id}"),
        Picture("commission", f"/commissions/{world.commissions['C1'].id}"),
        Picture("record", "/record", size=NARROW),
    ]


def later(world):
    """What it shows when the quarter is over."""
    number = society_of(world, BATHS).id
    form = f"/mutuals/{number}/reports/2026-q4/edit/figures"
    return [Picture("report", form, "Demo Mutual Secretary", NARROW)]


def main():
    """Tell the demo in a folder of its own, and look at it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{folder}/demo.db"
        site = create_app(Settings(SECRET_KEY=SECRET, SQLALCHEMY_DATABASE_URI=address))
        site.config["UNLIMITED"] = True
        with site.app_context():
            upgrade(directory=str(site.config["ROOT"] / "migrations"))
            with clock.set_to(TODAY):
                world = demo.tell()
                shown = pictures(world)
                db.session.remove()
                take(site, TODAY, shown)
            with clock.set_to(NEXT_QUARTER):
                take_due_steps()
                shown = later(world)
                db.session.remove()
                take(site, NEXT_QUARTER, shown)
            db.engine.dispose()


def take(site, moment, shown):
    """Take these pictures at this moment of the site's clock."""
    plain = site.wsgi_app

    def standing_still(environ, start_response):
        with clock.set_to(moment):
            return plain(environ, start_response)

    site.wsgi_app = standing_still
    with started() as chromium, served(site) as address:
        for each in shown:
            picture = seen(chromium, address, each)
            print(f"{each.name:10} {keep(FOLDER / f'{each.name}.webp', picture)}")
    site.wsgi_app = plain


def seen(chromium, address, picture):
    """What a person sees on this page."""
    width, height = picture.size
    page = chromium.new_page(base_url=address, viewport={"width": width, "height": height})
    if picture.who:
        page.goto("/demo")
        page.get_by_role("button", name=f"Look round as {picture.who}", exact=True).click()
        page.goto("/")  # the greeting is read here
    page.goto(picture.path)
    shot = page.screenshot()
    page.close()
    return Image.open(io.BytesIO(shot)).convert("RGB")


def keep(path, picture):
    """Write a picture small, unless it is there already. Returns what was done, in words."""
    small = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB").save(
        small, "WEBP", lossless=True, quality=100, method=6
    )
    made = small.getvalue()
    if len(made) > MOST:
        raise SystemExit(f"{path.name} would be {len(made):,} bytes, more than {MOST:,}")
    if path.exists() and path.read_bytes() == made:
        return "as it was"
    path.write_bytes(made)
    return f"{len(made):,} bytes"


if __name__ == "__main__":
    main()
