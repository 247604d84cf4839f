"""A commission from the residents' vote through the council's desk to whoever will run it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from commissioning.approvals import queries
from commissioning.approvals.models import CaseKind
from commissioning.commissions.models import Commission, Status
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.mail import Mail
from commissioning.core.pages import in_words
from commissioning.core.transactions import saved
from commissioning.follows.operations import add_follower
from commissioning.groups.models import Membership
from commissioning.people.models import PostKind
from commissioning.votes.models import BallotPaper, Vote
from tests import factories
from tests.approvals.builders import pass_checks, signed_in
from tests.browser import Browser


@pytest.fixture
def scene(database):
    here = factories.council()
    where = factories.neighbourhood(here)
    areas = [factories.small_area(where, decile=decile) for decile in (1, 9)]
    group, steward, writer, _other = factories.three(where)
    return SimpleNamespace(
        council=here,
        where=where,
        areas=areas,
        group=group,
        steward=steward,
        writer=writer,
        returning=factories.staff(here, PostKind.RETURNING_OFFICER),
        second=factories.staff(here, PostKind.SENIOR_OFFICER),
        officer=factories.staff(here, PostKind.OFFICER),
        cabinet=factories.staff(here, PostKind.DECISION_MAKER),
        commission=factories.commission(group, Status.VOTE),
    )


@pytest.fixture
def as_person(site, scene):
    """A browser of this person's own, signed in now."""
    return lambda who: signed_in(site, getattr(scene, who))


def day(after):
    there = clock.today() + timedelta(days=after)
    return there.day, there.month, there.year


def announce(officer, **answers):
    """Announce the vote in the browser, as the page offers it. Returns the last page."""
    page = officer.get("/work/votes").follow("announce the vote")
    answers = {"Voting opens": day(15), "Voting closes": day(43), **answers}
    page = page.press("See it as people will", answers)
    assert "choose up to 3 things" in page.text
    return page.press("Announce this vote")


def the_vote():
    return db.session.scalars(db.select(Vote)).one()


def again(commission):
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Commission, commission.id)


def choose(voter, vote, *words):
    page = voter.get(f"/votes/{vote.id}/ballot")
    page = page.press("Continue", {"Choose up to 3": list(words)})
    return page.press("Cast your vote")


def test_residents_choose_what_comes_first(site, scene, as_person):
    with saved():
        add_follower(scene.commission, "fay@example.org")
    people = [factories.person(where=scene.where, small_area=scene.areas[0]) for _ in range(3)]
    officer = as_person("returning")
    page = officer.get(f"/commissions/{scene.commission.id}").follow("Announce the vote")
    assert "What should come first in “After-school 3 till 6”?" in str(page.soup)
    assert "The vote is announced" in announce(officer).text
    vote = the_vote()
    assert [each.words for each in vote.options] == list(factories.FIRST)
    assert (vote.most, vote.turnout_percent, vote.where) == (3, 0, "Millgate")

    page = Browser(site).get(f"/votes/{vote.id}")
    assert "You can choose up to 3 things." in page.text
    assert "This is draft 1. Its fingerprint is" in page.text
    page = page.follow("Read the commission: After-school")
    assert "Coming" in page.text
    assert vote.question in Browser(site).get("/votes").text

    with factories.while_open(vote):
        factories.tick()
        page = choose(signed_in(site, people[0]), vote, "Homework help", "Sport")
        assert page.heading == "Your vote is in"
        choose(signed_in(site, people[1]), vote, "Sport", "Music", "A hot meal")
        assert "2 people voted online so far" in Browser(site).get(f"/votes/{vote.id}").text
    with factories.after(vote):
        factories.tick()
        officer = as_person("returning")
        enter_paper(officer, as_person("second"), vote)
        page = officer.get(f"/work/votes/{vote.id}").press("Count the votes")
        assert "you counted it yourself" in page.text
        page = as_person("second").get(f"/work/votes/{vote.id}")
        page = page.press("Publish the result", {"What happens next": "The council decides."})
        result(page, site, vote, scene.commission)
        page = officer.get(f"/work/votes/{vote.id}").press("Ask the council for its decision")
        assert "It is with the council for its decision" in page.text
    assert again(scene.commission).status == Status.DECISION
    assert set(db.session.scalars(db.select(BallotPaper.choice))) == {"1,3", "2,3,4"}
    heard = list(
        db.session.scalars(db.select(Mail.subject).where(Mail.address == "fay@example.org"))
    )
    assert [words.split(": ")[1] for words in heard] == [
        "Residents will vote",
        "Voting is open",
        "The result of the residents’ vote",
        "Goes to the council for a decision",
    ]


