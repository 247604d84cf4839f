"""Supporting a proposal: from the form to being counted, on the screen and on paper."""

import re
from threading import Barrier, Thread

import pytest
from sqlalchemy import event, func, select

from commissioning.cli import take_due_steps
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.history import Event
from commissioning.core.mail import Mail
from commissioning.core.refusals import Refused
from commissioning.core.turns import turn_of
from commissioning.follows.models import Follow
from commissioning.groups.models import GroupRole, Membership
from commissioning.people.models import PostKind
from commissioning.proposals.models import PaperSheet, Proposal, Status, Supporter
from commissioning.proposals.operations import support as operations
from tests import factories
from tests.browser import Browser

DAY = clock.HOUR * 24
ANN = {
    "Your name": "Ann",
    "Your email address": "ann@example.org",
    "Your postcode": "am12bx",
}


@pytest.fixture
def steward(database):
    return factories.person("Sam Steward")


@pytest.fixture
def proposal(steward):
    council = factories.council()
    millgate = factories.neighbourhood(council)
    factories.postcode(factories.small_area(millgate))
    other = factories.council("Otherham Council")
    factories.postcode(factories.small_area(factories.neighbourhood(other, "Far")), "OT11AA")
    with clock.set_to(clock.now()):
        return factories.gathering(factories.group(millgate, stewards=[steward]))


@pytest.fixture(autouse=True)
def _one_council(site):
    site.config["COUNCIL"] = "aldermere"


def mails():
    db.session.rollback()
    return db.session.scalars(select(Mail).order_by(Mail.id)).all()


def link_in(mail, path="/confirm/"):
    return re.search(rf"http[^/]+//[^/]+({path}\S+)", mail.body).group(1)


def address(proposal, part="support"):
    return f"/proposals/{proposal.id}-{proposal.slug}/{part}"


def ask(browser, proposal, **changes):
    page = browser.get(address(proposal))
    return page.press("Support this proposal", {**ANN, **changes})


def now(proposal):
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Proposal, proposal.id)


def confirm(browser, mail, **answers):
    return browser.get(link_in(mail)).press("Count my support", answers)


def test_from_the_form_to_being_counted(browser, proposal):
    page = ask(browser, proposal)
    assert page.heading == "Check your email"
    assert now(proposal).supporters_count == 0, "it counts when it is confirmed"
    (mail,) = mails()
    assert mail.subject == "Press one button to support Open up the Old Fire Station"
    page = browser.get(link_in(mail))
    assert now(proposal).supporters_count == 0, "opening the link changes nothing"
    page = page.press("Count my support")
    assert page.heading == "Thank you"
    assert "1 of 50 supporters so far" in page.text
    assert now(proposal).supporters_count == 1
    supporter = db.session.scalars(select(Supporter)).one()
    assert supporter.neighbourhood.name == "Millgate"
    assert "Supporters in each neighbourhood" not in page.text


def test_whoever_is_counted_hears_what_happens_unless_they_say_no(browser, proposal):
    ask(browser, proposal)
    confirm(browser, mails()[-1])
    ask(browser, proposal, **{"Your name": "Bob", "Your email address": "bob@example.org"})
    confirm(browser, mails()[-1], **{"Email me each time": False})
    db.session.rollback()
    assert list(db.session.scalars(select(Follow.email))) == ["ann@example.org"]


def test_a_second_time_is_told_to_the_address_and_not_on_the_screen(browser, proposal):
    first = ask(browser, proposal)
    confirm(browser, mails()[-1])
    second = ask(browser, proposal, **{"Your name": "  ANN "})
    assert (first.address, first.text) == (second.address, second.text)
    assert mails()[-1].subject.startswith("You have already supported")
    assert now(proposal).supporters_count == 1
    assert db.session.scalar(select(func.count(Supporter.id))) == 1


def test_two_people_share_a_mailbox_but_not_five(browser, proposal):
    for name in ("Ann", "Bob", "Cai", "Dee", "Eve"):
        page = ask(browser, proposal, **{"Your name": name})
        assert page.heading == "Check your email"
    assert db.session.scalar(select(func.count(Supporter.id))) == 4
    assert mails()[-1].subject.startswith("We could not take your support")


def test_the_form_sent_twice_is_sent_once(browser, proposal):
    page = browser.get(address(proposal))
    first = page.press("Support this proposal", ANN)
    second = page.press("Support this proposal", ANN)
    assert first.address == second.address
    assert len(mails()) == 1


