"""A town to measure: one council with many proposals, supporters, questions, cases and voters."""

from dataclasses import dataclass
from datetime import timedelta

from flask_migrate import upgrade
from sqlalchemy import func, insert, select, update

from commissioning import create_app
from commissioning.approvals.models import Case, CaseKind
from commissioning.config import Settings
from commissioning.core import clock, history
from commissioning.core.database import db
from commissioning.core.transactions import saved
from commissioning.core.turns import Basis, Turn, Unit, Whose
from commissioning.discussion.models import Question
from commissioning.people.models import SignIn
from commissioning.places.models import PlaceCost
from commissioning.proposals.models import Proposal, Status, Supporter
from tests import factories
from tests.votes import voters
from tests.votes.voters import Ready

SECRET = "a-secret-for-measuring-only-0123456789"
QUESTIONS = 50
FIRST = 2  # the proposal that is looked at; the residents vote on number 1
ON_ONE_PLACE = 30  # proposals: more than its page shows
SUMMARY = (
    "Local people keep the doors open six days a week, with story time, a repair café, a warm "
    "room in winter and one paid librarian. Volunteers look after the garden and the evenings."
)
STAGES = (Status.SUPPORT, Status.SUPPORT, Status.CHECK, Status.PLAN, Status.REFUSED)
WHOSE = {Status.SUPPORT: Whose.RESIDENTS, Status.CHECK: Whose.COUNCIL, Status.PLAN: Whose.GROUP}

PLAIN_TABLES = (
    "CREATE TABLE plain_paper (voter VARCHAR(64) PRIMARY KEY, choice VARCHAR(9), at TIMESTAMP)",
    "CREATE TABLE plain_counter (id INTEGER PRIMARY KEY, n INTEGER)",
    "INSERT INTO plain_counter VALUES (1, 0)",
)


@dataclass(frozen=True)
class Town:
    """What is asked for, and the people who ask. Nobody votes twice."""

    proposal: str
    place: str
    vote_id: int
    officer: Ready
    visitor: Ready  # has a form's token, and no account
    voters: list[Ready]


class Builder:
    """Builds a town on one database."""

    def __init__(self, address, electors):
        settings = Settings(SECRET_KEY=SECRET, SQLALCHEMY_DATABASE_URI=address)
        self.site = create_app(settings)
        with self.site.app_context():
            upgrade(directory=str(self.site.config["ROOT"] / "migrations"))
            with clock.set_to(clock.now() - timedelta(days=20)):
                scene = factories.voting()
                electors = voters.residents(scene.where, scene.areas[0], electors)
                self.vote_id = factories.announce(scene).id
            factories.postcode(scene.areas[0])
            _plain_tables()
            self.rows = _places(scene.council)
            officer = factories.staff(scene.council)
            self.officer, *self.voters = voters.signed_in(self.site, [officer.id, *electors])
            self.council_id = scene.council.id
            self._close()

    def town(self):
        """The town as it is asked for."""
        with self.site.app_context():
            with saved():  # everybody has just opened a page
                db.session.execute(update(SignIn).values(seen_at=clock.now()))
            first = db.session.get_one(Proposal, FIRST)
            made = Town(
                proposal=f"/proposals/{FIRST}-{first.slug}",
                place=f"/places/{first.place_id}-{first.place.slug}",
                vote_id=self.vote_id,
                officer=self.officer,
                visitor=voters.visitor(self.site),
                voters=self.voters,
            )
            self._close()
        return made

    def _close(self):
        """Leave the database to those who are measured."""
        db.session.remove()
        db.engine.dispose()

    def grow(self, proposals):
        """Until there are so many proposals; each open one has its turn, those checked a case."""
        with self.site.app_context(), saved():
            last = db.session.scalar(select(func.max(Proposal.id)))
            made = [self._proposal(number) for number in range(last + 1, proposals + 1)]
            _put(Proposal, made)
            open_ones = [each for each in made if each["status"] in WHOSE]
            _put(Turn, [_turn(each) for each in open_ones])
            _put(Case, [_case(each) for each in made if each["status"] == Status.CHECK])
        self._look()

    def _proposal(self, number):
        home = self.rows[0 if number <= ON_ONE_PLACE else number % len(self.rows)]
        status = STAGES[(number - FIRST) % len(STAGES)]
        return {**home, "id": number, "title": f"Library {number} run by its readers",
                "summary": SUMMARY, "status": status, "support_target": 50}  # fmt: skip

    def fill(self, supporters):
        """Supporters, one in a hundred of them for the first proposal, and its questions."""
        where = [each["neighbourhood_id"] for each in self.rows[::10]]
        with self.site.app_context(), saved():
            proposals = db.session.scalar(select(func.count(Proposal.id)))
            rows = (
                {
                    "proposal_id": FIRST if n % 100 == 0 else n % proposals + 1,
                    "name": f"Ann {n}",
                    "name_key": f"ann {n}",
                    "email": f"ann{n}@example.org",
                    "postcode": "AM1 2BX",
                    "neighbourhood_id": where[n % len(where)],
                    "show_name": n % 3 == 0,
                    "confirmed_at": clock.now(),
                }
                for n in range(supporters)
            )
            _put(Supporter, rows)
            _put(Question, [_question(self.council_id, n) for n in range(QUESTIONS)])
            first = db.session.get_one(Proposal, FIRST)
            first.questions_count = QUESTIONS
            first.supporters_count = db.session.scalar(
                select(func.count(Supporter.id)).where(Supporter.proposal_id == FIRST)
            )
            for about in (first, first.place):
                for number in range(5):
                    history.record(about, "noted", says=f"Something happened, {number}")
        self._look()

    def _look(self):
        """Let the database count its rows, as it does by itself in a night."""
        with self.site.app_context():
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("ANALYZE")
            self._close()


