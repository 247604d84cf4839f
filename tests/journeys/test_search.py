"""Search: the same on both engines, only what is public, never stale, never an error."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import select

from commissioning import create_app
from commissioning.approvals.models import Case, CaseKind, Choose, Decision
from commissioning.commissions.models import Commission
from commissioning.commissions.models import Status as CommissionStatus
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.transactions import saved
from commissioning.home.models import Findable
from commissioning.home.queries import find, words_in
from commissioning.home.views.search import KINDS
from commissioning.people.models import PostKind
from commissioning.places.models import Place
from commissioning.proposals.models import Status
from tests import factories, postgres
from tests.conftest import settings

MIGRATIONS = str(Path(__file__).parents[2] / "migrations")


@pytest.fixture
def aldermere(database):
    here = factories.council()
    where = factories.neighbourhood(here)
    factories.postcode(factories.small_area(where), "AM12BX")  # people live there: they may vote
    return where


def found(where, asked, kind=""):
    """The kinds and titles found, in order."""
    return [(each.kind, each.title) for each in find(where.council_id, words_in(asked), kind)]


def titles(where, asked):
    return [title for _kind, title in found(where, asked)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("cafe", ["Café by the canal"]),
        ("CAFÉ", ["Café by the canal"]),
        ("can", ["Café by the canal", "The baths"]),  # a title before other words
        ("canal the", ["Café by the canal", "The baths"]),
        ("canal baths", ["The baths"]),
        ("co-op", ["Millgate Co-operative Hall"]),
        ("operative", ["Millgate Co-operative Hall"]),
        ("residents", ["Residents’ garden"]),
        ("resident's", ["Residents’ garden"]),
        ("mill lane 12a", ["12A Mill Lane / rear (ŵyl)"]),
        ("wyl", ["12A Mill Lane / rear (ŵyl)"]),
        ("example.org", ["Example.org/hall"]),
        ("org", ["Example.org/hall"]),
        ("1,5", ["Pool 1.5"]),
        ("swimming pool", ["Pool 1.5"]),
        ("anal", []),
        ("nothing like it", []),
    ],
)
def test_words_are_found_alike_on_both_engines(aldermere, asked, expected):
    factories.place(aldermere, "The baths", about="Beside the canal.")
    factories.place(aldermere, "Café by the canal")
    factories.place(aldermere, "Millgate Co-operative Hall")
    factories.place(aldermere, "Residents’ garden")
    factories.place(aldermere, "12A Mill Lane / rear (ŵyl)")
    factories.place(aldermere, "Example.org/hall")
    factories.place(aldermere, "Pool 1.5", kind="swimming-pool")
    assert titles(aldermere, asked) == expected


def a_commission(where, title="A joined-up weir", status=CommissionStatus.COMMENTS):
    return factories.save(
        Commission(
            council_id=where.council_id, group=factories.group(where), title=title, status=status
        )
    )


def a_decision(proposal, title="What happens at the Weir"):
    case = factories.save(
        Case(
            council_id=proposal.council_id,
            subject_kind="proposal",
            subject_id=proposal.id,
            group_id=proposal.group_id,
            kind=CaseKind.DECISION,
            reference=proposal.reference,
            title=proposal.title,
        )
    )
    words = dict.fromkeys(("advice_html", "reasons_html", "rejected", "rejected_html"), "x")
    return factories.save(
        Decision(
            council_id=proposal.council_id,
            case=case,
            subject_kind="proposal",
            subject_id=proposal.id,
            title=title,
            choice=Choose.APPROVE,
            advised=Choose.APPROVE,
            reasons="Swimmers asked for it.",
            interests="None.",
            decided_on=clock.today(),
            decided_by_id=factories.person().id,
            role="Decision-maker",
            **words,
        )
    )


def title_of(thing):
    """Which attribute it is known by."""
    return next(name for name in ("title", "question", "name") if hasattr(thing, name))


def one_of_each(where):
    """A public thing of every kind with the word “weir” in its title, by kind."""
    place = factories.place(where, "Weir Baths")
    group = factories.group(where, "Friends of the Weir")
    proposal = factories.gathering(group, place, "Swim at the Weir")
    scene = SimpleNamespace(
        where=where,
        proposal=factories.proposal_at(place, group, Status.VOTE, "Run the baths"),
        officer=factories.staff(where.council, PostKind.RETURNING_OFFICER),
        facts={"question": "Shall swimmers run the Weir?"},
    )
    things = [
        factories.neighbourhood(where.council, "Weirside"),
        place,
        proposal,
        a_commission(where),
        factories.announce(scene),
        a_decision(proposal),
        factories.mutual(place, group, name="Weir Swimmers"),
        group,
    ]
    return {each.__tablename__: each for each in things}


def test_everything_public_is_found_on_one_page(browser, aldermere):
    things = one_of_each(aldermere)
    assert list(things) == list(KINDS)
    page = browser.get("/").press("Search", {"Search this site": "weir"})
    assert page.heading == "Search for ‘weir’"
    assert [h2.text for h2 in page.soup.select("main h2")] == [
        f"1 {kind.one.lower()}" for kind in KINDS.values()
    ]
    links = page.soup.select("main h3 a")
    assert len(links) == len(KINDS)
    for link in links:
        assert link.mark.text.startswith(("Weir", "weir"))
        assert browser.get(link["href"]).status == 200
    tags = [tag.text for tag in page.soup.select("main .tag")]
    assert "Gathering support" in tags
    assert "Checked by the council" in tags
    assert page.soup.select_one("meta[name=robots]")["content"] == "noindex"


def test_a_council_finds_only_its_own(browser, aldermere, site):
    one_of_each(aldermere)
    there = factories.neighbourhood(factories.council("Otherham Council"), "Elsewhere")
    assert found(there, "weir") == []
    site.config["COUNCIL"] = "otherham"
    assert "No results for ‘weir’" in browser.get("/search?q=weir").text
    assert browser.get("/search?q=PL1").address == "/search"


@pytest.mark.parametrize("kind", ["proposal", "commission"])
def test_a_draft_is_not_found_before_it_is_public_and_an_ended_one_stays(aldermere, browser, kind):
    if kind == "proposal":
        drafted = factories.gathering(
            factories.group(aldermere), title="Secret plan", status=Status.DRAFT
        )
    else:
        drafted = a_commission(aldermere, "Secret plan", CommissionStatus.DRAFT)
    assert titles(aldermere, "secret") == []
    assert browser.get(f"/search?q={drafted.reference}").address == "/search"
    drafted = db.session.get_one(type(drafted), drafted.id)
    for step, seen in (("decision", True), ("withdrawn", True), ("draft", False)):
        with saved():
            drafted.status = step
        assert titles(aldermere, "secret") == (["Secret plan"] if seen else [])


def test_what_changes_is_found_anew(aldermere):
    for thing in one_of_each(aldermere).values():
        with saved():
            setattr(thing, title_of(thing), "Moved to Riverbank")
    assert found(aldermere, "weir") == []
    assert {kind for kind, _title in found(aldermere, "river")} == set(KINDS)


def test_where_a_thing_stands_is_never_stale(aldermere, browser):
    place = factories.place(aldermere, "Weir Baths")
    assert "Library" in browser.get("/search?q=weir").text
    with saved():
        db.session.get_one(Place, place.id).is_closed = True
    assert "Closed" in browser.get("/search?q=weir").text
    with saved():
        db.session.delete(db.session.get_one(Place, place.id))
    assert found(aldermere, "weir") == []


def test_many_supporters_do_not_touch_the_index(aldermere):
    proposal = factories.gathering(factories.group(aldermere))
    factories.place(aldermere, "Indexed after it")
    entry = select(Findable.id).where(Findable.kind == "proposal")
    before = db.session.scalar(entry)
    with saved():
        proposal.supporters_count += 1
    assert db.session.scalar(entry) == before


HOSTILE = [
    '"',
    "'",
    "*",
    "AND",
    "NOT weir",
    "weir OR",
    "NEAR(a b)",
    "title:weir",
    "{title} : x",
    "-weir",
    "^weir",
    "weir*",
    '"weir',
    "weir' & !x | (y <-> z):*",
    "weir \\",
    "%00weir%00",
    "%0d%0a%1b[31m",
    "a",
    "?!…",
    "🙂",
    "\u202eweir",
    "x" * 5000,
    "weir " * 500,
    "<script>alert(1)</script>",
    "3e5 ١٢ ²",
    "P99999999999999999999",
    "P0",
    "V7 or 1=1",
]


@pytest.mark.parametrize("asked", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_is_typed_breaks_the_search(browser, aldermere, asked):
    factories.place(aldermere, "Weir Baths")
    page = browser.get("/search", query_string=f"q={asked}" if "%" in asked else {"q": asked})
    if "%00" in asked:  # no address holds a NUL: no such page, and no error
        assert page.status == 404
        return
    assert page.status == 200
    assert page.heading.startswith("Search")


@pytest.mark.parametrize(
    "more",
    ["kind=person", "kind=vote", "page=-1", "page=99999999999999999999", "page=x&kind=place"],
)
def test_a_strange_address_breaks_nothing(browser, aldermere, more):
    factories.place(aldermere, "Weir Baths")
    assert browser.get(f"/search?q=weir&{more}").status == 200


@pytest.mark.parametrize("asked", ["am1 2bx", "AM12BX", " am1  2bx "])
def test_a_postcode_leads_to_its_neighbourhood(browser, aldermere, asked):
    page = browser.get("/search", query_string={"q": asked})
    assert page.heading.startswith("Millgate")
    assert "AM1" not in page.response.request.url.upper()


def test_a_postcode_that_is_not_known_gets_the_list_of_neighbourhoods(browser, aldermere):
    page = browser.get("/search?q=AM9+9ZZ")
    assert page.status == 422
    assert "We cannot find AM9 9ZZ" in page.problems[0]


def test_a_reference_leads_straight_to_the_thing(browser, aldermere):
    things = one_of_each(aldermere)
    for kind in ("place", "proposal", "commission", "vote", "decision"):
        reference = things[kind].reference
        for asked in (reference, reference.lower(), f"{KINDS[kind].letters} 00{things[kind].id}"):
            page = browser.get("/search", query_string={"q": asked})
            assert getattr(things[kind], title_of(things[kind])) in page.heading, asked


def test_many_results_are_shown_in_pages(browser, aldermere):
    for number in range(60):
        factories.place(aldermere, f"Weir {number:02}")
    page = browser.get("/search?q=weir")
    assert len(page.soup.select("main h3")) == 5
    page = page.follow("All 60 places")
    seen = [h3.text.strip() for h3 in page.soup.select("main h3")]
    while page.soup.select("[rel=next]"):
        page = page.follow("Next page →")
        seen += [h3.text.strip() for h3 in page.soup.select("main h3")]
    assert seen == [f"Weir {number:02}" for number in range(59, -1, -1)]
    assert len(page.follow("← Previous page").soup.select("main h3")) == 25


def test_words_from_people_are_marked_and_never_markup(browser, aldermere):
    factories.place(aldermere, "Weir <b>&amp; Co</b>", about="**Weir** <script>amp</script>")
    page = browser.get("/search?q=weir+amp")
    (row,) = page.soup.select("main .rows li")
    assert [mark.text for mark in row.select("mark")] == ["Weir", "amp", "Weir", "amp"]
    assert row.h3.text.strip() == "Weir <b>&amp; Co</b>"
    assert row.p.text == "Library. Weir <script>amp</script>"


def test_twelve_questions_of_the_database_at_most(browser, aldermere, queries_of):
    one_of_each(aldermere)
    officer = factories.staff(aldermere.council)
    for who in (browser, browser.sign_in(officer)):
        with queries_of() as seen:
            assert who.get("/search?q=weir").status == 200
        assert len(seen) <= 12, seen


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_was_there_before_the_migration_is_found_after_it(kind, tmp_path):
    address = f"sqlite:///{tmp_path}/old.db"
    if kind == "postgresql":
        address = postgres.server().create("old")
    with create_app(settings(address)).app_context():
        upgrade(directory=MIGRATIONS)
        where = factories.neighbourhood(factories.council())
        factories.small_area(where)
        things = one_of_each(where)
        a_commission(where, "The weir in secret", CommissionStatus.DRAFT)
        db.session.remove()
        downgrade(directory=MIGRATIONS, revision="0003")
        upgrade(directory=MIGRATIONS)
        assert {kind for kind, _title in found(where, "weir")} == set(things)
        assert len(found(where, "weir")) == len(things)
        db.session.remove()
        db.engine.dispose()
    if kind == "postgresql":
        postgres.server().drop(address)


def test_the_page_is_fit_for_everyone(aldermere, tabs):
    one_of_each(aldermere)
    db.session.remove()
    for width in (320, 1200):
        tab = tabs(width=width)
        tab.go("/").fill("Search this site", "weir").press("Search")
        assert tab.heading == "Search for ‘weir’"
        tab.go("/search?q=nothing-like-it").go("/search")
    tab = tabs(scripts=False)
    tab.go("/search").fill("Search this site", "swim").press("Search").follow("Swim at the Weir")
    assert tab.heading == "Swim at the Weir"
