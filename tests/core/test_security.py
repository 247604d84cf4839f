"""Headers, cookies, forgery and limits, on every address and every error page."""

import re

import pytest
from sqlalchemy import text

from commissioning import create_app
from commissioning.config import Settings, UnsafeSettings
from commissioning.core import security
from commissioning.core.database import db
from tests import factories
from tests.browser import Browser
from tests.conftest import SECRET, settings

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'none'"
)


def sample(rule):
    """An address of this pattern that points at nothing."""
    path = re.sub(r"<any\('([^']+)'[^>]*\):[^>]*>", r"\1", rule.rule)
    path = re.sub(r"<(?:numbered|int)[^>]*>", "999999", path)
    return re.sub(r"<[^>]*>", "nothing", path)


def pages(site):
    for rule in site.url_map.iter_rules():
        for method in sorted(rule.methods & {"GET", "POST"}):
            yield method, sample(rule)


def test_every_answer_carries_the_headers(site, database):
    factories.council()
    site.config["PROPAGATE_EXCEPTIONS"] = False
    client = site.test_client()
    for method, path in [*pages(site), ("GET", "/no-such-page"), ("POST", "/record")]:
        answer = client.open(path, method=method)
        assert answer.status_code < 500, (method, path)
        assert answer.headers["Content-Security-Policy"] == STRICT, path
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "Access-Control-Allow-Origin" not in answer.headers
        if answer.mimetype == "text/html":
            assert not re.search(r"<script(?![^>]*src=)|\sstyle=|\son\w+=", answer.text), path


def test_https_adds_strict_transport_security_and_signed_in_pages_are_not_stored(site, database):
    factories.council()
    browser = Browser(site).sign_in(factories.person("Ann"))
    secure = browser.get("/account", base_url="https://localhost").response
    assert "max-age=31536000" in secure.headers["Strict-Transport-Security"]
    assert Browser(site).get("/").response.headers.get("Cache-Control") != "no-store"
    assert browser.get("/account").response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("address", "name", "secure"),
    [
        ("http://127.0.0.1:8000", "session", False),
        ("http://aldermere.localhost:8000", "session", False),
        ("https://127.0.0.1", "__Host-session", True),
        ("http://council.example.org", "__Host-session", True),
    ],
)
def test_cookies(address, name, secure, sqlite_template):
    site = create_app(settings(f"sqlite:///{sqlite_template}", SITE_ADDRESS=address))
    answer = site.test_client().get("/sign-in", base_url=address)
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith(f"{name}=")
    assert ("Secure" in cookie) is secure
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "Domain" not in cookie
    assert len(cookie) < 4096
    with site.app_context():
        db.engine.dispose()


def everything(database):
    """A picture of all rows, to see that nothing changed."""
    database.session.rollback()
    housekeeping = {"sent_form", "tries", "alembic_version"}
    return {
        name: database.session.execute(text(f'SELECT * FROM "{name}" ORDER BY id')).all()  # noqa: S608
        for name in database.metadata.tables
        if name not in housekeeping
    }


def test_no_unsafe_request_without_a_token_or_from_another_site_changes_anything(site, database):
    factories.council()
    browser = Browser(site).sign_in(factories.person("Ann"))
    token = browser.token()
    before = everything(database)
    for rule in site.url_map.iter_rules():
        view = site.view_functions[rule.endpoint]
        if "POST" in rule.methods and not hasattr(view, "from_mail_programs"):
            path = sample(rule)
            fields = {"email": "a@example.org", "name": "Ann"}
            no_token = browser.client.post(path, data=fields)
            assert no_token.status_code in {400, 404, 405}, path
            foreign = browser.client.post(
                path,
                data={**fields, "csrf_token": token},
                headers={"Origin": "https://evil.example"},
            )
            assert foreign.status_code == 400, path
    assert everything(database) == before


def test_a_token_of_another_session_is_refused(site, database):
    factories.council()
    theirs = Browser(site).token()
    mine = Browser(site)
    mine.token()
    answer = mine.post("/sign-in", {"csrf_token": theirs, "email": "a@example.org"})
    assert answer.status == 400


def test_limits_are_exact_and_shared(site, database):
    assert [security.allow("key", 5, 60) for _ in range(7)] == [True] * 5 + [False] * 2
    assert security.allow("another", 5, 60)


def test_too_many_tries_is_a_429_that_keeps_the_words(site, database):
    site.config["UNLIMITED"] = False
    factories.council()
    browser = Browser(site)
    fields = {"csrf_token": browser.token(), "email": "ann@example.org"}
    codes = [browser.post("/sign-in", fields, follow=False).status for _ in range(7)]
    assert codes == [303] * 5 + [429] * 2
    page = browser.post("/sign-in", fields)
    assert "ann@example.org" in page.text
    assert page.response.headers["Retry-After"]


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 64}, "SECRET_KEY"),
        ({"SECRET_KEY": "changeme" * 5}, "SECRET_KEY"),
        ({"DEBUG": True}, "FLASK_DEBUG"),
        ({"SQLITE_SYNCHRONOUS": "NORMAL"}, "SYNCHRONOUS"),
        ({"SQLITE_SYNCHRONOUS": "OFF"}, "SYNCHRONOUS"),
    ],
)
def test_unsafe_settings_stop_the_start(changes, word):
    with pytest.raises(UnsafeSettings, match=word):
        Settings(**{"SECRET_KEY": SECRET, **changes})


def test_known_and_unknown_addresses_cost_the_same(site, database):
    from sqlalchemy import event

    factories.council()
    factories.person("Ann", email="known@example.org")
    counts = {}
    for address in ("known@example.org", "new@example.org"):
        browser = Browser(site)
        token = browser.token()
        seen = []
        event.listen(db.engine, "before_cursor_execute", lambda *a, seen=seen: seen.append(a[2]))
        fields = {"csrf_token": token, "email": address}
        answer = browser.post("/sign-in", fields, follow=False).response
        counts[address] = (list(seen), answer.status_code, answer.location, len(answer.data))
    first, second = counts.values()
    assert first[0][: len(second[0])] == second[0]
    assert first[1:] == second[1:]
