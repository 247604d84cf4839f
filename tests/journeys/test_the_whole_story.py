"""A library under threat becomes a mutual that reports: told once with scripts, once without.

Every page is reached as people reach it, by the words on links and buttons; with scripts on, axe
looks at each of them on a wide screen and on a phone.
"""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from commissioning.agreements.models import NEEDED_TERMS
from commissioning.approvals.models import Criterion
from commissioning.core import clock
from commissioning.core.transactions import saved
from commissioning.mutuals.quarters import Quarter
from commissioning.people.models import Person
from commissioning.proposals.models import Proposal, Section, Supporter
from commissioning.proposals.operations import support
from commissioning.votes import operations as votes
from commissioning.votes.models import Vote
from tests.core.test_mail import mail_server
from tests.journeys import story as stage
from tests.journeys.story import Story, check_everything, meet_the_law, parts, say_who_decides
from tests.journeys.story_of_a_commission import a_commission

TARGET = 6
TITLE = "A library run by its readers"


@pytest.mark.parametrize(
    ("engine", "scripts"), [("sqlite", True), ("postgresql", False)], ids=["scripts", "no scripts"]
)
def test_the_whole_story(site, chromium, scripts):
    with mail_server() as (box, address), Story(site, chromium, box, scripts).told() as story:
        site.config["SMTP_URL"] = address
        with story.inside():
            stage.council(TARGET, residents=12)
        for chapter in CHAPTERS:
            chapter(story)


def a_visitor_looks_round(story):
    tab = story.visitor().go("/")
    tab.follow("Places").follow("Millgate Library")
    assert "£142,600" in tab.text
    tab.go("/").follow("Sign in")
    tab.follow("Proposals")
    tab.go("/").follow("How it works")


def a_group_starts(story):
    ann = story.as_("Ann Archer")
    ann.follow("start one").follow("Start a group")
    ann.press("Send for checking")
    assert "There is a problem" in ann.text
    ann.press(
        "Send for checking",
        {
            "Name of the group": "Friends of the Library",
            "Neighbourhood": "Millgate",
            "What is your group in law?": "Not registered yet",
            "About the group": "We **read**.",
            "How the group decides": "Everyone may join. We vote.",
            "Name of the second person": "Bo Baker",
            "Email of the second person": stage.address_of("Bo Baker"),
            "Name of the third person": "Cy Cook",
            "Email of the third person": stage.address_of("Cy Cook"),
        },
    )
    assert ann.heading == "What to do next"
    for name in ("Bo Baker", "Cy Cook"):
        guest = story.visitor(name).go(story.link_to(name, "/invitations/"))
        guest.press("Accept")
        assert guest.heading == "What to do next"
        story.signed_in_at[name] = story.now
    desk = story.as_("Olive Officer").go("/work/groups").follow("Friends of the Library")
    desk.press("Pass the check")
    assert "has passed the check" in desk.text


def a_proposal_is_drafted(story):
    ann = story.as_("Ann Archer").go("/start").follow("Check if you can")
    ann.press("Continue", {"Which place": "Millgate Library"})
    ann.press("Continue", {"What do you want to do?": "Open longer"})
    ann.press("Continue", {"Who would do it?": "Friends of the Library"})
    ann.press("Continue", {"What would you take on?": "Run the service"})
    ann.press("Continue", {"What do you need help with?": ["Working out the money"]})
    assert ann.heading == "You can start"
    ann.follow("Start a draft").press("Start a draft", {"Name of the proposal": TITLE})
    for section in ("idea", "need", "group"):
        write_section(ann, Section(section))
    bo = story.as_("Bo Baker").go("/groups").follow("Friends of the Library")
    bo.follow("See what to do next").follow(TITLE)
    write_section(bo.follow("Write the proposal"), Section.SERVICES)
    assert "4 of 4 sections finished" in bo.text
    ann.go(bo.page.url).follow("Check and send").press("Ask the others to agree")
    bo.follow("Check and send").press("I agree to send this")
    ann.go(ann.page.url).press("Open for support")
    assert f"0 of {TARGET} supporters" in ann.text


def write_section(tab, section):
    tab.follow(section.words)
    tab.press("See how it looks", {"Your words": "We **will** do it.", "Have you finished": "Yes"})
    tab.press("Save")


