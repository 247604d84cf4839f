"""Files in the browser: added, read as an attachment and in no other way, removed with a reason."""

from io import BytesIO

import pytest

from commissioning.approvals.models import CaseKind
from tests.approvals import builders
from tests.browser import Browser

LETTER = b"<script>alert(1)</script> Dear all"


@pytest.fixture
def world(database):
    return builders.world()


def send(browser, address, name, content, **answers):
    """Send the form with a file, as a browser does."""
    _form, pairs = browser.get(address).fields("Add the file")
    return browser.post_file(address, {**dict(pairs), **answers, "file": (BytesIO(content), name)})


def status_of(browser, address):
    return browser._once("GET", address).status_code


def test_a_file_is_an_attachment_and_never_a_page(world, site):
    case = builders.case(world, CaseKind.DECISION)
    officer, stranger = builders.signed_in(site, world.officer), Browser(site)
    page = officer.get(f"/work/cases/{case.id}")
    address = page.link("Add a file")
    page = send(officer, address, "page.html", LETTER, readers="public")
    assert page.status == 422
    assert "Choose a file of one of these kinds" in page.text
    page = send(officer, address, "letter.txt", LETTER, readers="public")
    assert "The file is added" in page.text

    page = stranger.get(f"/proposals/{case.subject_id}/council")
    file = page.link("letter.txt")
    answer = stranger._once("GET", file)
    assert answer.data == LETTER
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=letter.txt")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"

    page = officer.get(f"/work/cases/{case.id}").follow("Remove letter.txt")
    page = page.press("Remove the file", {"Why": "It was the wrong one"})
    assert "removed on" in page.text
    page = stranger.get(file)
    assert page.status == 410
    assert "It was the wrong one" in page.text


def test_a_file_that_is_kept_back_says_why_and_opens_to_few(world, site):
    case = builders.case(world, CaseKind.DECISION)
    officer = builders.signed_in(site, world.officer)
    address = officer.get(f"/work/cases/{case.id}").link("Add a file")
    page = send(officer, address, "price.txt", b"1000", readers="exempt")
    assert page.status == 422
    assert "Choose the paragraph" in page.text
    page = send(officer, address, "price.txt", b"1000", readers="exempt", paragraph="3",
                public_interest="It is being sold.")  # fmt: skip
    file = page.link("price.txt")
    for person in (None, world.steward, world.panel):
        browser = builders.signed_in(site, person) if person else Browser(site)
        page = browser.get(f"/proposals/{case.subject_id}/council")
        assert "It is being sold." in page.text
        assert "price.txt" not in page.text
        assert status_of(browser, file) == (403 if person else 302)


def test_a_group_adds_files_to_its_proposal(world, site):
    case = builders.case(world, CaseKind.DECISION)
    writer = builders.signed_in(site, world.writer)
    address = writer.get(f"/proposals/{case.subject_id}").link("Add a file")
    assert "kept back" not in writer.get(address).text
    page = send(writer, address, "letter.txt", LETTER, readers="parties")
    assert "letter.txt" in page.text
    assert "letter.txt" not in Browser(site).get(f"/proposals/{case.subject_id}").text
