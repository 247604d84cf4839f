"""Commissions that run: what is due, what was counted, how it compares."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from commissioning.commissions.models import (
    Commission,
    Measurement,
    Outcome,
    Results,
    Review,
    Status,
)
from commissioning.core import clock
from commissioning.core.charts import Change, change
from commissioning.core.clock import Due
from commissioning.core.database import db
from commissioning.core.refusals import Refused
from commissioning.mutuals.quarters import Quarter


def due_to_start() -> list[Due]:
    """Commissions of every council whose day to start has come."""
    query = select(Commission.id, Commission.starts_on).where(
        Commission.status == Status.PROVIDER,
        Commission.provider != "",
        Commission.starts_on <= clock.today(),
    )
    return Due.each(db.session.execute(query.order_by(Commission.starts_on).limit(100)))


def due_to_review() -> list[Due]:
    """Commissions of every council that have come to their end."""
    query = select(Commission.id, Commission.ends_on).where(
        Commission.status == Status.RUNNING, Commission.ends_on <= clock.today()
    )
    return Due.each(db.session.execute(query.order_by(Commission.ends_on).limit(100)))


def published_results(commission: Commission) -> list[Results]:
    """What was published, the newest version of each quarter, the newest quarter first."""
    query = (
        select(Results)
        .where(Results.commission_id == commission.id, Results.published_at.is_not(None))
        .order_by(Results.quarter.desc(), Results.version.desc())
        .limit(100)
    )
    newest: dict[str, Results] = {}
    for each in db.session.scalars(query):
        newest.setdefault(each.quarter, each)
    return list(newest.values())


def latest_results(commission: Commission, *, before: str = "") -> Results | None:
    """The newest published results, with the outcomes they count, in one statement.

    `before`: only of quarters before this key.
    """
    query = (
        select(Results)
        .where(Results.commission_id == commission.id, Results.published_at.is_not(None))
        .order_by(Results.quarter.desc(), Results.version.desc())
        .limit(1)
        .options(joinedload(Results.measurements).joinedload(Measurement.outcome))
    )
    if before:
        query = query.where(Results.quarter < before)
    return db.session.scalars(query).unique().one_or_none()


def waiting_results(commission: Commission) -> Results | None:
    """Results that wait for a second person to publish them."""
    query = select(Results).where(
        Results.commission_id == commission.id, Results.published_at.is_(None)
    )
    return db.session.scalar(query.order_by(Results.id.desc()).limit(1))


def all_waiting(commissions: Sequence[Commission]) -> set[int]:
    """The numbers of those of these commissions whose results wait to be published."""
    query = select(Results.commission_id).where(
        Results.commission_id.in_([each.id for each in commissions]),
        Results.published_at.is_(None),
    )
    return set(db.session.scalars(query))


def count_results_to_check(council_id: int) -> int:
    """How many commissions have results that wait for a second person to publish them."""
    query = (
        select(func.count(Results.commission_id.distinct()))
        .join(Commission, Commission.id == Results.commission_id)
        .where(Commission.council_id == council_id, Results.published_at.is_(None))
    )
    return db.session.scalar(query) or 0


def due_quarter(commission: Commission) -> Quarter:
    """The quarter whose results come next: after the last published, or the one it started in."""
    latest = latest_results(commission)
    if latest is not None:
        return latest.of_quarter.next
    return Quarter.of(commission.starts_on or clock.today())


def get_results(commission_id: int, quarter: str, council_id: int) -> Results:
    """The newest published results of a quarter. Raises NoResultFound."""
    query = (
        select(Results)
        .join(Commission, Commission.id == Results.commission_id)
        .where(
            Results.commission_id == commission_id,
            Results.quarter == quarter[:7],
            Results.published_at.is_not(None),
            Commission.council_id == council_id,
        )
        .order_by(Results.version.desc())
        .limit(1)
    )
    return db.session.scalars(query).one()


def get_waiting_results(commission_id: int, council_id: int) -> Results:
    """The results that wait to be published.

    Raises Refused when all that were entered are public, NoResultFound when there are none.
    """
    query = (
        select(Results)
        .join(Commission, Commission.id == Results.commission_id)
        .where(Results.commission_id == commission_id, Commission.council_id == council_id)
        .order_by(Results.published_at.is_not(None), Results.id.desc())
        .limit(1)
    )
    results = db.session.scalars(query).one()
    if results.is_public:
        raise Refused("These results are published already.")
    return results


def get_results_to_publish(results_id: int, council_id: int) -> Results:
    """Results by their number, while they wait.

    Raises Refused when they are published, NoResultFound when there are none.
    """
    query = (
        select(Results)
        .join(Commission, Commission.id == Results.commission_id)
        .where(Results.id == results_id, Commission.council_id == council_id)
    )
    results = db.session.scalars(query).one()
    if results.is_public:
        raise Refused("These results are published already.")
    return results


def review_of(commission: Commission) -> Review | None:
    """The council's review, published or not."""
    return db.session.scalar(select(Review).where(Review.commission_id == commission.id))


def get_review(commission_id: int, council_id: int) -> Review:
    """The review of a commission of this council. Raises NoResultFound."""
    query = (
        select(Review)
        .join(Commission, Commission.id == Review.commission_id)
        .where(Review.commission_id == commission_id, Commission.council_id == council_id)
    )
    return db.session.scalars(query).one()


@dataclass(frozen=True)
class Progress:
    """One outcome: was, now, promise, in words and as a picture."""

    outcome: Outcome
    now: int | None

    @property
    def is_kept(self) -> bool | None:
        """Is the promise kept? None while nothing is counted."""
        return None if self.now is None else self.outcome.is_kept(self.now)

    @property
    def sentence(self) -> str:
        """Was 17%, now 13.4%, promise at most 12%."""
        outcome = self.outcome
        was = outcome.baseline
        before = "not counted before" if was is None else f"was {outcome.shown(was)}"
        now = "no figure yet" if self.now is None else f"now {outcome.shown(self.now)}"
        words = f"{before}, {now}, promise {outcome.promise.lower()}"
        return f"{words[0].upper()}{words[1:]}."

    @property
    def picture(self) -> Change:
        """The three marks on a line."""
        return change(self.outcome.baseline, self.now, self.outcome.target)


def progress(commission: Commission, results: Results | None) -> list[Progress]:
    """How each outcome stands in these results."""
    values = results.values if results else {}
    return [Progress(each, values.get(each.id)) for each in commission.outcomes]


def to_look_after(council_id: int) -> list[Commission]:
    """What runs or is in review in a council, for its officers; at most 100."""
    query = select(Commission).where(
        Commission.council_id == council_id,
        Commission.status.in_([Status.PROVIDER, Status.RUNNING, Status.REVIEW]),
    )
    return list(db.session.scalars(query.order_by(Commission.id).limit(100)))