def residents_support_it(story):
    """One follows it and one asks a question; some support it on the screen, the rest likewise."""
    fay = story.visitor("Fay Follower").go("/p1").follow("Get an email")
    fay.press("Get updates", {"Your email address": stage.address_of("Fay Follower")})
    fay.go(story.link_to("Fay Follower", "/follow/confirm/")).press("Yes, send me updates")
    ask_and_answer(story, fay)
    for name in ("Una Upton", "Vic Vale"):
        tab = story.visitor(name).go("/p1").follow("Support this proposal")
        tab.press(
            "Support this proposal",
            {
                "Your name": name,
                "Your email address": stage.address_of(name),
                "Your postcode": "AM1 2BX",
            },
        )
        assert tab.heading == "Check your email"
        tab.go(story.link_to(name, "/confirm/")).press("Count my support")
        assert tab.heading == "Thank you"
    others_support_it(story, TARGET - 2)
    assert f"{TARGET} of {TARGET} supporters" in fay.go("/p1").text


def others_support_it(story, many):
    """The same again, without a browser."""
    with story.inside() as session:
        for n in range(many):
            with saved():
                proposal = session.scalars(select(Proposal)).one()
                name, where = f"Neighbour {n}", proposal.neighbourhood_id
                wish = support.Wish(name, stage.address_of(name), "AM1 2BX", where)
                support.support(proposal, wish)
            with saved():
                (waiting,) = session.scalars(select(Supporter).filter_by(confirmed_at=None))
                support.confirm(waiting, tell_me=False)


def ask_and_answer(story, fay):
    fay.go("/p1").follow("Ask the first one")
    fay.press(
        "Ask this question",
        {
            "Your question": "Who pays for the roof?",
            "Your name": "Fay",
            "Your email address": stage.address_of("Fay Follower"),
        },
    )
    fay.go(story.link_to("Fay Follower", "/questions/confirm/")).press("Yes, ask it")
    bo = story.as_("Bo Baker").go("/p1").follow("Read all 1 question")
    bo.follow("Open question 1").press("Answer", {"Your answer": "The **council** does."})


def the_council_checks_it(story):
    story.pass_days(1)
    ann = story.as_("Ann Archer").go("/p1").press("Send to the council")
    assert "The council has your proposal" in ann.text
    olive = story.as_("Olive Officer").go("/work").follow("P1 ")
    olive.press("Take this case").follow("Ask the group questions")
    olive.press("Send the questions", {"Question 1": "Who has the keys?"})
    ann.go(ann.page.url).press("Send your answers", {"1. Who has the keys": "Cy has."})
    check_everything(olive.go("/work").follow("P1 "))
    olive.follow("Write a message")
    olive.press("Send the message", {"Message": "Well done.", "Who should see": "Everyone"})
    olive.follow("Add a note").press("Save the note", {"Note": "A strong group."})
    olive.follow("Move to full plan").press("Move to full plan")
    assert "has moved on" in olive.text


def the_full_plan_is_written_and_scored(story):
    story.pass_days(7)
    cy, ann = story.as_("Cy Cook"), story.as_("Ann Archer")
    cy.go("/p1").follow("Write the proposal")
    for section in ("voices", "people", "money", "building", "risks"):
        write_section(cy, Section(section))
    fill_in_the_money_table(cy)
    cy.go("/p1").follow("Write the proposal")
    assert "9 of 9 sections finished" in cy.text
    ann.go(cy.page.url).follow("Check and send").press("Ask the others to agree")
    cy.follow("Check and send").press("I agree to send this")
    ann.go("/p1").press("Send to the council")
    assert "The council has your full plan" in ann.text
    olive = story.as_("Olive Officer").go("/work").follow("P1 ").press("Take this case")
    check_everything(olive)
    meet_the_law(story)
    case = olive.page.url
    olive.follow("Name the panel")
    olive.press("Name the panel", {"Who scores": ["Pat Panel"], "Who moderates": "Olive Officer"})
    scores = {}
    for each in Criterion:
        scores[each.words] = "4 good"
        scores[f"Why this score: {each.words.lower()}"] = "Good evidence"
    pat = story.as_("Pat Panel").go("/work").follow("P1 ").follow("Give your own scores")
    pat.press("Save these scores", scores)
    olive.go(case).follow("Agree the scores").press("Save these scores", scores)
    assert "The plan scored 80 out of 100" in olive.text
    olive.follow("Move to residents’ vote").press("Move to residents’ vote")


def fill_in_the_money_table(tab):
    tab.follow("Money table")
    yearly = {
        "From the council": "60,000",
        "Sales and fees": "70,000",
        "Staff": "80,000",
        "Energy": "12,000",
        "Building, with": "20,000",
        "Everything else": "8,000",
        "Part of the income promised": "60,000",
        "Part of the building line": "9,000",
    }
    for line, figure in yearly.items():
        for year in range(1, 6):
            full = tab.page.get_by_label(re.compile(rf"^\s*{line}.*, year {year}\s*$"))
            full.fill(figure)
    tab.press(
        "Work it out",
        {"Money in the bank at the start": "40,000", "Cost to rebuild the building": "900,000"},
    )
    assert "rules are kept" in tab.text
    tab.press("Save")


