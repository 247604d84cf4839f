"""A group from its start to its check, and who may see which of its pages."""

import re

from sqlalchemy import select

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.mail import Mail
from commissioning.groups.models import GroupRole, Membership
from tests import factories
from tests.browser import Browser

ANSWERS = {
    "Name of the group": "Friends of the Library",
    "Neighbourhood": "Millgate",
    "What is your group in law?": "A charity",
    "About the group": "We **read**.",
    "How the group decides": "We vote.",
    "Name of the second person": "Bo",
    "Email of the second person": "bo@example.org",
    "Name of the third person": "Cy",
    "Email of the third person": "cy@example.org",
}


def link_to(email):
    db.session.rollback()
    mail = db.session.scalars(select(Mail).where(Mail.address == email)).first()
    return re.search(r"http\S+(/invitations/\S+)", mail.body).group(1)


def test_start_a_group_and_have_it_checked(browser, site):
    where = factories.neighbourhood(factories.council())
    officer = factories.staff(where.council)
    ann = factories.person("Ann")
    assert browser.get("/groups/new").heading == "Sign in"
    browser.sign_in(ann)
    page = browser.get("/groups").follow("Start a group")
    page = page.press("Send for checking", {**ANSWERS, "About the group": ""})
    assert page.status == 422
    assert page.problems == ["Say what the group is about"]
    page = page.press("Send for checking", {"About the group": "We **read**."})
    assert page.heading == "What to do next"
    assert "Being checked by the council" in page.text
    assert "Due by" in page.text

    for email in ("bo@example.org", "cy@example.org"):
        guest = Browser(site)
        page = guest.get(link_to(email))
        assert page.heading == "You are invited"
        assert page.response.headers["X-Robots-Tag"] == "noindex"
        assert page.press("Accept").heading == "What to do next"
        assert guest.get(link_to(email)).status == 410

    desk = Browser(site).sign_in(officer)
    page = desk.get("/work/groups").follow("Friends of the Library")
    page = page.press("Send back")
    assert page.problems == ["Say why, so that people can understand"]
    page = page.press("Send back", {"Say why": "Who may join?"})
    assert "No group waits" in page.text

    page = browser.get("/groups/1")
    assert page.address == "/groups/1-friends-of-the-library"
    page = page.follow("See what to do next")
    assert "Who may join?" in page.text
    page = page.follow("Change what the group says")
    page = page.press("Save", {"How the group decides": "Everyone may join."})
    page = page.press("Send for checking again")

    page = desk.get("/work/groups").follow("Friends of the Library").press("Pass the check")
    assert "has passed the check" in page.text
    page = Browser(site).get("/groups/1-friends-of-the-library")
    assert "Checked by the council" in page.text
    assert "Ann" not in page.whole, "a group's people are named to its members only"


def test_what_strangers_cannot_open(browser, site):
    where = factories.neighbourhood(factories.council())
    group, _steward, writer, _other = factories.three(where, name="Readers")
    stranger = browser.sign_in(factories.person("Eve"))
    for rest in ("home", "people", "edit"):
        page = stranger.get(f"/groups/{group.id}-readers/{rest}")
        assert page.status == 403
        assert "group" in page.text
    assert stranger.get("/work/groups").status == 403
    page = Browser(site).sign_in(writer).get(f"/groups/{group.id}-readers/edit")
    assert "Only a steward" in page.text


