"""The database or the mail server is gone: nothing is lost, and the page says so."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from commissioning.core import clock, mail
from commissioning.core.database import db
from commissioning.core.mail import Mail
from tests import factories, postgres
from tests.core.test_mail import mail_server

QUESTION = {
    "Your question": "Who pays for the roof when it leaks?",
    "Your name": "Ann",
    "Your email address": "ann@example.org",
}


@pytest.fixture
def page(browser):
    """The form for a question, opened while all was well."""
    where = factories.neighbourhood(factories.council())
    proposal = factories.gathering(factories.three(where)[0])
    return browser.get(f"/proposals/{proposal.id}/questions/ask")


def take_away(address):
    """Make the database disappear under the site; gives the way to bring it back."""
    if address.startswith("postgresql"):
        server, name = postgres.server(), address.partition("@/")[2].partition("?")[0]
        server.rename(name, "gone")
        return lambda: server.rename("gone", name)
    file = Path(address.removeprefix("sqlite:///"))
    db.engine.dispose()
    for each in file.parent.glob(f"{file.name}*"):
        each.unlink()
    file.mkdir()
    return file.rmdir


def test_a_database_that_is_gone_is_a_503_that_keeps_the_words(page, address):
    db.session.remove()
    bring_back = take_away(address)
    try:
        client = page.browser.client
        form, pairs = page.fields("Ask this question")
        answer = client.post(form["action"], data=dict(pairs) | {"question": "Who pays for it?"})
        assert answer.status_code == 503
        assert "Nothing was saved and nothing you wrote is lost" in answer.text
        assert "Who pays for it?" in answer.text
        assert answer.headers["Retry-After"]
        assert client.get("/places").status_code == 503
    finally:
        bring_back()


def test_with_mail_down_work_goes_on_and_the_mail_leaves_later(page, site):
    site.config["SMTP_URL"] = "smtp://127.0.0.1:9"
    assert page.press("Ask this question", QUESTION).heading == "Check your email"
    assert mail.send_next(), "it was tried"
    assert db.session.scalar(select(func.count(Mail.id)).where(Mail.sent_at.is_(None))) == 1
    with mail_server() as (box, address), clock.set_to(clock.now() + clock.HOUR):
        site.config["SMTP_URL"] = address
        assert mail.send_next()
    assert len(box.mails) == 1
