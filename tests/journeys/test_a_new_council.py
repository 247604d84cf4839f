"""From an empty installation to an open site that people find things on: with and without scripts.

Every page is reached by the words on links and buttons, in a real browser.
"""

import argparse

import pytest
from sqlalchemy import select

from commissioning import cli
from commissioning.places.models import Place
from tests import factories
from tests.core.test_mail import mail_server
from tests.journeys.story import Story, address_of

PLACES = """name,type,neighbourhood,latitude,longitude,about
Southgate Library,library,Southgate,53.80,-1.55,Books and warm rooms
Southgate Park,park,Southgate,53.81,-1.54,Grass and a pond
"""
AREAS = "neighbourhood,small area,adults\nSouthgate,E01000001,900\n"
STAFF = ("Council officer", "Returning officer", "Decision-maker")


@pytest.mark.parametrize(
    ("engine", "scripts"), [("sqlite", True), ("postgresql", False)], ids=["scripts", "no scripts"]
)
def test_a_new_council(site, chromium, scripts):
    with mail_server() as (box, address), Story(site, chromium, box, scripts).told() as story:
        site.config["SMTP_URL"] = address
        with story.inside():
            cli.admin(
                argparse.Namespace(email=address_of("Ada Admin"), name="Ada Admin", council="")
            )
        for chapter in (it_is_set_up, staff_can_sign_in, things_are_found, somebody_joins_a_group):
            chapter(story)


def it_is_set_up(story):
    ada = story.as_("Ada Admin").go("/work").follow("Set up your council")
    the_council_and_its_neighbourhoods(ada)
    bring_in(task(ada, "Places"), "The council’s own register", PLACES, "create 2")
    bring_in(task(ada, "Small areas"), "Small areas and who may vote", AREAS, "create 1")
    new = {"Which clocks": "Only those that start from now on"}
    numbers = {"Working days for the council’s check": "12", "Why": "We have one officer", **new}
    task(ada, "Stages and times").press("Save these numbers", numbers)
    numbers = {"Turnout a vote needs": "10", "Why": "Few people live here", **new}
    task(ada, "Voting rules").press("Save these numbers", numbers)
    task(ada, "People")
    for post in STAFF:
        them = {"Their name": post, "Their email": address_of(post), "Post": post}
        ada.press("Give them this post", them)
    ada.follow("Back to set-up").follow("Open the site")
    ada.press("Open the site to the public", {"The council is ready": True})
    assert "is open to the public" in ada.text


def the_council_and_its_neighbourhoods(ada):
    task(ada, "The council").press(
        "Save",
        {
            "The council’s name": "Netherby Vale Council",
            "Phone": "01632 960 400",
            "Email": "hello@example.org",
            "Help in person": "Town hall, Mondays",
            "Colour": "#0f5c73",
        },
    )
    ada.follow("Open the site").press("Open the site to the public", {"The council is ready": True})
    assert "Finish these first: Neighbourhoods, Places, People" in ada.text
    task(ada.follow("Back to set-up"), "Neighbourhoods")
    ada.press("Add this neighbourhood", {"Name": "Southgate", "How many": "12,000"})
    ada.follow("Say how many people").press("Save", {"How many people of 16": "9,500"})
    assert "9,500 people may vote" in ada.text
    ada.follow("Back to set-up")


def task(tab, words):
    """Open a task of the list, not the page of the same name that the menu leads to."""
    tab.page.locator("main").get_by_role("link", name=words).first.click()
    return tab.look()


def bring_in(tab, kind, text, would):
    """Choose a file, see what it would do, and bring it in."""
    tab.answer("What is in it", kind)
    file = {"name": "file.csv", "mimeType": "text/csv", "buffer": text.encode()}
    tab.page.get_by_label("File").set_input_files(file)
    tab.press("Look at this file")
    assert f"Would {would}" in tab.text
    tab.press("Bring it in").follow("Back to set-up")


def staff_can_sign_in(story):
    officer = story.as_("Council officer").go("/work")
    assert officer.heading == "Your work"


def things_are_found(story):
    tab = story.visitor().go("/")
    tab.press("Search", {"Search this site": "warm rooms"}).follow("Southgate Library")
    assert "Books and warm rooms" in tab.text
    tab.press("Search", {"Search this site": "no such thing"})
    assert "No results for" in tab.text
    tab.follow("Places").follow("Show these places on a map")
    assert tab.page.get_by_role("img").count() == 1
    tab.page.get_by_text("Narrow this list").click()
    tab.press("Apply", {"Type": "Park"})
    assert "Southgate Park" in tab.text
    assert "Southgate Library" not in tab.text
    tab.follow("Southgate Park")
    assert "Grass and a pond" in tab.text


def somebody_joins_a_group(story):
    with story.inside() as session:
        where = session.scalars(select(Place)).first().neighbourhood
        stella = factories.person("Stella Steward")
        factories.group(where, "Friends of the Park", stewards=[stella])
    wanda = story.as_("Wanda Wishes").go("/groups").follow("Friends of the Park")
    wanda.follow("Ask to join").press("Ask to join")
    assert "Say why you want to join" in wanda.text
    wanda.press("Ask to join", {"Why": "I dig"})
    stella = story.as_("Stella Steward").go(story.link_to("Stella Steward", "/groups/", "join"))
    stella.follow("Answer them").press("Let Wanda Wishes join")
    wanda.go(story.link_to("Wanda Wishes", "/groups/", "Friends"))
    wanda.follow("See what to do next")
    assert wanda.heading == "What to do next"