def a_vote_is_announced(story):
    story.pass_days(14)
    rita = story.as_("Rita Returning").go("/work/votes").follow("announce the vote")
    answers = {
        "The question": "Should local people run the library?",
        "What the vote is about": "Who runs it.",
        "What happens if most people vote Yes": "A mutual runs it.",
        "What happens if most people vote No": "The council runs it.",
        "Voting opens": parts(story.today + timedelta(days=15)),
        "Voting closes": parts(story.today + timedelta(days=45)),
    }
    rita.press("See it as people will", answers).press("Announce this vote")
    assert "The vote is announced" in rita.text
    una = story.as_("Una Upton").go("/account").follow("Check")
    una.press(
        "Send me a letter",
        {
            "Your postcode": "AM1 2BX",
            "Your address": "1 Mill Lane",
            "I am 16 or over": True,
        },
    )
    dee = story.as_("Dee Desk").go("/work/addresses").follow("Print letters")
    code = re.search(r"code: (\w{4}-\w{4})", dee.text).group(1)
    dee.press("Mark 1 as printed")
    una.go("/account/address").press("Check the code", {"The code in your letter": code})
    assert "Your address is checked" in una.text
    dee.go("/work/addresses").follow("Check somebody at the desk")
    dee.press(
        "Their address is checked",
        {
            "Their email address": stage.address_of("Vic Vale"),
            "Their name": "Vic Vale",
            "Their postcode": "AM1 2BX",
            "They are 16": True,
        },
    )


def residents_vote(story):
    with story.inside() as session:
        vote = session.scalars(select(Vote)).one()
        opens, closes = vote.opens_at, vote.closes_at
    story.pass_until(opens + clock.HOUR)
    for name, choice in (("Una Upton", "No"), ("Vic Vale", "Yes")):
        tab = story.as_(name).go("/votes").follow("Should local people").follow("Vote now")
        tab.press("Join the roll", {"I lived in Millgate on": True})
        cast(tab, choice)
    una = story.as_("Una Upton").follow("Change my vote")
    cast(una, "Yes")
    receipt = re.search(r"\w{4}-\w{4}", una.text).group()
    una.follow("check that your vote was counted").press("Check", {"Your receipt": receipt})
    assert "in the box" in una.text
    assert receipt in story.mail_to("Una Upton").get_payload()
    others_vote(story)
    story.pass_until(closes + clock.HOUR)


def cast(tab, choice):
    tab.press("Continue", {"Your vote": choice})
    assert f"You chose: {choice}" in tab.text
    tab.press("Cast your vote")
    assert tab.heading == "Your vote is in"


def others_vote(story):
    """The same again, without a browser."""
    with story.inside() as session:
        voters = session.scalars(select(Person).where(Person.name.like("Resident %"))).all()
        for n, person in enumerate(voters):
            with saved():
                vote = session.scalars(select(Vote)).one()
                votes.cast(vote, ["no" if n % 6 == 0 else "yes"], by=person)


def the_result_is_published(story):
    rita = story.as_("Rita Returning").go("/work/votes").follow("Should local people")
    rita.press("Count the votes")
    assert "you counted it yourself" in rita.text
    sam = story.as_("Sam Senior").go(rita.page.url)
    sam.press("Publish the result", {"What happens next": "We decide in June."})
    assert "12 people voted Yes and 2 voted No" in sam.text
    rita.go("/work/votes").follow("Should local people").press("Ask the council for its decision")
    story.visitor().go("/votes").follow("Should local people").follow("See the result")


def the_council_decides(story):
    story.pass_days(1)
    olive = story.as_("Olive Officer").go("/work").follow("P1 ").press("Take this case")
    say_who_decides(check_everything(olive)).follow("Write the brief")
    olive.press("Save your advice", {"Your advice": "Approve", "The brief": "It **works**."})
    cara = story.as_("Cara Cabinet").go("/work/decisions").follow("Record the decision")
    cara.press("Declare this", {"Do you": "No"})
    cara.press("Check before you publish", {"The decision": "Approve"})
    assert "There is a problem" in cara.text
    words = {"Reasons": "It is good.", "Other options": "Doing nothing."}
    cara.press("Check before you publish", words).press("Publish this decision")
    assert cara.heading.startswith("Decision:")
    story.visitor().go("/p1").follow("Read the decision")


