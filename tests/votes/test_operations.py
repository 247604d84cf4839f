"""What can happen to a vote, on both engines."""

import hashlib
import json
from datetime import date, timedelta

import pytest

from commissioning.commissions.models import Status as CommissionStatus
from commissioning.commissions.queries import newest_draft
from commissioning.core import clock, history
from commissioning.core.database import db
from commissioning.core.history import Event
from commissioning.core.mail import Mail
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.follows.operations import add_follower
from commissioning.groups.models import GroupRole, Membership
from commissioning.people.models import PostKind
from commissioning.proposals.models import Proposal
from commissioning.votes import operations, queries
from commissioning.votes.models import (
    BallotPaper,
    Method,
    ReplacedPaper,
    RollEntry,
    Status,
    Tally,
    VoteDay,
)
from commissioning.votes.operations.casting import commitment
from tests import factories


def events(name):
    query = db.select(Event).where(Event.subject_kind == "vote", Event.name == name)
    return list(db.session.scalars(query.order_by(Event.id)))


def papers():
    return list(db.session.scalars(db.select(BallotPaper)))


def cast(vote, choice, voter):
    with saved():
        return operations.cast(vote, choice, by=voter)


def close(vote, officer):
    """Let time open and close it, then count it."""
    factories.tick()
    with saved():
        operations.count(vote, by=officer)


def test_announcing_freezes_the_roll_the_electorate_and_the_rules(database):
    scene = factories.voting(deciles=(1, 1, 4))
    ann = factories.person("Ann", scene.where, small_area=scene.areas[2])
    factories.person("Child", scene.where, is_old_enough=False)
    factories.person("Unchecked", scene.where, address_checked_on=None)
    vote = factories.announce(scene)
    (entry,) = db.session.scalars(db.select(RollEntry))
    assert (entry.person_id, entry.decile) == (ann.id, 4)
    assert (vote.electorate, vote.roll_count) == (3000, 1)
    (announced,) = events("announce")
    assert announced.details["digest"] == vote.digest
    assert vote.digest == hashlib.sha256(history.canonical(vote.frozen)).hexdigest()


def test_residents_get_their_notice(database):
    scene = factories.voting()
    with pytest.raises(Refused, match="14 days’ notice") as refused:
        factories.announce(scene, opens_in=13)
    assert refused.value.field == "opens_on"


def test_an_electorate_must_be_known(database):
    scene = factories.voting(deciles=())
    with pytest.raises(Refused, match="how many adults live in Millgate"):
        factories.announce(scene)


def test_only_the_returning_officer_announces(database):
    scene = factories.voting()
    scene.officer = factories.staff(scene.council, PostKind.OFFICER)
    with pytest.raises(NotAllowed):
        factories.announce(scene)


def test_a_returning_officer_of_the_group_leaves_the_vote_to_another(database):
    scene = factories.voting()
    scene.proposal.group = factories.group(scene.where, "Moles", writers=[scene.officer])
    with pytest.raises(NotAllowed, match="somebody else at the council"):
        factories.announce(scene)


def test_what_was_withdrawn_meanwhile_gets_no_vote(database):
    scene = factories.voting()
    with saved():
        writes = db.update(Proposal).values(status="withdrawn")
        db.session.execute(writes.execution_options(synchronize_session=False))
    with pytest.raises(NotAllowed, match="not at the residents"):
        factories.announce(scene)


def test_the_last_vote_counts_and_the_voter_counts_once(database):
    scene = factories.voting()
    ann = factories.person("Ann", scene.where)
    vote = factories.announce(scene)
    with factories.while_open(vote):
        first = cast(vote, ["yes"], ann)
        second = cast(vote, ["no"], ann)
        third = cast(vote, [], ann)
    assert (first.is_change, second.is_change) == (False, True)
    assert first.receipt == second.receipt == third.receipt
    (paper,) = papers()
    assert paper.choice == "blank"
    assert queries.turnout(vote).total == 0, "the days have not come yet"
    with factories.while_open(vote):
        assert queries.turnout(vote).total == 1
    replaced = db.session.scalars(db.select(ReplacedPaper).order_by(ReplacedPaper.id))
    assert [each.choice for each in replaced] == ["yes", "no"]


