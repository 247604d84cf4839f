"""Every record has a feed that a reader can parse, with what is public and nothing else."""

from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from commissioning.agreements.models import Agreement
from commissioning.core import clock, history
from commissioning.core.database import db
from commissioning.core.history import Event, Visibility
from commissioning.core.transactions import saved
from commissioning.groups.models import Group
from commissioning.mutuals.models import Mutual
from commissioning.places.models import Place
from tests.architecture.permissions import matrix_in
from tests.architecture.world import NOW

ATOM = "{http://www.w3.org/2005/Atom}"
WHISPER = "The chair may step down"
OF_A_THING = {"proposals", "commissions", "groups", "mutuals", "votes", "agreements", "places"}


@pytest.fixture(scope="module")
def matrix(tmp_path_factory, sqlite_template):
    with matrix_in(tmp_path_factory.mktemp("feeds"), sqlite_template) as made:
        with made.site.app_context(), clock.set_to(NOW):
            _something_happens()
            db.session.remove()
        yield made


def _something_happens():
    """To every group, mutual, place and agreement: one thing everyone reads, one for its own."""
    for kind in (Group, Mutual, Place, Agreement):
        for each in db.session.scalars(select(kind)):
            with saved():
                history.record(each, "tell", says="The roof is mended")
                history.record(each, "whisper", says=WHISPER, visibility=Visibility.PARTIES)


@pytest.fixture(scope="module")
def secret(matrix):
    """What the record says to those involved and to nobody else."""
    with matrix.site.app_context():
        public = select(Event.says).where(Event.visibility == Visibility.PUBLIC)
        query = select(Event.says).where(Event.visibility != Visibility.PUBLIC)
        found = set(db.session.scalars(query.where(Event.says.not_in(public))))
    assert WHISPER in found
    return found


def paths(matrix, ending):
    """Every page of these, in every scene."""
    with matrix.site.app_context(), clock.set_to(NOW):
        return {
            (address.endpoint, route.path, role)
            for address in matrix.site.url_map.iter_rules()
            if address.rule.endswith(ending)
            for route in matrix.openings(address, "GET")
            for role, reason in route.reasons.items()
            if reason is None
        }


def test_every_feed_is_whole_and_public(matrix, secret):
    seen, filled = paths(matrix, "/record.atom"), set()
    assert {endpoint.split(".")[0] for endpoint, _path, _role in seen} == OF_A_THING | {"record"}
    for endpoint, path, role in seen:
        if role not in {"visitor", "steward"}:
            continue
        answer = matrix.send(role, "GET", path)
        assert answer.status_code == 200, path
        assert answer.mimetype == "application/atom+xml"
        feed = ET.fromstring(answer.data)  # noqa: S314 - we wrote it
        assert feed.tag == f"{ATOM}feed"
        for part in (feed, *feed.iter(f"{ATOM}entry")):
            words = [part.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated")]
            assert all(words), (path, words)
        says = {each.findtext(f"{ATOM}title") for each in feed.iter(f"{ATOM}entry")}
        assert not says & secret, path
        filled |= {endpoint} if says else set()
        links = {each.get("rel"): each.get("href") for each in feed.findall(f"{ATOM}link")}
        assert links["self"].endswith(path)
        assert matrix.send(role, "GET", urlsplit(links["alternate"]).path).status_code == 200
    assert len(filled) == len(OF_A_THING) + 1, "each of them has something to say in some scene"


@pytest.mark.parametrize("chapter", sorted(OF_A_THING))
def test_a_page_and_its_record_lead_to_the_feed(matrix, chapter):
    address = next(
        path
        for endpoint, path, role in sorted(paths(matrix, "/record"))
        if endpoint == f"{chapter}.record" and role in {"visitor", "steward"}
    )
    for path in (address, address.removesuffix("/record")):
        page = BeautifulSoup(matrix.send("steward", "GET", path).text, "html.parser")
        (link,) = page.select("head link[rel=alternate]")
        assert link["href"] == f"{address}.atom"
        assert link["type"] == "application/atom+xml"
    assert page.select_one(f"a[href='{address}']"), "the page leads to its record"


@pytest.mark.parametrize(
    ("chapter", "one_of_them"),
    [("groups", "steward"), ("mutuals", "chair"), ("agreements", "chair")],
)
def test_its_own_people_see_more(matrix, secret, chapter, one_of_them):
    seen = {
        path
        for endpoint, path, _role in paths(matrix, "/record")
        if endpoint == f"{chapter}.record"
    }
    for path in seen:
        shown = matrix.send(one_of_them, "GET", path).text
        hidden = matrix.send("visitor", "GET", path).text
        assert not any(each in hidden for each in secret), path
        assert WHISPER in shown, path
        assert "you also see what only they can see" in shown
        assert "you also see" not in hidden
