"""Odd answers in every box of every form: taken whole or refused well, and nothing crashes."""

from io import BytesIO
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup

from commissioning.core.errors import LONGEST_KEY
from commissioning.core.text import clean_text
from tests.browser import in_parts
from tests.sweep import values
from tests.sweep.forms import BUTTONS
from tests.sweep.stage import staged

SAVED = {204, 303}
URLENCODED = "application/x-www-form-urlencoded"
CHAPTERS = (
    "people", "groups", "proposals", "commissions", "follows", "votes", "approvals", "mutuals",
    "agreements", "reports", "reviews", "concerns", "corrections", "flags", "packs", "rights",
    "gates", "files", "kinds", "home",
)  # fmt: skip


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def sweep(request, tmp_path_factory):
    """The stage on an engine. Whatever saves something there is put back."""
    template = {"sqlite": "sqlite_template", "postgresql": "postgres_template"}[request.param]
    with staged(request.getfixturevalue(template), tmp_path_factory.mktemp("sweep")) as made:
        yield made


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_what_is_sent_is_taken_whole_or_refused_well(sweep, chapter):
    wrong = []
    for rule in rules(sweep.site, chapter):
        form = sweep.form_for(rule)
        for name, typed, sent in bodies(form, sweep.is_sqlite) if form and form.own else ():
            answer = sweep.send(form.role, "POST", form.action, **sent)
            fault = fault_in(answer, typed, sweep.saved)
            if sweep.saved:
                fault = fault or fault_after(sweep, form, answer)
                sweep.put_back()
            if fault:
                wrong.append(f"{rule.endpoint} as {form.role} at {form.page}, {name}: {fault}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_no_form_is_left_out(sweep):
    if sweep.is_sqlite:
        found = {rule.endpoint for rule in rules(sweep.site) if sweep.form_for(rule)}
        assert {rule.endpoint for rule in rules(sweep.site)} - found == BUTTONS
        assert {endpoint.partition(".")[0] for endpoint in found} == set(CHAPTERS)


def rules(site, chapter=""):
    """The rules of a chapter, or of all, that forms are sent to."""
    posts = [rule for rule in site.url_map.iter_rules() if "POST" in rule.methods]
    return [rule for rule in posts if rule.endpoint.startswith(f"{chapter}." if chapter else "")]


# What is sent


def bodies(form, is_sqlite):
    """Ways to fill a form in badly: (in words, what is typed in boxes of words, how it is sent)."""
    boxes = [box for box in form.own if box.kind != "file"]
    if is_sqlite:
        yield from _rounds(form, boxes)
        yield from _alone(form, boxes)
        yield from _wholes(form, boxes)
    else:
        yield from _different(form, boxes)


def _rounds(form, boxes):
    """An odd answer in every box at once."""
    has_words = any(box.kind == "words" for box in boxes)
    for n in range(values.ROUNDS):
        odd = {box.name: [values.rounds(box.kind)[n]] for box in boxes}
        yield f"round {n}", values.rounds("words")[n] if has_words else "", body(form, odd)


def _alone(form, boxes):
    """The most telling answer in one box, the rest filled in well: it gets behind the form."""
    for box in {box.sort: box for box in boxes}.values():
        for odd in values.TELLING.get(box.kind, ()):
            typed = odd if box.kind == "words" else ""
            yield f"{box.name} {odd[:20]!r} alone", typed, body(form, {box.name: [odd]})


def _different(form, boxes):
    """What engines take differently, in all boxes of a kind."""
    for kind, answers in values.DIFFERS.items():
        names = [box.name for box in boxes if box.kind == kind]
        for odd in answers if names else ():
            typed = odd if kind == "words" else ""
            yield f"{kind} {odd[:20]!r}", typed, body(form, {name: [odd] for name in names})


def _wholes(form, boxes):
    """What hardly a browser sends."""
    yield "filled in well", "", body(form, {})
    yield "nothing", "", body(form, {box.name: [] for box in form.own})
    yield "everything twice", "", body(form, {box.name: [*box.good, "x"] for box in boxes})
    yield "no UTF-8", "", body(form, {box.name: [b"\xff\xfe\xc3("] for box in boxes})
    yield "huge", "", body(form, {box.name: [values.HUGE] for box in boxes[:2]})
    yield "an odd key", "", body(form, {"once": [values.MARKS * 20]})
    yield "a wrong token", "", body(form, {"csrf_token": [values.MARKS]})
    yield "JSON", "", {"json": {box.name: box.good for box in boxes}}
    broken = {"data": b"--x\r\n\xff", "content_type": "multipart/form-data; boundary=x"}
    yield "broken parts", "", broken
    pretended = {box.name: (BytesIO(b"a"), "a.csv") for box in boxes}
    yield "files", "", in_parts({**form.answers, **pretended})
    for box in form.own:
        for content, called in values.FILES if box.kind == "file" else ():
            yield called, "", body(form, {box.name: (BytesIO(content), called)})


def body(form, changes):
    """How a form is sent, with some of its good answers changed."""
    answers = {**form.answers, **changes}
    if form.has_file:
        return in_parts({name: _part(answer) for name, answer in answers.items()})
    pairs = [(name, each) for name, many in answers.items() for each in many]
    data = "&".join(f"{quote(name)}={quote(_bytes(each))}" for name, each in pairs)
    return {"data": data, "content_type": URLENCODED}


def _part(answer):
    """An answer in a body of several parts: a file as it is, or texts."""
    if isinstance(answer, tuple):
        return answer
    return [_bytes(each, "replace").decode("utf-8", "replace") for each in answer]


def _bytes(answer, surrogates="surrogatepass"):
    return answer if isinstance(answer, bytes) else answer.encode("utf-8", surrogates)


# What comes back


def fault_in(answer, typed, saved):
    """What is wrong with an answer, or nothing: the reason is given, and what was typed is kept."""
    if answer.status_code >= 500:
        return f"answered {answer.status_code}"
    if answer.status_code in SAVED:
        return ""
    if saved:
        return f"answered {answer.status_code} and saved something"
    soup = BeautifulSoup(answer.text.partition("<main")[2], "html.parser")
    summary = soup.select(".govuk-error-summary__list li")
    if (answer.status_code == 422) != bool(summary):
        return f"answered {answer.status_code} with {len(summary)} problems"
    kept = answer.status_code == 422 or (answer.status_code == 409 and len(typed) > LONGEST_KEY)
    if kept and typed and not is_kept(soup, clean_text(typed.partition("\ud800")[0])):
        return "what was typed is lost"
    return next(filter(None, map(stray_link, soup.select(".govuk-error-summary__list a"))), "")


def stray_link(link):
    """What is wrong with a line of the summary: it leads to a box with its sentence beside it."""
    box = link.find_parents()[-1].find(id=link["href"].removeprefix("#"))
    beside = box.find_parents(class_="govuk-form-group") if box else []
    if any(link.get_text(strip=True) in group.get_text() for group in beside):
        return ""
    return f"“{link.get_text(strip=True)}” is not beside {link['href']}"


def is_kept(soup, typed):
    """Is what was typed on the page, to be mended or copied?"""
    boxes = soup.select("input, textarea, .as-written")
    shown = [" ".join((box.get("value") or box.get_text()).split()) for box in boxes]
    start = " ".join(typed.split())[:LONGEST_KEY]
    return any(start in each for each in shown)


def fault_after(sweep, form, answer):
    """What is wrong with the page that comes after something was saved."""
    after = sweep.send(form.role, "GET", answer.location) if answer.location else answer
    return f"{answer.location} answers {after.status_code}" if after.status_code >= 500 else ""