def test_the_record_proves_each_vote_and_names_nobody(database):
    scene = factories.voting()
    ann = factories.person("Ann", scene.where)
    vote = factories.announce(scene)
    with clock.set_to(vote.opens_at + timedelta(hours=3, minutes=37)):
        cast(vote, ["yes"], ann)
    (event,) = events("cast")
    (paper,) = papers()
    assert event.actor is None
    assert event.role == ""
    assert event.created_at == vote.opens_at + timedelta(hours=3)
    assert paper.created_at == event.created_at
    assert event.details == {"c": commitment(vote.id, "yes", paper.salt)}
    assert commitment(vote.id, "no", paper.salt) != event.details["c"]


def test_a_commitment_needs_a_fresh_salt_of_32_bytes(database):
    with pytest.raises(ValueError, match="32 bytes"):
        commitment(1, "yes", "ab" * 31)
    scene = factories.voting()
    voters = [factories.person(f"Voter {n}", scene.where) for n in range(5)]
    vote = factories.announce(scene)
    with factories.while_open(vote):
        for voter in voters:
            cast(vote, ["yes"], voter)
    assert len({paper.salt for paper in papers()}) == 5
    assert len({event.details["c"] for event in events("cast")}) == 5


def test_a_vote_that_is_not_on_the_paper_is_refused(database):
    scene = factories.voting(
        method=Method.CHOOSE, most=2, options=[("Trees", ""), ("Paths", ""), ("Benches", "")]
    )
    ann = factories.person("Ann", scene.where)
    vote = factories.announce(scene)
    with factories.while_open(vote):
        with pytest.raises(Refused, match="Choose from the list"):
            cast(vote, ["9"], ann)
        with pytest.raises(Refused, match=r"You chose 3\. Choose 2 or fewer"):
            cast(vote, ["1", "2", "3"], ann)
        cast(vote, ["3", "1"], ann)
    assert papers()[0].choice == "1,3"


def test_who_may_not_vote_is_told_why(database):
    scene = factories.voting()
    elsewhere = factories.neighbourhood(scene.council, "Northfields")
    people = {
        "We have to check your address first.": factories.person("New"),
        "Only people who live in Millgate can vote in this vote.": factories.person(
            "Far", elsewhere
        ),
        "You have to be 16 or over to vote.": factories.person(
            "Young", scene.where, is_old_enough=False
        ),
    }
    vote = factories.announce(scene)
    late = factories.person("Late", scene.where)
    people["Join the roll for this vote first."] = late
    with factories.while_open(vote):
        for reason, person in people.items():
            assert queries.reason_for_not_voting(person, vote) == reason
            with pytest.raises(NotAllowed, match=reason):
                cast(vote, ["yes"], person)
        with saved():
            operations.join_roll(vote, by=late)
        assert queries.reason_for_not_voting(late, vote) is None
        cast(vote, ["yes"], late)
    assert events("join-roll")[0].actor is None


def test_somebody_who_moved_after_the_roll_votes_where_the_roll_says(database):
    scene = factories.voting()
    ann = factories.person("Ann", scene.where)
    elsewhere = factories.neighbourhood(scene.council, "Northfields")
    vote = factories.announce(scene)
    with saved():
        ann.neighbourhood = elsewhere
    with factories.while_open(vote):
        cast(vote, ["yes"], ann)


