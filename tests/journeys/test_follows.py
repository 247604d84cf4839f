"""News: asking for it, hearing it, and a stop that always works."""

import re

import pytest
from sqlalchemy import select

from commissioning.core import clock, mail
from commissioning.core.database import db
from commissioning.core.mail import Mail
from commissioning.core.transactions import saved
from commissioning.follows import operations
from commissioning.follows.models import Follow
from commissioning.places.models import Neighbourhood
from commissioning.proposals.operations import take_step
from tests import factories

DAY = clock.HOUR * 24
AT = "/follow/neighbourhood/1-millgate"


@pytest.fixture
def millgate(database):
    return factories.neighbourhood(factories.council())


def mails():
    db.session.rollback()
    return db.session.scalars(select(Mail).order_by(Mail.id)).all()


def link_in(letter, path):
    return re.search(rf"http[^/]+//[^/]+({path}\S+)", letter.body).group(1)


def ask(browser, email="ann@example.org"):
    return browser.get(AT).press("Get updates", {"Your email address": email})


def follow(browser, email="ann@example.org"):
    ask(browser, email)
    return browser.get(link_in(mails()[-1], "/follow/confirm/")).press("Yes, send me updates")


def tell():
    db.session.rollback()
    with saved():
        where = db.session.scalars(select(Neighbourhood)).one()
        operations.tell(where, "A library opened.", "It is open on Monday.")
    return mails()


def test_following_begins_with_the_button_in_the_mail(browser, millgate):
    page = ask(browser)
    assert page.heading == "Check your email"
    assert len(tell()) == 1, "nothing is sent to an address that nobody confirmed"
    page = browser.get(link_in(mails()[0], "/follow/confirm/"))
    assert len(tell()) == 1, "opening the link changes nothing"
    assert page.press("Yes, send me updates").heading == "You will get updates"
    news = tell()[-1]
    assert news.subject == "Millgate: A library opened"
    assert "because you follow “Millgate”" in news.body
    assert "What happens next: It is open on Monday." in news.body


def test_known_and_unknown_addresses_get_the_same_answer(browser, millgate):
    first = ask(browser)
    browser.get(link_in(mails()[0], "/follow/confirm/")).press("Yes, send me updates")
    second = ask(browser)
    assert (first.address, first.text) == (second.address, second.text)
    assert mails()[-1].subject == "You already get updates about Millgate"
    assert len(mails()) == 2


def test_a_newer_link_replaces_an_older_one_and_all_are_over_in_a_week(browser, millgate):
    ask(browser)
    ask(browser)
    old, new = (link_in(each, "/follow/confirm/") for each in mails())
    assert browser.get(old).status == 410
    with clock.set_to(clock.now() + DAY * 7 + clock.HOUR):
        assert browser.get(new).status == 410
    assert browser.get("/follow/confirm/invented").status == 410


def test_the_stop_link_shows_one_button_and_works_for_ever(browser, millgate):
    follow(browser)
    stop = link_in(tell()[-1], "/stop/")
    with clock.set_to(clock.now() + DAY * 1000):
        page = browser.get(stop)
        assert page.buttons == ["Stop the emails"]
        assert len(tell()) == 3, "opening it stops nothing"
        page = page.press("Stop the emails")
        assert page.heading == "You get no updates about Millgate"
        assert browser.get(stop).status == 200, "again: the same"
        assert len(tell()) == 3
    follow(browser)
    assert len(tell()) == 5, "who asks again hears again"


def test_a_mail_program_stops_it_by_itself(browser, site, millgate):
    """RFC 8058: a POST with one field, without cookies, a token or an origin of ours."""
    follow(browser)
    letter = tell()[-1]
    headers = mail.message(letter)
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = re.search(r"<http[^/]+//[^/]+(/\S+)>", headers["List-Unsubscribe"]).group(1)
    db.session.rollback()
    for _ in range(2):
        with site.app_context():
            answer = site.test_client().post(
                stop,
                data={"List-Unsubscribe": "One-Click"},
                headers={"Origin": "https://mail.example"},
            )
            db.session.remove()
        assert answer.status_code == 204
    assert len(tell()) == 2
    db.session.rollback()
    assert db.session.scalars(select(Follow)).one().stopped_at


def test_only_the_stop_link_is_open_to_other_sites(browser, millgate):
    form = {"email": "a@example.org", "csrf_token": browser.token()}
    page = browser.post(AT, form, headers={"Origin": "https://evil.example"})
    assert page.status == 400
    assert mails() == []


def test_an_invented_stop_link_is_not_found(browser, millgate):
    assert browser.get("/stop/invented").status == 404
    assert browser.post("/stop/invented", {"List-Unsubscribe": "One-Click"}).status == 404


def test_the_group_hears_without_asking_until_it_stops(browser, millgate):
    def hear():
        db.session.rollback()
        with saved():
            where = db.session.scalars(select(Neighbourhood)).one()
            operations.tell(where, "It moved.", "", also=["Sam@example.org", "sam@example.org"])
        return mails()

    assert [each.address for each in hear()] == ["sam@example.org"]
    browser.get(link_in(mails()[0], "/stop/")).press("Stop the emails")
    assert len(hear()) == 1


def test_who_follows_a_neighbourhood_hears_what_happens_in_it_once(database, millgate):
    steward = factories.person("Sam")
    proposal = factories.gathering(factories.group(millgate, stewards=[steward]))
    elsewhere = factories.neighbourhood(millgate.council, "Northfields")
    with saved():
        for email in ("both@example.org", "around@example.org", "tired@example.org"):
            operations.add_follower(millgate, email)
        operations.add_follower(elsewhere, "far@example.org")
        operations.add_follower(proposal, "both@example.org")
        operations.stop(operations.add_follower(proposal, "tired@example.org"))
    with saved():
        take_step(proposal, "withdraw", by=steward, reason="We are tired")
    heard = {each.address: each.body for each in mails()}
    assert len(heard) == len(mails())
    assert set(heard) == {"both@example.org", "around@example.org", steward.email}
    assert "because you follow a neighbourhood it is in" in heard["around@example.org"]
    assert f"{proposal.title}: Withdrawn by the group." in heard["around@example.org"]
    assert f"because you follow “{proposal.title}”" in heard["both@example.org"]


def test_the_signed_in_follow_with_one_press_and_see_what_they_follow(browser, millgate):
    ann = factories.person("Ann")
    browser.sign_in(ann)
    browser.post(f"{AT}/now", {"csrf_token": browser.token()})
    page = browser.get("/account").follow("What you get updates about")
    assert "Millgate" in page.text
    page = page.press("Stop updates about Millgate")
    assert "Nothing yet" in browser.get("/following").text


def test_what_cannot_be_followed_is_not_found(browser, site, millgate):
    group = factories.group(millgate)
    draft = factories.gathering(group, status="draft")
    assert browser.get(f"/follow/proposal/{draft.id}").status == 404
    assert browser.get("/follow/neighbourhood/999").status == 404
    assert browser.get("/follow/person/1").status == 404
    factories.council("Otherham Council")
    site.config["COUNCIL"] = "otherham"
    assert browser.get(AT).status == 404


def test_a_wrong_address_is_explained_and_kept(browser, millgate):
    page = ask(browser, "ann at home")
    assert page.status == 422
    assert page.problems == ["Enter an email address like name@example.com"]
    assert page.soup.select_one("[name=email]")["value"] == "ann at home"
