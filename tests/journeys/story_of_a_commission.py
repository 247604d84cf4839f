"""Point 10 of the story: two services planned together, chosen by residents, run and counted."""

from datetime import timedelta

from sqlalchemy import select

from commissioning.commissions.models import Commission
from commissioning.core import clock
from commissioning.core.transactions import saved
from commissioning.mutuals.quarters import Quarter
from commissioning.people.models import Person
from commissioning.votes import operations as votes
from commissioning.votes.models import Vote
from tests.journeys import story as stage
from tests.journeys.story import check_everything, parts, say_who_decides

TITLE = "After-school 3 till 6"
MEMBERS = ("Ann Archer", "Bo Baker")
HOLDERS = ("Public Health", "Library Team")
CHOICES = ("Homework help", "Sport", "Music")


def a_commission(story):
    for chapter in (
        it_is_drafted,
        neighbours_comment,
        budget_holders_agree,
        residents_choose,
        the_council_agrees,
        it_runs_and_shows_results,
    ):
        chapter(story)


def it_is_drafted(story):
    ann = story.as_("Ann Archer").go("/commissions").follow("This is how one starts")
    ann.follow("Start a draft")
    ann.press(
        "Start a draft",
        {
            "Group": "Friends of the Library",
            "Name of the commission": TITLE,
            "What would be better?": "Children have somewhere safe to go.",
            "Which neighbourhoods": ["Millgate"],
            "Which services": "Library\nSchool",
        },
    )
    ann.follow("What it is and who").press("Save", {"Who is it for?": "Children"})
    ann.follow("What each service does")
    for service in ("Library", "School"):
        ann.follow(f"Change “{service}”")
        ann.press(
            "Save",
            {
                "What does it do now?": "Closes at 3",
                "What will it do differently?": "Stays open until 6",
                "Who answers for it?": f"Head of the {service.lower()}",
            },
        )
    ann.follow("This part is finished")
    need = {
        "What is needed?": "1 child in 3 goes home to an empty house",
        "How do we know?": "School survey",
        "When was it published": parts(story.today - timedelta(days=60)),
    }
    change = {
        "What should change?": "Children who feel safe after school",
        "What is the number now?": "52",
        "What is counted?": "%",
        "What do you promise?": "At least",
        "Which number do you promise?": "75",
        "How is it counted": "A survey each term",
    }
    budgets = [
        {
            "Which budget?": holder,
            "How much in a year?": "27,000",
            "Email address": stage.address_of(holder),
        }
        for holder in HOLDERS
    ]
    choices = [
        {"What could come first?": each, "What would it mean?": "Each day"} for each in CHOICES
    ]
    for part, button, rows in (
        ("What is needed", "Add a need", [need]),
        ("What should change", "Add a change", [change]),
        ("Where the money comes from", "Add a budget", budgets),
        ("What residents can choose", "Add a choice", choices),
    ):
        ann.follow(part)
        for answers in rows:
            ann.follow(button).press("Save", answers)
        ann.follow("This part is finished")
    assert "6 of 6 parts finished" in ann.text
    send(story, "Open for comments")
    assert "residents’ turn" in ann.text


def at_it(story, name=""):
    """Somebody's browser, or a stranger's, at the commission's own page; members find drafts."""
    tab = story.as_(name) if name else story.visitor()
    return tab.go("/account" if name in MEMBERS else "/commissions").follow(TITLE)


def send(story, button):
    """A steward asks, a second member agrees, and the steward sends it."""
    ann = at_it(story, "Ann Archer").follow("Write the draft").follow("Check and send")
    ann.press("Ask the others to agree")
    story.as_("Bo Baker").go(ann.page.url).press("I agree to send this")
    ann.go(ann.page.url).press(button)