@pytest.mark.parametrize(
    ("today", "closes_on", "utc_hour"),
    [
        (date(2026, 9, 20), date(2026, 10, 24), 16),  # the day before the clocks go back
        (date(2026, 9, 20), date(2026, 10, 25), 17),  # the day they do
        (date(2027, 2, 20), date(2027, 3, 27), 17),  # the day before they go forward
        (date(2027, 2, 20), date(2027, 3, 28), 16),
        (date(2028, 1, 20), date(2028, 2, 29), 17),  # a leap day
    ],
)
def test_it_closes_at_5pm_in_london_to_the_second(database, today, closes_on, utc_hour):
    with clock.set_to(clock.london(today, 9)):
        scene = factories.voting()
        ann, bob = factories.person("Ann", scene.where), factories.person("Bob", scene.where)
        opens_in = 15
        days = (closes_on - today).days - opens_in
        vote = factories.announce(scene, opens_in=opens_in, days=days)
    assert (vote.closes_at.date(), vote.closes_at.hour) == (closes_on, utc_hour)
    with clock.set_to(vote.closes_at - timedelta(microseconds=1)):
        cast(vote, ["yes"], ann)
    with clock.set_to(vote.closes_at), pytest.raises(NotAllowed, match="Voting closed at 5pm on"):
        cast(vote, ["yes"], bob)
    with clock.set_to(vote.opens_at - timedelta(microseconds=1)), pytest.raises(NotAllowed):
        cast(vote, ["no"], ann)


def test_time_opens_and_closes_it_and_only_once(database):
    scene = factories.voting()
    vote = factories.announce(scene)
    factories.tick()
    assert vote.status == Status.ANNOUNCED
    with factories.while_open(vote):
        assert factories.tick() == 1
        assert factories.tick() == 0
        assert vote.status == Status.OPEN
    with factories.after(vote):
        assert factories.tick() == 1
    assert vote.status == Status.CLOSED
    assert [event.role for event in events("open") + events("close")] == ["The service"] * 2


@pytest.mark.parametrize("is_open", [False, True])
def test_what_is_withdrawn_calls_its_vote_off_and_nobody_is_told_again(database, is_open):
    scene = factories.voting()
    ann, bob = factories.person("Ann", scene.where), factories.person("Bob", scene.where)
    vote = factories.announce(scene)
    with saved():
        add_follower(scene.proposal, "fay@example.org")
    if is_open:
        with factories.while_open(vote):
            factories.tick()
            cast(vote, ["yes"], ann)
    with clock.set_to(vote.opens_at + 2 * clock.HOUR):
        withdraw(scene.proposal)
        told = db.session.scalar(db.select(db.func.count(Mail.id)))
        assert factories.tick() == 1
        assert factories.tick() == 0
        assert db.session.scalar(db.select(db.func.count(Mail.id))) == told
        refused("called off", lambda: operations.cast(vote, ["yes"], by=bob))
    assert vote.status == Status.CALLED_OFF
    assert len(events("open")) == is_open
    assert [event.role for event in events("call-off")] == ["The service"]
    with factories.after(vote):
        assert factories.tick() == 0
        batch = operations.Batch(scene.where, 1, 0, {"yes": 1})
        refused("Paper votes", lambda: operations.enter_batch(vote, batch, by=scene.officer))
        with saved(), pytest.raises(Refused, match="You cannot count now"):
            operations.count(vote, by=scene.officer)


def test_a_vote_that_has_closed_is_counted_whatever_happens(database):
    scene = factories.voting()
    vote = factories.announce(scene)
    with factories.while_open(vote):
        factories.tick()
    with factories.after(vote):
        factories.tick()
        withdraw(scene.proposal)
        factories.tick()
        with saved():
            operations.count(vote, by=scene.officer)


def withdraw(proposal):
    """It ends without its steward: the clock alone is asked what it does then."""
    with saved():
        db.session.execute(db.update(Proposal).values(status="withdrawn"))
    db.session.refresh(proposal)


def test_counting_waits_until_every_vote_has_arrived(database):
    scene = factories.voting()
    vote = factories.announce(scene)
    with clock.set_to(vote.closes_at + timedelta(seconds=59)):
        factories.tick()
        with saved(), pytest.raises(NotAllowed, match="one minute after"):
            operations.count(vote, by=scene.officer)
    with factories.after(vote):
        close(vote, scene.officer)
    assert vote.status == Status.COUNTED


