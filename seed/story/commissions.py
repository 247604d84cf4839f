"""The six commissions of the demo, each told as far as it is today.

`acts` needs of its world: `groups` by their numbers in the story, `neighbourhoods` by name, and
`people`; it fills `commissions` by C1 and so on.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from commissioning.approvals.models import Choose
from commissioning.commissions import operations
from commissioning.commissions.models import Answer, Commission, Part, ReviewChoice
from commissioning.commissions.operations import comments, holders, running
from commissioning.commissions.queries.holders import REMIND_BEFORE
from commissioning.core import calendar, clock
from commissioning.core.database import db
from commissioning.discussion import queries as discussion
from commissioning.mutuals.quarters import Quarter
from commissioning.people.models import Person
from commissioning.people.operations import person_at
from commissioning.votes import operations as votes
from commissioning.votes import queries as vote_queries
from commissioning.votes.models import Electorate, Method, RollEntry, Vote
from commissioning.votes.operations import Batch, Notice
from seed.story import approvals
from seed.story.acts import Act, act
from seed.story.acts import tell as tell_acts
from seed.story.commission_plans import COMMENTS, COMMISSIONS, DRAFTS, LEARNED, Planned, Said
from seed.story.groups import three_of
from seed.story.proposals import working_day
from seed.world import split

COMMENTS_DAYS, NOTICE_DAYS, VOTE_DAYS = 28, 15, 28
VOTED = 842  # so far, about what should come first after school
HOLDER_DAYS = 20  # working days to answer
MOST = 3  # things a resident can choose
REVIEW = (
    "It met 3 of its 5 promises. Parents who come say it helps, and fewer feel low. Few fathers "
    "came, so it will meet on Saturdays too. Breastfeeding rose less than was promised."
)
REASONS = "Residents asked for it, every budget holder agreed, and it puts people first."
REJECTED = "Each service could have gone on alone, and people be passed from one to the next."


@dataclass(frozen=True)
class Days:
    """When it happened. None: it has not."""

    opened: date  # for comments
    asked: date | None = None  # the budget holders
    closes: date | None = None  # the residents' vote
    decided: date | None = None
    named: date | None = None  # who runs it
    runs: tuple[date, date] | None = None  # from and until


def days_of(key: str) -> Days:
    """When each thing happened to a commission, counted from today or from a quarter."""
    today = clock.today()
    now = Quarter.of(today)

    def before(day: date, days: int) -> date:
        return working_day(day - timedelta(days=days))

    first, circle = now.back(2).starts_on, now.back(4).starts_on
    told = {
        "C1": Days(before(first, 270), before(first, 225), before(first, 138), before(first, 95),
                   before(first, 45), (first, calendar.add_months(first, 24) - timedelta(days=1))),
        "C2": Days(before(today, 100), before(today, 62), today + timedelta(days=16)),
        "C3": Days(before(today, 62), working_day(today, 16)),
        "C4": Days(before(today, 380), before(today, 335), before(today, 248), before(today, 200),
                   before(today, 20), (today + timedelta(days=42), today + timedelta(days=771))),
        "C5": Days(today - timedelta(days=17)),
        "C6": Days(before(circle, 200), before(circle, 150), None, before(circle, 60),
                   before(circle, 30), (circle, now.back(1).ends_on)),
    }  # fmt: skip
    return told[key]


def _began(key: str) -> date:
    """When its draft was begun: one a day, in the order of their numbers, before any was read."""
    first = days_of("C6").opened - timedelta(days=20)
    return first + timedelta(days=int(key[1:]) - len(COMMISSIONS))


def tell(world: Any) -> None:
    """Tell this part alone. With others, sort the acts of all."""
    tell_acts(acts(world))


def acts(world: Any) -> list[Act]:
    """Everything that happens to the commissions of the demo, each at its moment."""
    return [each for plan in COMMISSIONS for each in _Story(world, plan).acts()]


@dataclass(frozen=True)
class _Story:
    """One commission: what happens to it, and when."""

    world: Any
    plan: Planned

    @property
    def it(self) -> Commission:
        """The commission, once it was begun."""
        found: Commission = self.world.commissions[self.plan.key]
        return found

    @property
    def people(self) -> list[Person]:
        """The steward and two others of its group."""
        return three_of(self.world, self.plan.group)

    def officer(self, name: str = "demo.officer") -> Person:
        """Somebody of the council."""
        found: Person = self.world.people[name]
        return found

    def acts(self) -> list[Act]:
        """From the first words to today."""
        days = days_of(self.plan.key)
        return [
            *self._drafting(days),
            *(self._money(days.asked) if days.asked else []),
            *(self._vote(days.closes) if days.closes else []),
            *(self._decision(days.decided, days.closes is not None) if days.decided else []),
            *(self._named(days.named, days.runs) if days.named and days.runs else []),
        ]

    def _drafting(self, days: Days) -> list[Act]:
        opened = days.opened
        found = [
            act(_began(self.plan.key), 19, self._begin),
            act(opened - timedelta(days=12), 19, self._write),
            act(opened, 10, self._open),
        ]
        for n, said in enumerate(COMMENTS.get(self.plan.key, ())):
            day = opened + timedelta(days=1 + n % 12)
            found.append(act(day, 12 + n % 8, partial(self._comment, n, said)))
            if said.reply:
                found.append(act(day + timedelta(days=2), 20, partial(self._reply, said)))
        drafts = DRAFTS.get(self.plan.key, ())
        found += [act(opened + timedelta(days=n), 21, self._publish_draft) for n in drafts]
        over = opened + timedelta(days=COMMENTS_DAYS + 1)
        return [*found, act(over, 0, lambda: operations.close_comments(self.it.id))]

    def _begin(self) -> None:
        plan = self.plan
        idea = operations.Idea(
            title=plan.title,
            summary=plan.summary,
            neighbourhoods=[self.world.neighbourhoods[plan.where]],
            services=[name for name, *_ in plan.services],
        )
        self.world.commissions[plan.key] = operations.start(
            self.world.groups[plan.group], idea, by=self.people[0]
        )

    def _write(self) -> None:
        """The three take turns to write the parts."""
        it, plan = self.it, self.plan
        steward, second, third = self.people
        operations.describe(it, {"who_for": plan.who_for}, by=second)
        asked = clock.today() - timedelta(days=60)
        for words, source in plan.needs:
            facts = {"words": words, "source": source, "source_on": asked}
            operations.add_row(it, Part.NEEDS, facts, by=second)
        for row, (_, now, differently, answers) in zip(it.services, plan.services, strict=True):
            facts = {"before": now, "differently": differently, "answers": answers}
            operations.change_row(it, Part.SERVICES, row, facts, by=third)
        for each in plan.outcomes:
            operations.add_row(it, Part.OUTCOMES, {
                "words": each.words, "unit": each.unit, "baseline": _hundredths(each.was),
                "target": _hundredths(each.promise), "direction": each.direction,
                "how_counted": each.how,
            }, by=steward)  # fmt: skip
        for number, (holder, pounds) in enumerate(plan.lines, 1):
            email = f"holder{number}.{plan.key.lower()}@demo.example"
            facts = {"holder": holder, "email": email, "amount": pounds * 100}
            operations.add_row(it, Part.MONEY, facts, by=third)
        for words in plan.priorities:
            facts = {"words": words, "means": ""}
            operations.add_row(it, Part.PRIORITIES, facts, by=steward)

    def _agreed(self) -> None:
        operations.ask_to_send(self.it, by=self.people[0])
        operations.agree(self.it, by=self.people[1])

    def _open(self) -> None:
        self._agreed()
        operations.open_comments(self.it, by=self.people[0])

    def _comment(self, n: int, said: Said) -> None:
        by = person_at(f"neighbour{n + 1}@demo.example", f"Demo Neighbour {n + 1}")
        comments.comment_now(self.it, said.part, said.words, by=by)

    def _reply(self, said: Said) -> None:
        found = discussion.comments(self.it)
        comment = next(each for each in found if each.text == said.words)
        by = self.people[1]
        comments.answer(self.it, comment, said.reply, has_changed=said.changed, by=by)

    def _publish_draft(self) -> None:
        """What residents said is written into what is needed, and comes out as the next draft."""
        need = self.it.needs[0]
        words = LEARNED[self.plan.key][self.it.draft_number - 1]
        operations.change_row(self.it, Part.NEEDS, need, {"words": words}, by=self.people[1])
        operations.publish_draft(self.it, by=self.people[0])

    def _money(self, asked: date) -> list[Act]:
        found = [act(asked, 10, self._ask_holders)]
        for number, _ in enumerate(self.plan.lines):
            if self.plan.key == "C3" and number == 1:  # this one still has to answer
                last = calendar.nth_working_day_after(asked, HOLDER_DAYS)
                day = last - REMIND_BEFORE
                found.append(act(day, 7, partial(self._remind, number)))
                continue
            day = working_day(asked + timedelta(days=3 + 4 * number))
            found.append(act(day, 15, partial(self._say_yes, number)))
        return found

    def _ask_holders(self) -> None:
        self._agreed()
        operations.ask_holders(self.it, by=self.people[0])

    def _remind(self, number: int) -> None:
        operations.remind(self.it.lines[number].id)

    def _say_yes(self, number: int) -> None:
        said = operations.HoldersAnswer(Answer.YES, "Demo Budget Holder")
        holders.answer(self.it.lines[number], said)

    def _vote(self, closes: date) -> list[Act]:
        opens = closes - timedelta(days=VOTE_DAYS)
        announced = opens - timedelta(days=NOTICE_DAYS)
        found = [
            act(announced, 12, lambda: self._announce(opens, closes)),
            act(opens, 9, lambda: votes.open_due(self.vote.id)),
            act(closes, 17, lambda: votes.close_due(self.vote.id)),
        ]
        if self.plan.chosen:
            return [
                *found,
                act(closes + timedelta(days=3), 10, self._count),
                act(closes + timedelta(days=4), 12, self._publish),
                act(closes + timedelta(days=5), 10, self._send_on),
            ]
        days = [opens + timedelta(days=n) for n in range((clock.today() - opens).days + 1)]
        shares = split(VOTED, [3 if n < 3 else 1 for n in range(len(days))])
        return found + [
            act(day, 9, partial(self._cast, sum(shares[:n]), shares[n]))
            for n, day in enumerate(days)
        ]

    @property
    def vote(self) -> Vote:
        """Its residents' vote."""
        return vote_queries.votes_about(self.it)[0]

    def _announce(self, opens: date, closes: date) -> None:
        notice = Notice(
            question=f"What should come first in “{self.plan.title}”?",
            about=self.plan.summary,
            options=[(each.words, each.means) for each in self.it.priorities],
            neighbourhoods=list(self.it.neighbourhoods),
            opens_on=opens,
            closes_on=closes,
            most=MOST,
            method=Method.CHOOSE,
            scrutineer="Demo Scrutineer",
        )
        votes.announce(self.it, notice, by=self.officer("demo.returning"))

    def _cast(self, first: int, part: int) -> None:
        """So many residents vote: those whose addresses were checked from a list."""
        vote = self.vote
        query = (
            select(Person)
            .join(RollEntry, RollEntry.person_id == Person.id)
            .where(RollEntry.vote_id == vote.id, Person.name.startswith("Resident "))
            .order_by(Person.id)
            .limit(VOTED)
        )
        keys = [each.key for each in vote.options]
        for person in list(db.session.scalars(query))[first : first + part]:
            dice = random.Random(person.id)  # noqa: S311 - the same story each time
            votes.cast(vote, dice.sample(keys, dice.choice([1, 2, 3, 3])), by=person)

    def _count(self) -> None:
        """The paper votes, sorted by streets, are entered, agreed by a second person, counted."""
        vote, plan = self.vote, self.plan
        by, second = self.officer("demo.returning"), self.officer("demo.seniorofficer")
        place = vote.neighbourhoods[0]
        query = select(Electorate.decile, Electorate.adults).where(Electorate.vote_id == vote.id)
        cells = [(decile, n) for decile, n in db.session.execute(query.order_by(Electorate.decile))]
        whole = sum(adults for _, adults in cells)
        # Papers from a few streets cannot be told apart: they are counted with the others.
        cells = [(decile, adults) for decile, adults in cells if adults * 20 > whole]
        weights = [adults * (4 + decile) for decile, adults in cells]
        papers = split(plan.voted, weights)
        marks = {option.key: split(plan.chosen[option.words], weights) for option in vote.options}
        for n, (decile, _) in enumerate(cells):
            chosen = {key: parts[n] for key, parts in marks.items()}
            entered = votes.enter_batch(vote, Batch(place, papers[n], 0, chosen, decile), by=by)
            votes.agree_batch(vote, entered, by=second)
        votes.count(vote, by=by)

    def _publish(self) -> None:
        words = "The council decides, in public. What most people chose is done first."
        votes.publish(self.vote, words, by=self.officer("demo.seniorofficer"))

    def _send_on(self) -> None:
        votes.send_on(self.vote, by=self.officer("demo.returning"))

    def _decision(self, decided: date, was_voted_on: bool) -> list[Act]:
        found = [] if was_voted_on else [act(decided - timedelta(days=20), 10, self._without_vote)]
        return [
            *found,
            act(decided, 14, lambda: approvals.decide(self.it, Choose.APPROVE, REASONS, REJECTED)),
            act(approvals.takes_effect_on(decided), 6, lambda: approvals.take_effect(self.it)),
        ]

    def _without_vote(self) -> None:
        says = "Goes to the council for a decision: 3 open evenings took the place of a vote"
        operations.take_step(
            self.it, "ask-for-decision", by=self.officer("demo.returning"), says=says
        )

    def _named(self, named: date, runs: tuple[date, date]) -> list[Act]:
        """Somebody is found to run it; it starts, reports each quarter, and ends by the clock."""
        starts, ends = runs
        award = operations.Award(self.plan.provider, self.plan.how_chosen, starts, ends)
        found = [
            act(named, 11, lambda: approvals.name_provider(self.it, award)),
            act(starts, 6, lambda: running.start_due(self.it.id)),
            act(ends, 6, lambda: running.review_due(self.it.id)),
            act(working_day(ends + timedelta(days=34)), 11, self._review),
        ]
        quarter = Quarter.of(starts)
        for number, helped in enumerate(self.plan.helped):
            day = working_day(quarter.ends_on + timedelta(days=24))
            found.append(act(day, 11, partial(self._results, number, helped)))
            quarter = quarter.next
        return found

    def _results(self, number: int, helped: int) -> None:
        counts = [each.counts[number] for each in self.plan.outcomes]
        values = {
            outcome.id: _hundredths(count) or 0
            for outcome, count in zip(self.it.outcomes, counts, strict=True)
        }
        counted = running.Counted(helped, values, is_right=True)
        results = running.enter_results(self.it, counted, by=self.people[0])
        db.session.flush()
        running.publish_results(results, by=self.officer())

    def _review(self) -> None:
        review = running.write_review(self.it, ReviewChoice.WITH_CHANGES, REVIEW, by=self.officer())
        running.publish_review(review, by=self.officer("demo.seniorofficer"))


def _hundredths(value: float | None) -> int | None:
    return None if value is None else round(value * 100)