def test_the_button_pressed_twice_counts_once(browser, proposal):
    ask(browser, proposal)
    page = browser.get(link_in(mails()[0]))
    first = page.press("Count my support")
    again = page.press("Count my support")  # Back, and pressed again
    assert first.heading == again.heading == "Thank you"
    assert now(proposal).supporters_count == 1
    page = browser.get(link_in(mails()[0]))
    assert page.status == 410
    assert page.heading == "This link has been used"
    assert "is counted" in page.text


def test_an_old_page_with_a_key_of_its_own_counts_no_second_time(browser, site, proposal):
    ask(browser, proposal)
    first, second = (Browser(site).get(link_in(mails()[0])) for _ in range(2))
    first.press("Count my support")
    page = second.press("Count my support")
    assert page.status == 410
    assert now(proposal).supporters_count == 1


def test_a_newer_link_takes_the_place_of_an_older_one(browser, proposal):
    ask(browser, proposal)
    ask(browser, proposal)
    old, new = mails()
    page = browser.get(link_in(old))
    assert page.status == 410
    assert page.heading == "We sent you a newer link"
    page = page.press("Send me a new link")
    assert page.heading == "Check your email"
    assert browser.get(link_in(new)).status == 410
    assert confirm(browser, mails()[-1]).heading == "Thank you"


def test_a_link_is_too_old_after_seven_days(browser, proposal):
    ask(browser, proposal)
    with clock.set_to(clock.now() + DAY * 7 + clock.HOUR):
        page = browser.get(link_in(mails()[0]))
        assert page.heading == "This link is too old"
        page.press("Send me a new link")
        assert confirm(browser, mails()[-1]).heading == "Thank you"


def test_an_invented_link_is_not_found(browser, proposal):
    assert browser.get("/confirm/invented").status == 404


def test_an_unknown_postcode_lets_the_person_choose(browser, proposal):
    page = ask(browser, proposal, **{"Your postcode": "AM9 9ZZ"})
    assert page.status == 422
    assert page.problems == ["We cannot find AM9 9ZZ. Check it, or choose where you live"]
    assert page.soup.select_one("[name=name]")["value"] == "Ann"
    page = page.press("Support this proposal", {"Where do you live?": "Millgate"})
    assert page.heading == "Check your email"
    confirm(browser, mails()[-1])
    assert now(proposal).supporters_count == 1


@pytest.mark.parametrize("postcode", ["OT1 1AA", "ZZ9 9ZZ"])
def test_support_from_outside_is_shown_apart(browser, proposal, postcode):
    page = ask(browser, proposal, **{"Your postcode": postcode})
    if page.status == 422:
        page = page.press("Support this proposal", {"Where do you live?": "Outside Aldermere"})
    confirm(browser, mails()[-1])
    found = now(proposal)
    assert (found.supporters_count, found.supporters_elsewhere_count) == (0, 1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"Your name": "  "}, "Enter your name"),
        ({"Your name": "x" * 5000}, "Use 80 characters or fewer"),
        ({"Your email address": "ann at home"}, "Enter an email address like"),
        ({"Your postcode": ""}, "Enter your postcode"),
        ({"Your postcode": "over there"}, "Enter a full postcode"),
        ({"Your name": "A\x00nn\x07", "Your postcode": "!"}, "Enter a full postcode"),
    ],
)
def test_what_cannot_be_read_is_explained_and_kept(browser, proposal, changes, sentence):
    page = ask(browser, proposal, **changes)
    assert page.status == 422
    assert page.problems[0].startswith(sentence)
    assert page.soup.select_one("[name=email]")["value"] == changes.get(
        "Your email address", "ann@example.org"
    )
    assert mails() == []


def test_the_target_is_reached(browser, proposal, steward):
    with factories.saved():
        now(proposal).support_target = 2
    ask(browser, proposal)
    confirm(browser, mails()[-1])
    assert any("1 of 2 people support" in mail.subject for mail in mails()), "half way"
    ask(browser, proposal, **{"Your name": "Bob"})
    confirm(browser, mails()[-1])
    found = now(proposal)
    assert found.status == Status.SUPPORTED
    assert turn_of(found).whose.value == "group"
    told = {m.address for m in mails() if "Reached its target" in m.subject}
    assert told == {"ann@example.org", steward.email}
    ask(browser, proposal, **{"Your name": "Cai"})
    confirm(browser, mails()[-1])
    assert now(proposal).supporters_count == 3, "support still counts after the target"


