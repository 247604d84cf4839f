"""An empty installation becomes a working site without a shell."""

import re
from io import BytesIO

from sqlalchemy import func, select

from commissioning.core.database import db
from commissioning.core.mail import Mail
from commissioning.people.models import Post, PostKind
from commissioning.places.models import Council, Place
from tests import factories
from tests.browser import Browser


def administrator():
    council = factories.council("New Council", is_open=False)
    return factories.staff(council, PostKind.ADMINISTRATOR, "Ada")


def test_from_nothing_to_open(browser):
    browser.sign_in(administrator())
    page = browser.get("/setup")
    assert "Not started" in page.text

    page = page.follow("The council").press(
        "Save",
        {
            "The council’s name": "Netherby Vale Council",
            "Phone": "01632 960 400",
            "Email": "hello@example.org",
            "Help in person": "Town hall, Mondays",
            "Colour": "#0f5c73",
        },
    )
    assert "Saved" in page.text
    page = browser.get("/setup/neighbourhoods")
    page = page.press("Add this neighbourhood", {"Name": "Southgate", "How many": "12,000"})
    assert "Southgate was added" in page.text
    for kind in ("Council officer", "Returning officer", "Decision-maker"):
        page = browser.get("/setup/people").press(
            "Give them this post",
            {
                "Their name": f"A {kind}",
                "Their email": f"{kind[:3].lower()}@example.org",
                "Post": kind,
            },
        )
    assert "A Decision-maker" in page.text
    page = browser.get("/setup/go-live").press(
        "Open the site to the public", {"The council is ready": True}
    )
    assert "Finish these first: Places" in " ".join(page.problems)
    bring_in(browser, "type,name,neighbourhood\nlibrary,Southgate Library,Southgate\n")
    page = browser.get("/setup/go-live").press(
        "Open the site to the public", {"The council is ready": True}
    )
    assert "is open to the public" in page.text
    assert db.session.scalars(select(Council)).one().is_open
    assert db.session.scalar(select(func.count(Mail.id))) == 3


def bring_in(browser, text):
    page = look_at(browser, text)
    assert "create 1" in page.text
    assert db.session.scalar(select(func.count(Place.id))) == 0, "looking saves nothing"
    page = page.press("Bring it in")
    assert "Created 1" in page.text
    assert db.session.scalar(select(func.count(Place.id))) == 1
    return page


def look_at(browser, text, encoding="utf-8"):
    page = browser.get("/setup/places")
    _form, pairs = page.fields("Look at this file")
    data = dict(pairs) | {
        "kind": "register",
        "file": (BytesIO(text.encode(encoding)), "places.csv"),
    }
    return browser.post_file("/setup/places", data)


def test_a_file_with_mistakes_names_them_and_changes_nothing(browser):
    browser.sign_in(administrator())
    page = look_at(browser, "type,name,neighbourhood\ncastle,Southgate,Nowhere\n")
    assert "mistakes" in page.heading
    assert re.search(r"[Ll]ine 2", page.text)
    page = look_at(browser, "colour,size\nred,3\n")
    assert page.status == 422
    assert page.problems


def test_a_file_is_brought_in_as_it_was_looked_at(browser):
    browser.sign_in(administrator())
    page = look_at(browser, "name\ttype\nOld Baths\tswimming-pool\n")
    assert "would" in page.text
    page = page.press("Bring it in")
    assert page.heading == "Places"
    assert db.session.scalars(select(Place.name)).all() == ["Old Baths"]


def test_a_file_that_was_not_looked_at_is_explained(browser):
    browser.sign_in(administrator())
    token = browser.token()
    for text, says in (("", "Choose the file again"), ("a,b\n1,2\n", "has no column")):
        page = browser.post(
            "/setup/places/bring-in", {"csrf_token": token, "kind": "register", "text": text}
        )
        assert page.status == 422
        assert any(says in problem for problem in page.problems)


def test_a_pale_colour_and_a_missing_reason_are_refused_beside_the_field(browser):
    browser.sign_in(administrator())
    page = browser.get("/setup/council").press("Save", {"Colour": "#ffe9b8"})
    assert page.status == 422
    assert any("darker" in each for each in page.problems)
    page = browser.get("/setup/stages").press(
        "Save these numbers", {"Working days for the council’s check": "12"}
    )
    assert page.problems == ["Say why, so that people can understand"]
    page = page.press("Save these numbers", {"Why": "We have one officer"})
    council = db.session.scalars(select(Council)).one()
    assert council.settings.check_days == 12
    assert council.settings_version == 2


def test_only_an_administrator_sets_up_and_nobody_ends_their_own_post(browser, site):
    ada = administrator()
    council = db.session.scalars(select(Council)).one()
    officer = factories.staff(council, PostKind.OFFICER)
    assert Browser(site).sign_in(officer).get("/setup").status == 403
    browser.sign_in(ada)
    (post,) = db.session.scalars(select(Post).where(Post.person_id == ada.id))
    page = browser.post(f"/setup/people/{post.id}/end", {"csrf_token": browser.token()})
    assert page.status == 409
    assert browser.get("/setup").status == 200


def test_a_file_is_read_as_the_spreadsheet_wrote_it(browser):
    browser.sign_in(administrator())
    for name, encoding in (("Café Hall", "utf-8-sig"), ("Théâtre", "cp1252")):
        page = look_at(browser, f"type,name\ncommunity-centre,{name}\n", encoding)
        assert "create 1" in page.text
        page.press("Bring it in")
        assert db.session.scalar(select(Place.name).where(Place.name == name)) == name


def test_the_greatest_file_is_looked_at_and_brought_in(browser):
    """Three bytes in the form for each in the file: the button must still bring it in."""
    browser.sign_in(administrator())
    rows = [f'library,Library {n},"{"é," * 30_000}"' for n in range(22)]
    page = look_at(browser, "\n".join(["type,name,notes", *rows]))
    assert "create 22" in page.text
    assert "Created 22" in page.press("Bring it in").text


def test_a_file_over_the_limit_is_explained(browser):
    browser.sign_in(administrator())
    page = look_at(browser, "type,name\n" + "x" * 2 * 1024 * 1024)
    assert page.status == 422
    assert page.problems == ["Choose a file of 2 MB or less"]
    page = look_at(browser, "x" * 9 * 1024 * 1024)
    assert page.status == 413
    assert "Send a file of 8 MB or less" in page.text