def enter_paper(officer, second, vote):
    """30 papers, of which 4 are blank."""
    batch = {
        "Neighbourhood": "Millgate",
        "Papers in the batch": "30",
        "Homework help": "9",
        "A hot meal": "26",
        "Sport": "20",
        "Music": "9",
        "Blank": "4",
    }
    page = officer.get(f"/work/votes/{vote.id}").follow("Enter a batch")
    too_many = page.press("Enter this batch", {**batch, "Sport": "27"})
    assert too_many.problems == ["30 papers cannot hold that many choices"]
    assert "Waits for a second person" in page.press("Enter this batch", batch).text
    page = second.get(f"/work/votes/{vote.id}").press("Agree batch 1")
    assert "Agreed by a second person" in page.text


def result(page, site, vote, commission):
    """The sentence first, then bars in the order of votes, with ties and small groups told."""
    assert page.heading == f"Result: {vote.question}"
    sentence = (
        "Chosen most often: A hot meal (27), Sport (22), Homework help (10), Music (10). "
        "The last of these are level. 4 were blank."
    )
    assert page.text.index(sentence) < page.text.index("How many chose each")
    rows = [row.get_text(" ", strip=True) for row in page.soup.select("table.bars tbody tr")][:4]
    assert [row.split(":")[0] for row in rows] == ["A hot meal", "Sport", "Homework help", "Music"]
    assert rows[0] == "A hot meal: 27 84.4%"
    assert "32 of 2,000 people voted (1.6%)." in page.text
    assert "hidden" not in rows
    csv = Browser(site).get(f"/votes/{vote.id}/results.csv").text
    assert "option,A hot meal,,27" in csv
    assert "decile,1,1000,hidden" in csv, "2 people of decile 1 voted"
    assert sentence in Browser(site).get(f"/commissions/{commission.id}").text


def test_what_cannot_be_announced_is_said_beside_its_field(scene, as_person):
    officer = as_person("returning")
    page = officer.get("/work/votes").follow("announce the vote")
    answers = {"Voting opens": day(13), "Voting closes": day(43)}
    page = page.press("See it as people will", answers).press("Announce this vote")
    assert page.status == 422
    assert page.problems[0].startswith("Residents need 14 days’ notice")
    page = page.press("See it as people will", {"Voting opens": day(15), "How many things": "5"})
    page = page.press("Announce this vote")
    assert page.problems == ["Enter a number from 1 to 4"]
    assert page.press("See it as people will", {"How many things": "0"}).status == 422
    assert not list(db.session.scalars(db.select(Vote)))


def test_who_may_not_announce_a_vote_on_a_commission(site, scene, as_person):
    address = f"/work/votes/new/commission/{scene.commission.id}"
    page = as_person("officer").get(address)
    assert (page.status, "Only the council’s returning officer" in page.text) == (403, True)
    factories.commission(scene.group, Status.MONEY)
    page = as_person("returning").get("/work/votes/new/commission/2")
    assert (page.status, "This is not at the residents’ vote." in page.text) == (403, True)
    foreign = factories.staff(factories.council("Otherham Council", host="other.example"),
                              PostKind.RETURNING_OFFICER)  # fmt: skip
    site.config["COUNCIL"] = "aldermere"
    assert signed_in(site, foreign).get(address).status == 403
    assert as_person("returning").get("/work/votes/new/commission/9").status == 404


@pytest.fixture
def decided(scene):
    """A commission that waits for the council’s decision, and its case."""
    scene.commission = factories.commission(scene.group, Status.DECISION, "Warm and well")
    factories.tick()
    return scene


def the_case(commission):
    return queries.open_case_of(again(commission))


def say_who(page):
    """Write down who decides, from the page of a case."""
    facts = {"What is it worth": "9,000", "What would the council": "No land"}
    saved = page.follow("Say who decides").press("Save who decides", facts)
    return saved.follow("Back to the case")


def pass_all(officer, case):
    """Give each check of a case a result, in the browser."""
    page = officer.get(f"/work/cases/{case.id}")
    for words in [each.words for each in case.checks]:
        result = {"Result": "Passed", "Why": "Seen", "What the public may": f"Done: {words[:9]}"}
        page = page.follow(words).press("Save the result", result)
    return page


