"""An empty installation becomes a working site without a shell."""

import re
from datetime import timedelta
from io import BytesIO

from sqlalchemy import func, select

from commissioning.core import calendar, clock
from commissioning.core.database import db
from commissioning.core.mail import Mail
from commissioning.people.models import Post, PostKind
from commissioning.places.models import Council, Neighbourhood, Place, Postcode, SmallArea
from commissioning.votes.models import Status
from tests import factories
from tests.browser import Browser
from tests.journeys.test_voting import announce_in_browser


def administrator():
    council = factories.council("New Council", is_open=False)
    return factories.staff(council, PostKind.ADMINISTRATOR, "Ada")


def test_from_nothing_to_open(browser, site):
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
    assert "Neighbourhoods" in browser.get("/setup/go-live").text, "nobody could vote"
    page = say_adults(browser, "9,500")
    assert "9,500 people may vote" in page.text
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
    a_vote_can_be_announced(site)


def say_adults(browser, number):
    page = browser.get("/setup/neighbourhoods").follow("Say how many people")
    return page.press("Save", {"How many people of 16 or over live here": number})


def a_vote_can_be_announced(site):
    """The proposal, whose way is another story, is put in its place."""
    place = db.session.scalars(select(Place)).one()
    group = factories.group(place.neighbourhood, "Friends of the library")
    proposal = factories.proposal_at_vote(group, place)
    rita = db.session.scalars(select(Post).where(Post.kind == PostKind.RETURNING_OFFICER)).one()
    returning = Browser(site).sign_in(rita.person)
    vote = announce_in_browser(returning, proposal)
    assert vote.electorate == 9_500
    vote.status = Status.PUBLISHED
    vote.published_at = clock.now()
    db.session.commit()
    text = Browser(site).get(f"/votes/{vote.id}/results").text
    assert "How deprived these areas are is not known" in text


def bring_in(browser, text):
    page = look_at(browser, text)
    assert "create 1" in page.text
    assert db.session.scalar(select(func.count(Place.id))) == 0, "looking saves nothing"
    page = page.press("Bring it in")
    assert "Created 1" in page.text
    assert db.session.scalar(select(func.count(Place.id))) == 1
    return page


def look_at(browser, text, encoding="utf-8", kind="register", desk="places"):
    page = browser.get(f"/setup/{desk}")
    _form, pairs = page.fields("Look at this file")
    data = dict(pairs) | {"kind": kind, "file": (BytesIO(text.encode(encoding)), "file.csv")}
    return browser.post_file(f"/setup/{desk}", data)


def look_at_areas(browser, kind, text):
    return look_at(browser, text, kind=kind, desk="areas")


SMALL_AREAS = """neighbourhood,small area,adults
Southgate,E01000001,1000
Southgate,E01000002,500
"""


def test_files_of_areas_come_in_as_they_were_looked_at(browser):
    browser.sign_in(administrator())
    page = look_at_areas(browser, "small-areas", SMALL_AREAS)
    assert "Would create 2" in page.text
    assert db.session.scalar(select(func.count(SmallArea.id))) == 0, "looking saves nothing"
    page = page.press("Bring it in")
    assert (page.heading, "Created 2" in page.text) == ("Small areas and postcodes", True)
    assert "1,500 people may vote" in browser.get("/setup/neighbourhoods").text

    index = "lsoa,original_decile,UK_IMD_E_pop_decile\nE01000001,1,2\nE01009999,9,9\n"
    page = look_at_areas(browser, "deprivation", index)
    assert "Left out, because they are of other areas: 1 small area" in page.text
    page.press("Bring it in")
    codes = "pcds,lsoa11,lat,long\nAM1 2BX,E01000001,53.8,-1.5\nZZ1 1ZZ,E01009999,53,-1\n"
    look_at_areas(browser, "postcodes", codes).press("Bring it in")
    square = "[[[0, 51], [0, 52], [1, 52], [0, 51]]]"
    outline = (
        '{"type": "FeatureCollection", "features": [{"properties": {"name": "Southgate"}, '
        '"geometry": {"type": "Polygon", "coordinates": ' + square + "}}]}"
    )
    look_at_areas(browser, "boundaries", outline).press("Bring it in")

    assert db.session.scalars(select(Postcode.code)).all() == ["AM12BX"]
    deciles = select(SmallArea.code, SmallArea.decile).order_by(SmallArea.code)
    assert db.session.execute(deciles).all() == [("E01000001", 1), ("E01000002", None)]
    assert db.session.scalars(select(Neighbourhood)).one().boundary["type"] == "Polygon"
    assert "Small areas and postcodes May wait" in browser.get("/setup").text