def test_the_count_adds_up_online_and_paper(database):
    scene = factories.voting(deciles=(1, 5))
    voters = [
        factories.person(f"Voter {n}", scene.where, small_area=scene.areas[n % 2])
        for n in range(12)
    ]
    vote = factories.announce(scene)
    with factories.while_open(vote):
        for n, voter in enumerate(voters):
            cast(vote, [["yes"], ["no"], []][n % 3], voter)
    with factories.after(vote):
        with saved():
            batch = operations.enter_batch(
                vote,
                operations.Batch(scene.where, 30, 1, {"yes": 20, "no": 9}, decile=5),
                by=scene.officer,
            )
        factories.tick()
        with saved(), pytest.raises(Refused, match="second person has to agree"):
            operations.count(vote, by=scene.officer)
        with saved(), pytest.raises(NotAllowed, match="you entered these papers yourself"):
            operations.agree_batch(vote, batch, by=scene.officer)
        with saved():
            operations.agree_batch(vote, batch, by=scene.second)
        with saved():
            operations.count(vote, by=scene.officer)
    result = queries.result(vote)
    assert (result.totals.papers, result.totals.blank) == (42, 5)
    assert dict(result.totals.chosen) == {"yes": 24, "no": 13}
    assert (result.online, result.paper) == (12, 30)
    tallies = db.session.scalars(db.select(Tally))
    assert sum(each.papers for each in tallies) == 42


def test_paper_sums_must_follow(database):
    scene = factories.voting()
    vote = factories.announce(scene)
    with factories.after(vote):
        batch = operations.Batch(scene.where, 30, 1, {"yes": 20, "no": 8})
        with saved(), pytest.raises(Refused, match="come to 29 but you entered 30 papers"):
            operations.enter_batch(vote, batch, by=scene.officer)


def test_paper_is_not_entered_while_the_vote_is_open(database):
    scene = factories.voting()
    vote = factories.announce(scene)
    with factories.while_open(vote), saved(), pytest.raises(NotAllowed, match="after the vote"):
        operations.enter_batch(
            vote, operations.Batch(scene.where, 1, 0, {"yes": 1}), by=scene.officer
        )


def test_a_vote_whose_rules_were_touched_is_not_counted(database):
    scene = factories.voting()
    vote = factories.announce(scene)
    with saved():
        vote.threshold_of = 3
    with factories.after(vote):
        factories.tick()
        with saved(), pytest.raises(Refused, match="not those that were announced"):
            operations.count(vote, by=scene.officer)


def test_a_result_is_published_only_with_what_happens_next(database):
    scene = factories.voting()
    vote = factories.announce(scene)
    with factories.after(vote):
        close(vote, scene.officer)
        with saved(), pytest.raises(Refused, match="Say what happens next"):
            operations.publish(vote, "  ", by=scene.second)
        with saved():
            operations.publish(vote, "The council decides in March.", by=scene.second)
        with saved():
            operations.send_on(vote, by=scene.officer)
    assert scene.proposal.status == "decision"


@pytest.mark.parametrize("kind", [PostKind.RETURNING_OFFICER, PostKind.SENIOR_OFFICER])
def test_whoever_counts_does_not_declare(database, kind):
    scene = factories.voting()
    vote = factories.announce(scene)
    with factories.after(vote):
        close(vote, scene.officer)
        with saved(), pytest.raises(NotAllowed, match="you counted it yourself"):
            operations.publish(vote, "We decide in March.", by=scene.officer)
        with saved():
            operations.publish(vote, "We decide.", by=factories.staff(scene.council, kind))
    assert (vote.status, vote.counted_by_id) == (Status.PUBLISHED, scene.officer.id)


def test_officers_of_the_group_that_asks_leave_the_vote_to_others(database):
    scene = factories.voting()
    vote = factories.announce(scene)
    inside = factories.staff(scene.council, PostKind.RETURNING_OFFICER)
    with saved():
        scene.proposal.group.members.append(
            Membership(person=inside, role=GroupRole.WRITER, joined_on=clock.today())
        )
    papers = operations.Batch(scene.where, 1, 0, {"yes": 1})
    with factories.after(vote):
        factories.tick()
        with saved():
            batch = operations.enter_batch(vote, papers, by=scene.officer)
        refused("You belong to this group", lambda: operations.enter_batch(vote, papers, by=inside))
        refused("You belong to this group", lambda: operations.agree_batch(vote, batch, by=inside))
        refused("You belong to this group", lambda: operations.count(vote, by=inside))
        with saved():
            operations.agree_batch(vote, batch, by=scene.second)
            operations.count(vote, by=scene.officer)
        refused("You belong to this group", lambda: operations.publish(vote, "So", by=inside))
        with saved():
            operations.publish(vote, "So", by=scene.second)
        refused("You belong to this group", lambda: operations.send_on(vote, by=inside))