def _plain_tables():
    """What the yardstick's vote is written to."""
    with db.engine.begin() as connection:
        for statement in PLAIN_TABLES:
            connection.exec_driver_sql(statement)


def _places(here):
    """200 places in 20 neighbourhoods, each with the group that proposes: the parts of a row."""
    rows = []
    for number in range(20):
        where = factories.neighbourhood(here, f"Ward {number}")
        group = factories.group(where)
        for _ in range(10):
            place = factories.place(where, f"Library {len(rows) + 1}", about=SUMMARY)
            rows.append({"council_id": here.id, "neighbourhood_id": where.id,
                         "place_id": place.id, "group_id": group.id})  # fmt: skip
    with saved():
        for year in (2023, 2024, 2025):
            db.session.add(PlaceCost(place_id=rows[0]["place_id"], year=year, staff=4_000_000,
                                     building=900_000, other=100_000, income=20_000))  # fmt: skip
    return rows


def _put(table, rows):
    now = clock.now()
    waiting = [{"created_at": now, **row} for row in rows]
    for start in range(0, len(waiting), 5_000):
        db.session.execute(insert(table), waiting[start : start + 5_000])


def _turn(proposal):
    status = proposal["status"]
    due_on = clock.today() + timedelta(days=30 - proposal["id"] % 40)
    return {"council_id": proposal["council_id"], "subject_kind": "proposal",
            "neighbourhood_id": proposal["neighbourhood_id"], "title": proposal["title"],
            "subject_id": proposal["id"], "stage": status, "whose": WHOSE[status],
            "unit": Unit.WEEKS, "count": 8, "basis": Basis.DEFAULT,
            "started_on": due_on - timedelta(weeks=8), "due_on": due_on}  # fmt: skip


def _case(proposal):
    numbers = {name: proposal[name] for name in ("council_id", "group_id", "neighbourhood_id")}
    return {**numbers, "subject_kind": "proposal", "subject_id": proposal["id"],
            "reference": f"P{proposal['id']}", "title": proposal["title"],
            "kind": CaseKind.PROPOSAL_CHECK, "opened_on": clock.today()}  # fmt: skip


def _question(council_id, number):
    text = f"Question {number}: who pays for the roof, and what happens when it rains again?"
    answer = "The council mends it first. After that the mutual keeps £6,000 a year for repairs."
    return {"council_id": council_id, "subject_kind": "proposal", "subject_id": FIRST, "text": text,
            "html": f"<p>{text}</p>", "name": "Ann", "email": f"ann{number}@example.org",
            "confirmed_at": clock.now(), "answer": answer, "answer_html": f"<p>{answer}</p>",
            "answered_at": clock.now()}  # fmt: skip