def test_a_council_changes_no_areas_and_postcodes_of_another(browser):
    council = factories.council("New Council", is_open=False, host="localhost")
    ada = factories.staff(council, PostKind.ADMINISTRATOR, "Ada")
    other = factories.neighbourhood(factories.council("Other Council"), "Moorside")
    area = factories.small_area(other, "E01000009", decile=5)
    factories.postcode(area, "AM12BX")
    browser.sign_in(ada)
    look_at_areas(browser, "small-areas", SMALL_AREAS).press("Bring it in")
    for kind, text in (
        ("deprivation", "lsoa,original_decile,UK_IMD_E_pop_decile\nE01000009,1,1\n"),
        ("postcodes", "pcds,lsoa11\nAM1 2BX,E01000001\n"),
    ):
        page = look_at_areas(browser, kind, text)
        assert page.status == 422
        assert page.problems[0].startswith("None of the small areas in this file is in your")
    page = look_at_areas(browser, "small-areas", "neighbourhood,lsoa,adults\nMine,E01000009,5\n")
    assert "another council" in page.text


def test_a_file_that_counts_people_takes_the_place_of_a_number(browser):
    browser.sign_in(administrator())
    browser.get("/setup/neighbourhoods").press("Add this neighbourhood", {"Name": "Southgate"})
    assert say_adults(browser, "").problems == ["Enter how many people"]
    assert say_adults(browser, "0").problems == ["Enter 1 or more"]
    assert "9,500 people" in say_adults(browser, "9,500").text
    assert "9,600 people" in say_adults(browser, "9,600").text
    look_at_areas(browser, "small-areas", SMALL_AREAS).press("Bring it in")
    assert "1,500 people may vote" in browser.get("/setup/neighbourhoods").text
    page = say_adults(browser, "9,500")
    assert page.status == 422
    assert "Bring in a newer file instead" in page.problems[0]


def test_a_file_of_areas_with_mistakes_is_refused_beside_the_field(browser):
    browser.sign_in(administrator())
    page = look_at_areas(browser, "boundaries", "not a map")
    assert page.problems == ["This is not a GeoJSON file: it is not JSON. Save it as GeoJSON."]
    page = look_at_areas(browser, "postcodes", "x" * 2 * 1024 * 1024 + "y")
    assert page.problems == ["Choose a file of 2 MB or less"]
    page = look_at_areas(browser, "small-areas", "neighbourhood,lsoa,adults\nMine,E01000009,many\n")
    assert "mistakes" in page.heading
    token = browser.token()
    page = browser.post("/setup/areas/bring-in", {"csrf_token": token, "kind": "", "text": ""})
    assert page.problems == ["Choose the file again"]


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
    assert page.problems == ["Say why, so that people can understand", "Choose which clocks follow"]
    page = page.press(
        "Save these numbers", {"Why": "We have one officer", "Which clocks": "Only those"}
    )
    council = db.session.scalars(select(Council)).one()
    assert council.settings.check_days == 12
    assert council.settings_version == 2


def test_a_closed_day_is_said_shown_and_taken_back(browser):
    browser.sign_in(administrator())
    page = browser.get("/setup").follow("Days the council is closed")
    assert "There are none yet" in page.text
    day = calendar.nth_working_day_after(clock.today(), 30)
    parts = (day.day, day.month, day.year)
    page = page.press("Add this day", {"Which day?": parts, "Why": "Stocktaking"})
    assert page.problems == ["Choose which clocks follow"]
    page = page.press("Add this day", {"Which clocks": "Those that run now as well"})
    assert "Saved. This day does not count." in page.text
    days = browser.get(f"/how-it-works/days?from={day - timedelta(days=1)}&days=5")
    assert "No: The council is closed" in days.text
    page = browser.get("/setup/closed-days").follow("Count it again")
    page = page.press("Count this day again", {"Which clocks": "Only those"})
    assert "There are none yet" in page.text
    assert browser.get("/setup/closed-days/20301224/count").status == 404


def test_a_number_that_the_law_does_not_allow_is_refused_beside_its_field(browser):
    browser.sign_in(administrator())
    page = browser.get("/setup/stages")
    assert "The law asks for 28 or more" in page.text
    numbers = {
        "Clear days of notice": "27", "Clear working days": "4",
        "Neighbourhoods from which": "3", "Why": "To be quicker",
        "Which clocks": "Those that run now as well",
    }  # fmt: skip
    page = page.press("Save these numbers", numbers)
    assert page.problems == ["Enter 2 or less", "Enter 28 or more", "Enter 5 or more"]
    assert db.session.scalars(select(Council)).one().settings_version == 1


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
    page = look_at(browser, "x" * 12 * 1024 * 1024)
    assert page.status == 413
    assert "Send a file of 10 MB or less" in page.text