def refused(reason, act):
    with saved(), pytest.raises(NotAllowed, match=reason):
        act()


def test_the_voter_is_told_that_it_is_in_and_never_which(database):
    scene = factories.voting()
    ann = factories.person("Ann", scene.where)
    vote = factories.announce(scene)
    with factories.while_open(vote):
        receipt = cast(vote, ["no"], ann).receipt
    mail = db.session.scalars(db.select(Mail)).one()
    assert receipt in mail.subject
    assert mail.address == ann.email
    said = json.dumps([event.says + event.facts for event in events("cast")])
    assert ann.name not in said
    assert receipt not in said


def test_no_counter_is_lost_on_the_last_day(database):
    scene = factories.voting()
    ann = factories.person("Ann", scene.where)
    vote = factories.announce(scene)
    with clock.set_to(vote.closes_at - timedelta(seconds=1)):
        cast(vote, ["yes"], ann)
    voted = {day.day: day.voted for day in db.session.scalars(db.select(VoteDay))}
    assert voted[vote.closes_at.astimezone(clock.LONDON).date()] == 1
    assert sum(voted.values()) == 1


# About a commission


def priorities(most=3, **facts):
    """A scene with a commission at the vote, and the notice of a vote on what comes first."""
    scene = factories.voting()
    scene.commission = factories.commission(factories.three(scene.where)[0], CommissionStatus.VOTE)
    options = [(each, "") for each in factories.FIRST]
    scene.notice = factories.notice(
        scene.where, method=Method.CHOOSE, most=most, options=options, **facts
    )
    return scene


def announce_priorities(scene):
    with saved():
        return operations.announce(scene.commission, scene.notice, by=scene.officer)


def test_a_vote_on_a_commission_freezes_its_draft(database):
    scene = priorities()
    vote = announce_priorities(scene)
    draft = newest_draft(scene.commission)
    assert f"This is draft 1. Its fingerprint is {draft.digest}." in vote.about
    assert draft.digest in str(vote.frozen)
    assert queries.subject_of(vote) is scene.commission
    assert vote.turnout_percent == 0, "what should come first needs no least number"


@pytest.mark.parametrize("most", [0, 5])
def test_as_many_can_be_chosen_as_there_are(database, most):
    with pytest.raises(Refused, match="from 1 to 4") as refused:
        announce_priorities(priorities(most))
    assert refused.value.field == "most"


def test_a_second_vote_waits_for_the_result_of_the_first(database):
    scene = priorities()
    assert queries.waiting(scene.council.id) == [scene.proposal, scene.commission]
    announce_priorities(scene)
    assert queries.waiting(scene.council.id) == [scene.proposal]
    with pytest.raises(Refused, match="announced already"):
        announce_priorities(scene)


def test_what_residents_chose_goes_to_the_council(database):
    scene = priorities()
    people = [factories.person(f"Voter {n}", scene.where) for n in range(3)]
    vote = announce_priorities(scene)
    with factories.while_open(vote):
        for person, choice in zip(people, (["1", "3"], ["3"], []), strict=True):
            cast(vote, choice, person)
    with factories.after(vote):
        close(vote, scene.officer)
        with pytest.raises(NotAllowed, match="Publish"), saved():
            operations.send_on(vote, by=scene.officer)
        with saved():
            operations.publish(vote, "The council decides.", by=scene.second)
            operations.send_on(vote, by=scene.officer)
    totals = queries.result(vote).totals
    assert (totals.papers, totals.blank, totals.chosen) == (3, 1, {"1": 1, "2": 0, "3": 2, "4": 0})
    assert scene.commission.status == CommissionStatus.DECISION
    assert queries.last_result("commission", scene.commission.id) is vote
    assert queries.last_result("proposal", scene.commission.id) is None