def press_at_once(site, pages):
    """Each page's button in a thread of its own; the answers' codes, in order of size."""
    start, codes = Barrier(len(pages)), []

    def press(page):
        with site.app_context():
            start.wait()
            codes.append(page.press("Count my support", follow=False).status)
            db.session.remove()

    db.session.remove()
    threads = [Thread(target=press, args=(page,)) for page in pages]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return sorted(codes)


def test_two_at_once_reach_the_target_once(browser, site, proposal):
    with factories.saved():
        now(proposal).support_target = 4
    links = []
    for name in ("Ann", "Bob", "Cai", "Dee", "Eve", "Fay"):
        ask(browser, proposal, **{"Your name": name, "Your email address": f"{name}@example.org"})
        links.append(link_in(mails()[-1]))
    pages = [Browser(site).get(link) for link in links]
    assert press_at_once(site, pages) == [303] * len(pages)
    found = db.session.scalars(select(Proposal)).one()
    assert (found.supporters_count, found.status) == (6, Status.SUPPORTED)
    reached = select(func.count(Event.id)).where(Event.name == "reach-target")
    assert db.session.scalar(reached) == 1


def test_one_link_pressed_at_once_in_four_browsers_counts_once(browser, site, proposal):
    ask(browser, proposal)
    pages = [Browser(site).get(link_in(mails()[0])) for _ in range(4)]
    codes = press_at_once(site, pages)
    assert codes.count(303) == 1
    assert set(codes[1:]) <= {409, 410}
    assert db.session.scalar(select(Proposal.supporters_count)) == 1


def test_who_is_counted_is_refused_a_second_time(browser, proposal):
    ask(browser, proposal)
    db.session.rollback()
    with factories.saved():
        supporter = db.session.scalars(select(Supporter)).one()
        operations.confirm(supporter, tell_me=False)
        with pytest.raises(Refused, match="counted already"):
            operations.confirm(supporter, tell_me=False)
    assert now(proposal).supporters_count == 1


def test_time_closes_it_and_the_group_starts_again_after_the_wait(browser, site, proposal, steward):
    ask(browser, proposal)
    confirm(browser, mails()[-1])
    ask(browser, proposal, **{"Your name": "Bob"})
    late = link_in(mails()[-1])
    with clock.set_to(clock.now() + DAY * 58):
        assert take_due_steps() >= 1
        found = now(proposal)
        assert found.status == Status.NOT_REACHED
        assert found.supporters_count == 1
        assert any(mail.subject.startswith("1 of 50") for mail in mails())
        page = browser.get(address(proposal))
        assert "not gathering support now" in page.heading
        assert browser.get(late).heading == "Support has closed"
        sam = Browser(site).sign_in(steward)
        assert "Gather support again" not in sam.get(address(proposal)).buttons
        take_due_steps()
        assert now(proposal).status == Status.NOT_REACHED
    with clock.set_to(clock.now() + DAY * (58 + 28)):
        sam = Browser(site).sign_in(steward)
        page = sam.get(address(proposal)).press("Gather support again")
        assert "gathers support again" in page.text
        found = now(proposal)
        assert (found.status, found.supporters_count) == (Status.SUPPORT, 1)
        assert found.support_target == 21, "the target is fixed when gathering opens"


def test_somebody_who_forgot_is_reminded_once(browser, proposal):
    ask(browser, proposal)
    with clock.set_to(clock.now() + DAY * 3 + clock.HOUR):
        take_due_steps()
        take_due_steps()
        assert [m.subject for m in mails()][1:] == [
            "Your support for Open up the Old Fire Station is not counted yet"
        ]
        assert confirm(browser, mails()[-1]).heading == "Thank you"


def test_a_closed_proposal_takes_no_support(browser, proposal):
    page = browser.get(address(proposal))
    with clock.set_to(clock.now() + DAY * 58):
        take_due_steps()
    page = page.press("Support this proposal", ANN)
    assert page.status == 409
    assert "not gathering support" in page.text


def test_another_councils_proposal_is_not_found(browser, site, proposal):
    site.config["COUNCIL"] = "otherham"
    for part in ("support", "poster", "sheet", "questions", "poster/code.svg"):
        assert browser.get(f"/proposals/{proposal.id}/{part}").status == 404