def neighbours_comment(story):
    una = at_it(story, "Una Upton").follow("Say what you think")
    said = {"Which part": "What is needed", "Your comment": "And on Fridays?"}
    una.press("Send this comment", said)
    bo = at_it(story, "Bo Baker").follow("Read the comments and answers").follow("Open comment 1")
    did = {"Did you change": "We did not change it", "What did you change": "Fridays are in it."}
    bo.press("Answer", did)
    with story.inside() as session:
        weeks = session.scalars(select(Commission)).one().council.settings.comment_weeks
    story.pass_days(weeks * 7 + 1)


def budget_holders_agree(story):
    send(story, "Ask the budget holders")
    for holder in HOLDERS:
        tab = story.visitor(holder).go(story.link_to(holder, "/holders/"))
        tab.press("Send your answer", {"Do you agree": "Yes", "Your name": "Sam Holder"})
        assert tab.heading == "Thank you"


def residents_choose(story):
    rita = story.as_("Rita Returning").go("/work/votes").follow("announce the vote")
    opens = {
        "Voting opens": parts(story.today + timedelta(days=15)),
        "Voting closes": parts(story.today + timedelta(days=43)),
    }
    rita.press("See it as people will", opens).press("Announce this vote")
    with story.inside() as session:
        vote = session.scalars(select(Vote).order_by(Vote.id.desc())).first()
        number, first, last = vote.id, vote.opens_at, vote.closes_at
    story.pass_until(first + clock.HOUR)
    una = story.as_("Una Upton").go("/votes").follow("What should come first").follow("Vote now")
    una.press("Continue", {"Choose up to": ["Homework help", "Music"]}).press("Cast your vote")
    assert una.heading == "Your vote is in"
    with story.inside() as session:
        for person in session.scalars(select(Person).where(Person.name.like("Resident %"))).all():
            with saved():
                votes.cast(session.get_one(Vote, number), ["1"], by=person)
    story.pass_until(last + clock.HOUR)
    rita = story.as_("Rita Returning").go("/work/votes").follow("What should come first")
    rita.press("Count the votes")
    sam = story.as_("Sam Senior").go(rita.page.url)
    sam.press("Publish the result", {"What happens next": "The council decides."})
    rita.go("/work/votes").follow("What should come first").press("Ask the council")
    result = story.visitor().go("/votes").follow("What should come first").follow("See the result")
    assert "Homework help" in result.text


def the_council_agrees(story):
    story.pass_days(1)
    olive = story.as_("Olive Officer").go("/work").follow("C1 ").press("Take this case")
    say_who_decides(check_everything(olive)).follow("Write the brief")
    olive.press("Save your advice", {"Your advice": "Approve", "The brief": "It **works**."})
    cara = story.as_("Cara Cabinet").go("/work/decisions").follow("Record the decision")
    cara.press("Declare this", {"Do you": "No"})
    words = {"The decision": "Approve", "Reasons": "It is good.", "Other options": "None."}
    cara.press("Check before you publish", words).press("Publish this decision")
    story.pass_days(1)
    olive = story.as_("Olive Officer").go("/work").follow("C1 ").press("Take this case")
    check_everything(olive).follow("Say who will run it")
    olive.press(
        "Publish this",
        {
            "Who will run it": "Millgate Play",
            "How they were chosen": "Two groups offered; a panel scored them.",
            "It starts on": parts(story.today + timedelta(days=7)),
            "It ends on": parts(story.today + timedelta(days=372)),
        },
    )


def it_runs_and_shows_results(story):
    story.pass_days(8)
    assert "the provider’s turn" in at_it(story).text
    story.pass_until(clock.london(Quarter.of(story.today).ends_on + timedelta(days=4), 10))
    bo = story.as_("Bo Baker").go("/commissions").follow(TITLE).follow("All results")
    bo.follow("Enter the results")
    figures = {"People helped": "84", "Children who feel safe": "71.5"}
    bo.press("Save", figures)
    olive = story.as_("Olive Officer").go("/work/commissions").follow("Results to check")
    olive.press("Publish these results")
    visitor = at_it(story)
    assert "Was 52%, now 71.5%, promise at least 75%." in visitor.text