def test_join_change_role_and_leave(browser, site):
    where = factories.neighbourhood(factories.council())
    group, steward, writer, _other = factories.three(where, name="Readers")
    eve = Browser(site).sign_in(factories.person("Eve"))
    page = eve.get(f"/groups/{group.id}-readers").follow("Ask to join")
    assert page.press("Ask to join").problems == ["Say why you want to join"]
    page = page.press("Ask to join", {"Why": "I read"})
    assert "has been asked" in page.text
    page = eve.get(f"/groups/{group.id}-readers/join").press("Ask to join", {"Why": "Again"})
    assert page.status == 422 or "cannot" in page.text

    browser.sign_in(steward)
    page = browser.get(f"/groups/{group.id}-readers/home").follow("Answer them")
    page = page.press("Let Eve join")
    assert "The last steward cannot leave" in page.text
    assert "Leave the group" not in page.text
    page = page.press("Change role", {f"Role of {writer.name}": "Steward"})
    page = page.follow("Take Eve out")
    assert "Eve will no longer see the group’s drafts" in page.text
    page = page.press("Take Eve out")
    assert "no longer in the group" in page.text
    assert "You have left the group" in page.follow("Leave the group").press("Leave the group").text


def test_groups_are_listed_by_25_and_another_councils_group_is_not_here(browser):
    where = factories.neighbourhood(factories.council())
    for number in range(27):
        factories.group(where, name=f"Group {number:02}")
    page = browser.get("/groups")
    assert "Group 24" in page.text
    assert "Group 25" not in page.text
    page = page.follow("Next page")
    assert "Group 26" in page.text
    other = factories.neighbourhood(factories.council("Otherham Council"))
    foreign = factories.group(other)
    site = browser.site
    site.config["COUNCIL"] = "aldermere"
    assert browser.get(f"/groups/{foreign.id}-x").status == 404


def test_a_steward_asks_for_another_name_and_an_officer_answers(browser, site, queries_of):
    where = factories.neighbourhood(factories.council())
    group, steward, writer, _ = factories.three(where, name="Friends of the Library")
    desk = Browser(site).sign_in(factories.staff(where.council))
    home = f"/groups/{group.id}/home"
    page = browser.sign_in(steward).get(home).follow("Change what the group says")
    page = page.follow("Ask to change them").follow("Ask for another name").press("Ask the council")
    assert page.problems == ["Enter the new name", "Say why"]
    page = page.press("Ask the council", {"New name": "Readers", "Why?": "We read elsewhere too"})
    assert "It is the council’s turn." in page.text
    assert "This limit is our default." in page.text
    assert page.buttons == ["Take this back"]
    assert browser.get(f"/groups/{group.id}/changes/name").press(
        "Ask the council", {"New name": "Others", "Why?": "Why not"}
    ).problems == ["The council is looking at another change of this group. Wait for its answer."]
    reader = Browser(site).sign_in(writer)
    assert reader.get(home).follow("Change the name").buttons == []

    page = desk.get("/work").follow("Friends of the Library: another name")
    assert "We read elsewhere too" in page.text
    assert page.press("Refuse this change").problems == ["Say why, so that people can understand"]
    page = page.press("Agree to this change")
    assert "Agreed. The stewards have an email." in page.text
    assert "Readers" in browser.get(f"/groups/{group.id}").heading
    assert "The group has another name" in browser.get(f"/groups/{group.id}/record").text
    with queries_of() as seen:
        assert "Agreed. Asked on" in browser.get(f"/groups/{group.id}/changes").text
    assert len(seen) <= 12
    assert desk.get("/work/groups/changes/1").buttons == []


def test_a_steward_asks_for_another_person_and_takes_it_back(browser, site):
    where = factories.neighbourhood(factories.council())
    group, steward, *_ = factories.three(where)
    factories.save(Membership(group=group, person=factories.person("Di New"),
                              role=GroupRole.READER, joined_on=clock.today()))  # fmt: skip
    page = browser.sign_in(steward).get(f"/groups/{group.id}/changes/person")
    answers = {"Who is no longer named?": steward.name, "Who is named instead?": "Di New"}
    page = page.press("Ask the council", {**answers, "Why?": "I move away"})
    assert f"Now: {steward.name}. Asked for: Di New." in page.text
    page = page.press("Take this back")
    assert "Taken back. The group stays as it is." in page.text
    page = page.follow("Ask for another neighbourhood").press(
        "Ask the council", {"New neighbourhood": "The whole council area", "Why?": "We grew"}
    )
    assert "Now: Millgate. Asked for: The whole council area." in page.text
