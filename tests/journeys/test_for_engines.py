"""What search engines and link previews are told: public things only, and nobody's data."""

from xml.etree import ElementTree

import pytest

from commissioning.people.models import PostKind
from commissioning.proposals.models import Status
from tests import factories


@pytest.fixture
def aldermere(database):
    return factories.neighbourhood(factories.council(host="aldermere.example"))


def meta(page):
    return {
        each.get("name") or each.get("property"): each["content"]
        for each in page.soup.select("head meta[content]")
    }


def test_the_sitemap_holds_public_things_of_this_council_and_every_address_opens(
    browser, aldermere, site
):
    place = factories.place(aldermere, "Weir & Baths")
    group = factories.group(aldermere)
    shown = factories.gathering(group, place)
    factories.gathering(group, place, "A secret", status=Status.DRAFT)
    factories.place(factories.neighbourhood(factories.council("Otherham Council")), "Elsewhere")
    site.config["COUNCIL"] = "aldermere"
    page = browser.get("/sitemap.xml")
    assert page.response.mimetype == "application/xml"
    root = ElementTree.fromstring(page.response.data)  # noqa: S314 - it is our own
    found = [each.text for each in root.findall(".//{*}loc")]
    addresses = [each.removeprefix("http://aldermere.example") for each in found]
    assert f"/proposals/{shown.id}-{shown.slug}" in addresses
    assert f"/places/{place.id}-weir-baths" in addresses
    assert not [each for each in addresses if "secret" in each or "elsewhere" in each]
    for address in addresses:
        answer = browser.get(address)
        assert answer.status == 200, address
        told = meta(answer)
        assert told["og:url"] == f"http://aldermere.example{address}"
        assert told["description"] == told["og:description"] != ""
        assert answer.soup.title.text.startswith(told["og:title"])
        assert "robots" not in told


def test_robots_are_told_where_the_sitemap_is_and_what_is_not_for_them(browser, aldermere):
    words = browser.get("/robots.txt").response.text
    assert "Sitemap: http://aldermere.example/sitemap.xml" in words
    for path in ("/account", "/work", "/setup", "/search", "/demo", "/sign-in"):
        assert f"Disallow: {path}\n" in words


def test_a_council_that_is_still_set_up_asks_not_to_be_read(browser, database):
    factories.council(is_open=False)
    assert browser.get("/robots.txt").response.text == "User-agent: *\nDisallow: /\n"


def test_private_pages_are_not_for_search_engines(browser, aldermere):
    officer = factories.staff(aldermere.council, PostKind.ADMINISTRATOR)
    group, steward, _one, _two = factories.three(aldermere)
    draft = factories.proposal(group, factories.place(aldermere))
    for address in ("/sign-in", "/no-such-page"):
        assert meta(browser.get(address))["robots"] == "noindex"
    browser.sign_in(officer)
    for address in ("/account", "/setup"):
        assert meta(browser.get(address))["robots"] == "noindex"
    browser.sign_in(steward)
    for address in (
        f"/proposals/{draft.id}",
        f"/proposals/{draft.id}/plan",
        f"/groups/{group.id}/home",
    ):
        page = browser.get(address)
        assert page.status == 200
        assert meta(page)["robots"] == "noindex"
        assert "description" not in meta(page)


def test_a_description_is_one_line_without_markup(browser, aldermere):
    place = factories.place(aldermere, about='Say "hello" <b>&</b> swim.\n' + "Long words. " * 40)
    told = meta(browser.get(f"/places/{place.id}"))
    assert told["description"].startswith('Library in Millgate. Say "hello" <b>&</b> swim. Long')
    assert len(told["description"]) <= 200
    assert "\n" not in told["description"]


def test_a_host_in_the_request_does_not_decide_the_address(browser, aldermere):
    page = browser.get("/places", headers={"Host": "evil.example"})
    assert meta(page)["og:url"] == "http://aldermere.example/places"
