"""Nothing outside the ballot paper depends on what was chosen (T-32).

The same evening is lived twice, once with Yes and once with No. Whatever is random is replaced by
its name; everything else must be the same to the byte.
"""

import logging
import re
import shutil
from datetime import UTC, datetime
from itertools import count

import pytest

from commissioning import create_app
from commissioning.core import clock
from commissioning.core.database import db
from tests import factories
from tests.browser import Browser
from tests.conftest import settings

RANDOM = [
    (re.compile(r"'ms': \d+"), "TIME"),
    (re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b"), "RECEIPT"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "HASH"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "KEY"),
    (re.compile(r'(name="csrf_token" value=")[^"]+'), r"\1TOKEN"),
    (re.compile(r"\b[0-9a-f]{8,16}\b"), "NUMBER"),
]
SECRET_TABLE = "ballot_paper"


def without_chance(text):
    for pattern, name in RANDOM:
        text = pattern.sub(name, text)
    return text


def evening(address, choice, caplog):
    """Vote, look at everything afterwards; returns all that could be seen or is stored."""
    caplog.clear()
    factories.numbers = count(1)  # the same names both times
    site = create_app(settings(address))
    site.config["UNLIMITED"] = True
    seen = []
    with site.app_context(), clock.set_to(datetime(2026, 11, 2, 9, 20, tzinfo=UTC)):
        scene = factories.voting()
        ann = factories.person("Ann", scene.where)
        vote = factories.announce(scene)
        with factories.while_open(vote):
            browser = Browser(site).sign_in(ann)
            page = browser.get(f"/votes/{vote.id}/ballot")
            page = page.press("Continue", {"Your vote": choice})
            pages = [page.press("Cast your vote", follow=False)]
            here = f"/votes/{vote.id}-{vote.slug}"
            for part in ("", "/receipt", "/results", "/check", "/ballot", "/find-receipt"):
                pages.append(browser.get(here + part))
            pages.append(browser.get("/votes"))
            pages.append(browser.get("/account"))
            pages.append(browser.sign_in(scene.officer).get(f"/work/votes/{vote.id}"))
        for each in pages:
            headers = [f"{name}: {value}" for name, value in each.response.headers
                       if name not in {"Set-Cookie", "Date"}]  # fmt: skip
            seen.append("\n".join([str(each.status), *headers, each.response.text]))
        rows = everything_stored()
        db.session.remove()
        db.engine.dispose()
    log = "\n".join(record.getMessage() + str(vars(record).get("facts", ""))
                    for record in caplog.records)  # fmt: skip
    return [without_chance(each) for each in (*seen, rows, log)], seen


def everything_stored():
    """All rows of all tables, but for what the ballot paper keeps and secrets of sessions."""
    lines = []
    for table in db.metadata.sorted_tables:
        hidden = {"choice", "salt"} if table.name == SECRET_TABLE else set()
        hidden |= {"taken_to", "key"} if table.name == "tries" else set()
        columns = [each for each in table.columns if each.name not in hidden]
        for row in db.session.execute(db.select(*columns).order_by(table.c.id)):
            lines.append(f"{table.name}: {tuple(row)}")
    return "\n".join(lines)


def test_nothing_but_the_paper_knows(sqlite_template, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    lived = {}
    for choice in ("Yes", "No", "I do not want to choose"):
        file = tmp_path / f"{len(lived)}.db"
        shutil.copy(sqlite_template, file)
        lived[choice], raw = evening(f"sqlite:///{file}", choice, caplog)
        assert raw
    for choice, seen in lived.items():
        for here, there in zip(seen, lived["Yes"], strict=True):
            assert here == there, choice


def test_what_chance_hides_is_only_chance():
    assert without_chance("Yes") != without_chance("No")
    assert without_chance('{"choice":"yes"}') != without_chance('{"choice":"no"}')


@pytest.mark.parametrize("choice", ["Yes", "No"])
def test_no_address_holds_the_choice(site, database, choice):
    scene = factories.voting()
    ann = factories.person("Ann", scene.where)
    vote = factories.announce(scene)
    with factories.while_open(vote):
        browser = Browser(site).sign_in(ann)
        page = browser.get(f"/votes/{vote.id}/ballot").press("Continue", {"Your vote": choice})
        form, _ = page.form("Cast your vote")
        done = page.press("Cast your vote", follow=False)
    for address in (page.address, form["action"], done.response.location):
        assert choice.lower() not in re.split(r"[^a-z]+", address.replace(vote.slug, "").lower())