def the_group_becomes_a_mutual(story):
    story.pass_days(7)
    ann = story.as_("Ann Archer").go("/groups").follow("Friends of the Library")
    ann.follow(TITLE).follow("Become a mutual")
    ann.press(
        "Become a mutual",
        {
            "The mutual’s name": "Library for All",
            "The place": "Millgate Library",
            "What it is in law": "Community benefit society",
            "Its register number": "8234",
            "It has an asset lock": True,
            "The first board": ["Ann Archer", "Bo Baker", "Cy Cook"],
        },
    )
    ann.follow("Write down your money")
    ann.press("Save", {"Money in the bank": "40,000", "Seats": "6"})
    assert ann.heading == "Library for All"


def both_sides_sign_and_the_doors_open(story):
    olive, ann = story.as_("Olive Officer"), story.as_("Ann Archer")
    olive.go("/p1").press("Start the agreement").follow("Write the terms")
    terms = {term.words: "As the council and the mutual agreed" for term in NEEDED_TERMS}
    olive.press("Save the terms", terms).follow("Add a thing to do")
    agreement = ann.go("/p1").follow("agreement").page.url
    olive.press(
        "Add it",
        {
            "When": "Before the doors open",
            "What has to be done": "Sign the lease",
            "Who does it": "The mutual",
            "Which post": "Chair",
            "By when": parts(story.today + timedelta(days=14)),
        },
    )
    ann.go(agreement).follow("Add a promise")
    opening = f"{Quarter.of(story.today).words}"
    ann.press(
        "Add it",
        {
            "What is counted": "Visits",
            "How it is judged": "At least",
            "The figure": "5,000",
            "From which": opening,
        },
    )
    olive.go(agreement).press("Sign for the council")
    ann.go(agreement).press("Sign for the mutual")
    assert "Signed by both sides" in ann.text
    ann.press("Done: Sign the lease")
    olive.go(agreement).press("Open the doors")
    assert "In force" in olive.text
    story.visitor().go("/mutuals").follow("Library for All")


def the_first_report_is_published(story):
    story.pass_until(clock.london(Quarter.of(story.today).ends_on + timedelta(days=4), 10))
    bo = story.as_("Bo Baker").go("/mutuals").follow("Library for All")
    bo.follow("What to do next").follow("Write the report for")
    bo.follow("Figures and promises").press("Save and continue", {"Visits": "6,200"})
    bo.follow("Money").press(
        "Save and continue",
        {
            "The council’s grant": "15,000",
            "Sales": "17,000",
            "Other money in": "0",
            "Staff": "20,000",
            "Building and energy": "6,000",
            "Other costs": "2,000",
            "In the bank": "44,000",
        },
    )
    people = {"Members": "40", "Seats": "3", "Paid staff": "2", "Volunteers": "12"}
    bo.follow("People").press("Save and continue", people)
    bo.follow("Risks").press("Save and continue", {"What could go wrong": "The *boiler*."})
    bo.press("Send to a second director")
    assert "A different director has to certify it" in bo.text
    cy = story.as_("Cy Cook").go(bo.page.url)
    cy.follow("Read and certify").press("Certify and publish")
    assert "On time" in cy.text
    olive = story.as_("Olive Officer").go("/work/mutuals").follow("Library for All")
    olive.press("Publish the reply", {"The council’s reply": "Mend the **boiler**."})
    visitor = story.visitor().go("/mutuals").follow("Library for All")
    assert "Mend the boiler" in visitor.text
    visitor.follow("All reports")


def the_record_shows_it_all(story):
    tab = story.visitor().go("/record")
    assert "Published the report" in tab.text or "report" in tab.text
    tab.go("/p1").follow("Everything that has happened")
    for words in ("Opened for support", "vote", "decision"):
        assert words in tab.text


def followers_heard_and_can_stop(story):
    letter = story.mail_to("Fay Follower")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    heard = len(mails_to(story, "Fay Follower"))
    assert heard > 8
    tab = story.visitor("Fay Follower")
    tab.go(story.link_to("Fay Follower", "/stop/")).press("Stop the emails")
    assert tab.heading.startswith("You get no updates")


def mails_to(story, name):
    return [each for each in story.box.mails if f"To: {stage.address_of(name)}" in each]


CHAPTERS = (
    a_visitor_looks_round,
    a_group_starts,
    a_proposal_is_drafted,
    residents_support_it,
    the_council_checks_it,
    the_full_plan_is_written_and_scored,
    a_vote_is_announced,
    residents_vote,
    the_result_is_published,
    the_council_decides,
    the_group_becomes_a_mutual,
    both_sides_sign_and_the_doors_open,
    the_first_report_is_published,
    a_commission,
    the_record_shows_it_all,
    followers_heard_and_can_stop,
)