def test_the_proposals_page_says_how_support_stands(browser, proposal):
    millgate = proposal.neighbourhood
    for i in range(30):
        factories.supporter(now(proposal), f"Supporter No {i}", millgate, show_name=i < 15)
    factories.supporter(now(proposal), "Zoe Far", None)
    counted = []
    db.session.rollback()
    event.listen(db.engine, "before_cursor_execute", lambda *a: counted.append(a[2]))
    page = browser.get(f"/proposals/{proposal.id}-{proposal.slug}")
    assert "30 of 50 supporters" in page.text
    assert "30 in the area, 1 elsewhere" in page.text
    assert "56 days left" in page.text
    assert "Supporter No 14" in page.text
    assert "and others" in page.text
    assert "No questions yet" in page.text
    asked = [each for each in counted if each.startswith("SELECT")]
    assert len(asked) <= 12, "\n\n".join(asked)
    assert page.follow("Support this proposal").heading.startswith("Support “")
    assert page.follow("Get an email each time").heading.startswith("Get updates about")


def test_the_poster_and_the_sheet(browser, proposal):
    page = browser.get(address(proposal, "poster"))
    picture = page.soup.select_one("main img")["src"]
    code = browser.get(picture).response
    assert code.mimetype == "image/svg+xml"
    assert code.data.startswith(b"<?xml")
    assert b"style=" not in code.data
    assert b"script" not in code.data
    first, second = (browser.get(address(proposal, "sheet")) for _ in range(2))
    number = re.search(rf"Sheet (P{proposal.id}-\w+)\.", first.text).group(1)
    assert number not in second.text, "each sheet has its own number"
    assert len(first.soup.select("tbody tr")) == 20


SHEET = {
    "Proposal": "P1 Open up the Old Fire Station",
    "Sheet number": "p1-7k4m",
    "Lines filled in": "20",
    "Lines that count": "18",
    "Why the other lines": "2 without a postcode",
}


@pytest.fixture
def desk(site, proposal):
    return Browser(site).sign_in(factories.staff(proposal.council, PostKind.DESK))


def test_a_paper_sheet_is_entered_and_counted_apart(desk, browser, proposal):
    page = desk.get("/account").follow("Paper support sheets")
    page = page.press("Enter this sheet", {**SHEET, "Proposal": _option(page)})
    assert "Sheet P1-7K4M is entered: 18 more supporters" in page.text
    found = now(proposal)
    assert (found.supporters_count, found.paper_supporters_count) == (0, 18)
    page = page.press("Enter this sheet", {**SHEET, "Proposal": _option(page)})
    assert page.status == 422
    assert page.problems[0].startswith("Sheet P1-7K4M was entered before")
    assert now(proposal).paper_supporters_count == 18


def _option(page):
    return page.soup.select("option[value]:not([value=''])")[0].get_text().strip()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"Lines that count": "21"}, "You cannot count more lines than the sheet has"),
        ({"Why the other lines": ""}, "Say why some lines do not count"),
        ({"Lines filled in": "many"}, "Use only figures"),
        ({"Lines filled in": "99999999999999999999"}, "Enter 100 or less"),
        ({"Sheet number": ""}, "Enter the number printed on the sheet"),
    ],
)
def test_a_sheet_that_does_not_add_up(desk, proposal, changes, sentence):
    page = desk.get("/work/support-sheets")
    page = page.press("Enter this sheet", {**SHEET, "Proposal": _option(page), **changes})
    assert page.status == 422
    assert page.problems[0].startswith(sentence)
    assert db.session.scalar(select(func.count(PaperSheet.id))) == 0


def test_a_paper_sheet_can_reach_the_target(desk, proposal):
    with factories.saved():
        now(proposal).support_target = 18
    page = desk.get("/work/support-sheets")
    page.press("Enter this sheet", {**SHEET, "Proposal": _option(page)})
    assert now(proposal).status == Status.SUPPORTED


def test_nobody_enters_the_sheets_of_their_own_group(site, proposal):
    mole = factories.staff(proposal.council, PostKind.DESK, "Mo Mole")
    factories.save(
        Membership(
            group=proposal.group, person=mole, role=GroupRole.READER, joined_on=clock.today()
        )
    )
    page = Browser(site).sign_in(mole).get("/work/support-sheets")
    page = page.press("Enter this sheet", {**SHEET, "Proposal": _option(page)})
    assert any("You belong to this group" in each for each in page.problems)
    assert now(proposal).paper_supporters_count == 0


def test_only_the_desk_enters_sheets(browser, site, proposal):
    assert browser.get("/work/support-sheets").heading == "Sign in"
    page = Browser(site).sign_in(factories.person("Ann")).get("/work/support-sheets")
    assert page.status == 403
    assert "Only the council’s desk officer" in page.text
