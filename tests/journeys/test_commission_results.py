"""A commission that runs: results entered by one, published by another, corrected, reviewed."""

from dataclasses import replace
from datetime import date

import pytest

from commissioning.commissions import rules
from commissioning.commissions.models import Commission, Results, Status
from commissioning.commissions.operations import running
from commissioning.core import clock, turns
from commissioning.core.database import db
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.people.models import Post, PostKind
from tests import factories
from tests.browser import Browser

PEOPLE = "People helped since it began"
SAFE = "Children who feel safe after school"
OUT = "Children excluded from school"


@pytest.fixture(autouse=True)
def _in_january():
    with clock.set_to(clock.london(date(2027, 1, 4), 9)):
        yield


def started(status=Status.RUNNING):
    """A commission that started on 1 October 2026, its steward and two officers."""
    with clock.set_to(clock.london(date(2026, 10, 1), 9)):
        steward = factories.person("Sam Steward")
        where = factories.neighbourhood(factories.council())
        group = factories.group(where, "Abbots Lea Friends", stewards=[steward])
        commission = factories.commission(group, status)
        officers = [
            factories.staff(group.council, PostKind.OFFICER, name) for name in ("Ann", "Ben")
        ]
    return commission, steward, officers


def browsers(site, *people):
    made = [Browser(site).sign_in(each) for each in people]
    db.session.rollback()
    return made


def test_results_are_entered_by_one_and_published_by_another(browser, site):
    commission, steward, (ann, ben) = started()
    writer, officer, other = browsers(site, steward, ann, ben)
    address = f"/commissions/{commission.id}-{commission.slug}/results"
    page = browser.get(address)
    assert "There are no results yet. The first are for October to December 2026." in page.text
    assert "Was 52%, no figure yet, promise at least 75%." in page.text

    page = writer.get(address).follow("Enter the results for October to December 2026")
    page = page.press("Save", {PEOPLE: "214"})
    assert page.status == 422
    assert page.problems == ["Enter the figure you counted"] * 2
    page = page.press("Save", {SAFE: "76.5%", OUT: "9"})
    assert page.heading == "Check and publish results"
    assert "Only the council’s" in page.text
    assert page.buttons == []
    assert "no results yet" in browser.get(address).text

    page = officer.get(address).follow("Check and publish results")
    assert "Was 14, now 9, promise at most 7." in page.text
    page = page.press("Publish these results")
    assert "214 people helped since 1 October 2026" in page.text
    page = browser.get(address)
    assert "Promise kept" in page.text
    assert "Not yet" in page.text
    assert "October to December 2026" in page.text
    csv = browser.get(f"{address}.csv").text
    assert "2026-q4,Children who feel safe after school,76.50,%,52.00,At least 75%,214" in csv
    turn = turns.turn_of(db.session.get_one(Commission, commission.id))
    assert turn.due_on == date(2027, 4, 30)
    db.session.rollback()

    page = other.get(address).follow("Correct the results for October to December 2026")
    page = page.press("Save", {"What was wrong?": "Two schools were left out.", OUT: "12"})
    assert other.get(address).follow("Check and publish results").buttons == []
    assert (
        "Somebody else has to publish these: you entered them yourself."
        in other.get(f"{address}/check").text
    )
    page = officer.get(f"{address}/check")
    assert "What was wrong: Two schools were left out." in page.text
    page = page.press("Publish these results")
    assert "was corrected on 4 January 2027: Two schools were left out." in page.text
    assert "Was 14, now 12, promise at most 7." in page.text
    db.session.rollback()
    assert turns.turn_of(db.session.get_one(Commission, commission.id)).due_on == date(2027, 4, 30)


def test_results_to_publish_stand_in_the_queue_until_another_officer_publishes_them(browser, site):
    commission, _steward, (ann, ben) = started()
    counted = running.Counted(9, {each.id: each.baseline for each in commission.outcomes})
    line = f"{commission.name}: October to December 2026"
    for people in (9, 10):  # entered again before they are published: the same turn
        with saved():
            again = replace(counted, people_helped=people)
            waits = running.enter_results(commission, again, by=ann)
    (turn,) = turns.turns_of(waits)
    assert (turn.title, turn.whose, turn.count, turn.basis) == (line, "council", 5, "default")
    own, other = browsers(site, ann, ben)
    page = own.get(f"/work/results/{waits.id}")
    assert page.status == 403
    assert "somebody else has to publish" in page.text.lower()
    page = other.get("/work").follow(line)
    assert page.heading == "Check and publish results"
    page.press("Publish these results")
    assert line not in other.get("/work").text
    assert "published already" in other.get(f"/work/results/{waits.id}").text
    db.session.rollback()
    assert turns.turn_of(waits) is None
    assert turns.turn_of(commission).whose == "provider"


def test_what_was_entered_anew_is_read_again_before_it_is_published(browser, site):
    commission, steward, (ann, _ben) = started()
    writer, officer = browsers(site, steward, ann)
    address = f"/commissions/{commission.id}-{commission.slug}/results"
    figures = {PEOPLE: "214", SAFE: "76.5", OUT: "9"}
    writer.get(f"{address}/enter").press("Save", figures)
    read = officer.get(f"{address}/check")
    writer.get(f"{address}/enter").press("Save", {OUT: "2"})
    page = read.press("Publish these results")
    assert page.status == 409
    assert "entered anew since you opened this page" in page.text
    assert "no results yet" in browser.get(address).text
    officer.get(f"{address}/check").press("Publish these results")
    assert "now 2, promise at most 7" in browser.get(address).text