def test_the_council_decides_and_finds_who_will_run_it(site, decided, as_person):
    officer, cabinet, writer = as_person("officer"), as_person("cabinet"), as_person("writer")
    page = officer.get("/work")
    assert "Council decision, Millgate." in page.text
    case = the_case(decided.commission)
    page = page.follow(f"C{decided.commission.id} Warm and well").press("Take this case")

    page = page.follow("Ask the group questions")
    page.press("Send the questions", {"Question 1": "Who answers the phone?"})
    public = Browser(site).get(f"/commissions/{decided.commission.id}")
    assert "The clock stands still" in public.text or "Paused" in public.text
    page = writer.get(f"/commissions/{decided.commission.id}").follow("Answer the council")
    page = page.press("Send your answers", {"1. Who answers": "The library"})
    assert "Its clock runs" in page.text
    page.press("Send the message", {"Message": "Thank you", "Who should see": "Everyone"})

    say_who(pass_all(officer, case)).follow("Write the brief").press(
        "Save your advice", {"Your advice": "Approve", "The brief": "It joins up."}
    )
    page = cabinet.get("/work/decisions").follow("Record the decision")
    page = page.press("Declare this", {"Do you": "No, I have no interest"})
    page = page.press(
        "Check before you publish",
        {
            "The decision": "Approve",
            "Reasons": "Residents chose it.",
            "Other options": "Do nothing: the need stays.",
        },
    )
    page = page.press("Publish this decision")
    assert page.heading == "Decision: Warm and well"
    page = page.follow("Warm and well")
    assert "Where this is now: finding who will run it" in page.text
    assert "Read the decision and its reasons" in page.text
    page = page.follow("What the council checked")
    assert "The library" in page.text
    assert "Thank you" in page.text
    assert "Warm and well" in Browser(site).get("/decisions").text

    finding = the_case(decided.commission)
    assert finding.kind == CaseKind.PROVIDER
    page = officer.get("/work").follow(f"C{decided.commission.id} Warm and well")
    page = page.follow("Say who will run it")
    assert "These checks have no result yet" in page.text
    assert "Publish this" not in page.buttons
    page = pass_all(officer, finding).follow("Say who will run it")
    award = {
        "Who will run it": "Millgate Together",
        "How they were chosen": "Two groups offered.\n\nA panel compared the offers.",
        "It starts on": day(30),
        "It ends on": day(20),
    }
    wrong = page.press("Publish this", award)
    assert wrong.problems == ["It must end after it starts"]
    assert "Two groups offered." in str(wrong.soup)
    page = page.press("Publish this", {**award, "It ends on": day(395)})
    assert "Everyone can now see who will run Warm and well" in page.text
    assert "This case was closed" in page.text
    public = Browser(site).get(f"/commissions/{decided.commission.id}").text
    first, last = (in_words(clock.today() + timedelta(days=each)) for each in (30, 395))
    assert f"Millgate Together, from {first} until {last}." in public
    assert "A panel compared the offers." in public
    assert factories.tick() == 0, "the clock opens no second case"
    told = select(func.count()).where(Mail.subject.startswith("Warm and well: Millgate Together"))
    assert db.session.scalar(told) == len(decided.group.members)


def test_the_council_says_no(site, decided, as_person):
    officer, cabinet = as_person("officer"), as_person("cabinet")
    say_who(pass_all(officer, the_case(decided.commission))).follow("Write the brief").press(
        "Save your advice", {"Your advice": "Refuse", "The brief": "Too dear."}
    )
    page = cabinet.get("/work/decisions").follow("Record the decision")
    page = page.press("Declare this", {"Do you": "No, I have no interest"})
    words = {"The decision": "Refuse", "Reasons": "No money.", "Other options": "None."}
    page = page.press("Check before you publish", words).press("Publish this decision")
    assert "The council said no." in page.text
    assert again(decided.commission).status == Status.REFUSED
    assert the_case(decided.commission) is None
    assert "This has ended: refused" in Browser(site).get("/commissions/2").text


def test_who_may_not_name_the_provider(site, scene, as_person):
    commission = factories.commission(scene.group, Status.PROVIDER, "Warm and well")
    factories.tick()
    address = f"/work/cases/{the_case(commission).id}/provider"
    page = as_person("cabinet").get(address)
    assert (page.status, "Only the council’s" in page.text) == (403, True)
    factories.save(
        Membership(group=scene.group, person=scene.officer, role="reader", joined_on=clock.today())
    )
    page = as_person("officer").get(address)
    assert (page.status, "somebody else at the council" in page.text) == (403, True)


def test_pages_stay_within_their_queries(site, decided, as_person, queries_of):
    officer = as_person("officer")
    case = the_case(decided.commission)
    here = f"{decided.commission.id}-{decided.commission.slug}"
    for address in (f"/commissions/{here}", f"/commissions/{here}/council"):
        db.session.rollback()
        with queries_of() as seen:
            Browser(site).get(address)
        assert len(seen) <= 12, (address, len(seen), "\n\n".join(seen))
    for address in (f"/work/cases/{case.id}", "/work", "/work/decisions"):
        db.session.rollback()
        with queries_of() as seen:
            officer.get(address)
        assert len(seen) <= 20, (address, len(seen), "\n\n".join(seen))


def test_what_is_not_for_a_commission_is_said(decided, as_person):
    case = pass_checks(the_case(decided.commission), decided.officer)
    here = f"/work/cases/{case.id}"
    officer = as_person("officer")
    assert "This cannot be moved now." in officer.get(f"{here}/move").text
    assert "It cannot be sent back now." in officer.get(f"{here}/send-back").text
    assert officer.get(f"{here}/refuse").status == 403
    assert officer.get(f"{here}/provider").status == 403
