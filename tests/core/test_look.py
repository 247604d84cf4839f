"""Every part of the look: whole HTML, named fields, no inline style, no way barred."""

import gzip
import re
import threading
from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from werkzeug.serving import make_server

from tests.core.gallery import ROOT, make_gallery

PAGES = ["/parts", "/form", "/done", "/error"]
CSS = (ROOT / "static/css/site.css").read_text()
MACRO = re.compile(r"{% macro ([a-z]\w*)\(")


def soup_of(client, address, **sent):
    answer = client.post(address, data=sent) if sent else client.get(address)
    parser = html5lib.HTMLParser()
    parser.parse(answer.text)
    assert not parser.errors, parser.errors[:2]
    return BeautifulSoup(answer.text, "html5lib")


def token(client):
    return client.get("/form").text.split('name="csrf_token" value="')[1].split('"')[0]


@pytest.fixture(params=[False, True], ids=["visitor", "officer"])
def client(request):
    return make_gallery(signed_in=request.param).test_client()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_whole_and_names_its_parts(client, address):
    soup = soup_of(client, address)
    assert soup.html["lang"] == "en-GB"
    assert len(soup.select("h1")) == 1
    heading = " ".join(soup.h1.text.split())
    assert soup.title.text == f"{heading} – Run it together – Aldermere Council"
    levels = [int(each.name[1]) for each in soup.select("main h1, main h2, main h3, main h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = Counter(each["id"] for each in soup.select("[id]"))
    assert not [name for name, times in ids.items() if times > 1]
    for box in soup.select("input:not([type=hidden]), select, textarea:not([hidden])"):
        assert soup.select_one(f"label[for='{box['id']}']")
    for each in soup.select("[aria-describedby], [aria-labelledby]"):
        for name in (each.get("aria-describedby") or each["aria-labelledby"]).split():
            assert name in ids
    for svg in soup.select("svg"):
        assert svg.get("aria-hidden") or (svg["role"] == "img" and svg.title and svg.find("desc"))
    assert not soup.select("[style], style, script:not([src])")
    assert soup.body.find("a")["href"] == "#main"


def test_every_form_that_sends_carries_its_token_and_a_key_of_its_own(client):
    soup = soup_of(client, "/form")
    forms = soup.select("form[method=post]")
    keys = [form.select_one("[name=once]")["value"] for form in forms]
    assert len(set(keys)) == len(keys) >= 2
    assert all(form.select_one("[name=csrf_token]")["value"] for form in forms)


def test_errors_come_first_and_lead_to_their_fields(client):
    soup = soup_of(client, "/form", csrf_token=token(client), once="k1", cost="ten", name="Ann")
    assert soup.title.text.startswith("Error: Start a proposal – ")
    main = soup.select_one("main")
    assert main.find(True)["class"] == ["govuk-error-summary"]
    links = soup.select(".govuk-error-summary a")
    assert "Use only figures, like 1,234" in [link.text for link in links]
    for link in links:
        field = soup.select_one(link["href"])
        group = field.find_parent(class_="govuk-form-group--error")
        assert link.text in group.select_one(".govuk-error-message").text
    assert soup.select_one("#name")["value"] == "Ann"
    assert soup.select_one("#cost")["value"] == "ten"
    assert main.select_one("[name=once]")["value"] == "k1"


def test_fields_tell_the_browser_what_to_fill_in(client):
    soup = soup_of(client, "/form")
    filled = {
        name: soup.select_one(f"#{name}")["autocomplete"] for name in ("name", "email", "postcode")
    }
    assert filled == {"name": "name", "email": "email", "postcode": "postal-code"}


def test_the_navigation_is_a_plain_list_for_everyone():
    visitor = soup_of(make_gallery().test_client(), "/parts").select_one(".site-nav")
    assert [a.text for a in visitor.select("a")][-2:] == ["Mutuals", "Sign in"]
    officer = soup_of(make_gallery(signed_in=True).test_client(), "/parts").select_one(".site-nav")
    assert [a.text for a in officer.select("a")][-2:] == ["Your work", "Your account"]
    assert officer.select_one("form button").text == "Sign out"


def test_words_from_people_are_escaped_everywhere():
    site = make_gallery()
    draw = site.jinja_env.from_string(
        '{% from "parts/tags.html" import tag %}{% from "parts/tables.html" import key_facts %}'
        '{% from "parts/timeline.html" import timeline %}{% from "parts/forms.html" import press %}'
        "{{ tag(x) }}{{ key_facts([(x, x)]) }}{{ timeline([{'what': x, 'at': at, 'why': x}]) }}"
        "{{ press(x, x, hidden={x: x}) }}"
    )
    with site.test_request_context("/"):
        html = draw.render(x="\"'><script>", at=datetime(2026, 1, 1, tzinfo=UTC))
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 9


def test_the_gallery_shows_every_part():
    shown = " ".join(
        path.read_text() for path in (ROOT / "tests/core/gallery_pages").glob("*.html")
    )
    frame = (ROOT / "templates/layout/page.html").read_text()
    for path in (ROOT / "templates/parts").glob("*.html"):
        for macro in MACRO.findall(path.read_text()):
            assert f"{macro}(" in shown or f"{macro}(" in frame, f"{macro} of {path.name}"


def test_styles_and_scripts_are_light_and_our_own():
    assert len(gzip.compress(CSS.encode())) < 10_000
    assert (ROOT / "static/js/site.js").stat().st_size < 2_000
    for path in (ROOT / "static").rglob("*.[cjs]*"):
        assert not re.search(r"GDS|crown|@import|url\(", path.read_text())


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """The contrast ratio of WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_colours_of_words_stand_out():
    known = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", CSS))
    for name in ("ink", "muted", "brand", "link", "visited", "good", "bad", "navy", "orange"):
        assert contrast(known[name], "#ffffff") >= 4.5, name
    for name in ("input", "grey"):
        assert contrast(known[name], "#ffffff") >= 3, name
    tags = re.findall(r"\.tag[\w-]* {[^}]*background: (#\w{6}); color: (#\w{6})", CSS)
    assert len(tags) == 7
    for ground, words in tags:
        assert contrast(ground, words) >= 7


@pytest.fixture(scope="module")
def address():
    server = make_server("127.0.0.1", 0, make_gallery(), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(params=[320, 1200])
def tab(request, chromium):
    page = chromium.new_page(viewport={"width": request.param, "height": 800})
    yield page
    page.close()


SMALL_TARGETS = """() =>
  [...document.querySelectorAll('a, button, input, select, textarea, summary')]
  .filter(e => !e.closest('p, .skip-link') && !e.matches('[type=hidden]'))
  .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
  .filter(([_, box]) => box.width && box.height < 24).map(([html]) => html)"""


@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways_and_nothing_bars_the_way(tab, address, path):
    tab.goto(address + path)
    for summary in tab.query_selector_all("details:not([open]) > summary"):
        summary.click()
    assert tab.evaluate("document.documentElement.scrollWidth") == tab.viewport_size["width"]
    assert tab.evaluate(SMALL_TARGETS) == []
    assert [each["id"] for each in Axe().run(tab).response["violations"]] == []


def test_errors_are_focused_and_characters_counted(tab, address):
    tab.goto(f"{address}/form")
    tab.get_by_label("What would you do there?").fill("a" * 198)
    assert tab.get_by_text("You have 2 characters left").first.is_visible()
    tab.get_by_role("button", name="Save and continue").click()
    tab.wait_for_selector(".govuk-error-summary:focus")
    tab.get_by_role("link", name="Enter your name").click()
    assert tab.evaluate("document.activeElement.id") == "name"
    assert [each["id"] for each in Axe().run(tab).response["violations"]] == []


def test_the_form_works_without_scripts(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/form")
    page.get_by_label("Your name").fill("Ann")
    page.get_by_label("Your email address").fill("ann@example.com")
    page.get_by_label("Your postcode").fill("am12bx")
    page.get_by_label("What would you do there?").fill("Open it on Sundays")
    page.get_by_label("Library").check()
    page.get_by_label("What would it cost a year?").fill("£1,200.50")
    for part, typed in (("Day", "27"), ("Month", "March"), ("Year", "2027")):
        page.get_by_label(part, exact=True).fill(typed)
    page.get_by_label("I live, work or study in Aldermere").check()
    page.get_by_role("button", name="Save and continue").click()
    assert page.locator("#good").is_visible()
    assert page.get_by_label("Your postcode").input_value() == "AM1 2BX"
    context.close()