def test_whoever_entered_them_cannot_publish(database):
    commission, _, (ann, _) = started()
    values = {each.id: 50_00 for each in commission.outcomes}
    with saved():
        results = running.enter_results(commission, running.Counted(1, values), by=ann)
    with pytest.raises(NotAllowed, match="you entered them yourself"), saved():
        running.publish_results(results, by=ann)
    assert db.session.get_one(Results, results.id).published_at is None


def test_an_officer_who_belongs_to_the_group_publishes_nothing_of_it(database):
    commission, steward, (ann, _) = started()
    post = Post(
        person=steward,
        council_id=commission.council_id,
        kind=PostKind.OFFICER,
        started_on=clock.today(),
    )
    factories.save(post)
    values = {each.id: 50_00 for each in commission.outcomes}
    with saved():
        results = running.enter_results(commission, running.Counted(1, values), by=ann)
    with pytest.raises(NotAllowed, match="You belong to this group"), saved():
        running.publish_results(results, by=steward)
    assert rules.may_write_review.why_not(steward, commission).startswith("You belong")


def test_there_are_no_results_for_a_quarter_after_its_end(database):
    commission, _, (ann, ben) = started()
    values = {each.id: 50_00 for each in commission.outcomes}
    with saved():
        commission.ends_on = date(2026, 12, 31)
        last = running.enter_results(commission, running.Counted(1, values), by=ann)
        running.publish_results(last, by=ben)
        assert running.review_due(commission.id)
    with pytest.raises(Refused, match="ended before this quarter"), saved():
        running.enter_results(commission, running.Counted(1, values), by=ann)


def test_a_figure_that_jumps_is_asked_about(browser, site):
    commission, _, (ann, ben) = started()
    values = {commission.outcomes[0].id: 76_50, commission.outcomes[1].id: 9_00}
    with saved():
        first = running.enter_results(commission, running.Counted(214, values), by=ann)
        db.session.flush()
        running.publish_results(first, by=ben)
    with clock.set_to(clock.london(date(2027, 4, 5), 9)):
        [officer] = browsers(site, ann)
        page = officer.get(f"/commissions/{commission.id}-{commission.slug}/results/enter")
        assert "Last time: 76.5%. Promise: at least 75%." in page.text
        page = page.press("Save", {PEOPLE: "250", OUT: "30"})
        assert page.problems == ["Children excluded from school: 30, last time 9. Is this right?"]
        page = page.press("Save", {"This is right": True})
    assert page.heading == "Check and publish results"


def test_a_quarter_that_runs_has_no_results_yet(browser, site):
    commission, _, (ann, _ben) = started()
    [officer] = browsers(site, ann)
    with clock.set_to(clock.london(date(2026, 12, 31), 9)):
        page = officer.get(f"/commissions/{commission.id}-{commission.slug}/results/enter")
        page = page.press("Save", {PEOPLE: "1", SAFE: "1", OUT: "1"})
    assert page.problems == ["The results can be entered after 31 December 2026."]
    db.session.rollback()
    assert db.session.query(Results).count() == 0


def test_the_clock_starts_it_and_ends_it(database):
    commission, _, _ = started(Status.PROVIDER)
    assert not running.start_due(commission.id)
    with saved():
        commission.provider, commission.starts_on = "Home Circle", date(2027, 1, 5)
        commission.ends_on = date(2027, 12, 31)
    assert not running.start_due(commission.id)
    with clock.set_to(clock.london(date(2027, 1, 5), 9)):
        with saved():
            assert running.start_due(commission.id)
        assert not running.start_due(commission.id)
        assert commission.status == Status.RUNNING
        assert turns.turn_of(commission).due_on == date(2027, 4, 30)
    with clock.set_to(clock.london(date(2027, 12, 31), 9)):
        with saved():
            assert running.review_due(commission.id)
        assert not running.review_due(commission.id)
    assert commission.status == Status.REVIEW


def test_the_review_is_written_by_one_officer_and_published_by_another(browser, site):
    commission, steward, (ann, ben) = started(Status.REVIEW)
    member, writer, other = browsers(site, steward, ann, ben)
    address = f"/commissions/{commission.id}-{commission.slug}/review"
    assert member.get(address).status == 403
    page = writer.get(address).press("Save the review")
    assert page.problems == [
        "Choose what comes next",
        "Say how it went, so that people can understand",
    ]
    page = page.press(
        "Save the review",
        {
            "What comes next?": "Carry on with changes",
            "How did it go?": "3 of 5 outcomes were met.",
        },
    )
    assert "Somebody else has to publish this: you wrote it yourself." in page.text
    assert "3 of 5" not in browser.get(address.replace("review", "results")).text
    page = other.get(address).press("Publish the review")
    assert "The council’s review: carry on with changes" in page.text
    assert "3 of 5 outcomes were met." in browser.get(address.replace("review", "results")).text
    db.session.rollback()
    assert turns.turn_of(db.session.get_one(Commission, commission.id)) is None
    assert "The review is published" in other.get(address).text
