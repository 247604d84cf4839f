"""The days of a request and of an owner's notice, each counted by core.calendar."""

from datetime import date, timedelta
from typing import NamedTuple

from commissioning.core import calendar, clock
from commissioning.core.turns import Basis, Promise, Unit
from commissioning.places.settings import CouncilSettings
from commissioning.rights.models import RightRequest, Status
from commissioning.rights.scheme import (
    CHALLENGE_RULES,
    LISTING_RULES,
    MONTHS_TO_DECIDE,
    TRANSFER_RULES,
    RightKind,
    Times,
    times_of,
)

YEAR = 12  # months


class Wait(NamedTuple):
    """The last days of the three parts of a notice to sell."""

    interim_until: date
    full_until: date
    protected_until: date


def wait_from(received: date, times: Times) -> Wait:
    """The three periods, which all begin with the day the council gets the owner's notice.

    Localism Act 2011, s.95: 6 weeks, 6 months and 18 months under the Act of 2011.
    """
    return Wait(
        calendar.weeks_beginning_with(received, times.interim_weeks),
        calendar.months_beginning_with(received, times.full_months),
        calendar.months_beginning_with(received, times.protected_months),
    )


def listed_until(entered: date, times: Times) -> date:
    """The last day of a listing: 5 years that begin with its first (Localism Act 2011, s.87)."""
    return calendar.months_beginning_with(entered, YEAR * times.listing_years)


def is_open_month(day: date, settings: CouncilSettings) -> bool:
    """Does the council take challenges on this day? A window may run over the new year (s.82)."""
    opens, closes = settings.challenge_opens_month, settings.challenge_closes_month
    if not opens:
        return True
    if opens <= closes:
        return opens <= day.month <= closes
    return day.month >= opens or day.month <= closes


def times(request: RightRequest) -> Times:
    """The times of the scheme that a nomination was made under."""
    return times_of(request.scheme, request.settings)


def working_days_after(day: date, n: int, settings: CouncilSettings) -> date:
    """The nth working day after a day, by the bank holidays of the council's nation."""
    return calendar.nth_working_day_after(day, n, settings.nation.value)


def decide_by(request: RightRequest, named: date | None) -> date | None:
    """The last day to decide. `named`: the day that the council itself names for a challenge.

    A nomination: 8 weeks after it was received (SI 2012/2421, reg. 7). A transfer request: 6 months
    after its validation (SSI 2016/357, reg. 10).
    """
    if request.kind == RightKind.NOMINATION and request.received_on:
        return request.received_on + timedelta(weeks=times(request).decision_weeks)
    if request.kind == RightKind.TRANSFER and request.validated_on:
        return calendar.add_months(request.validated_on, MONTHS_TO_DECIDE)
    return named


def last_day_to_name(request: RightRequest) -> date:
    """The latest day that the council may name for its decision about a challenge (s.84)."""
    received = request.received_on or date.max
    return received + timedelta(weeks=request.settings.challenge_weeks)


def ask_review_by(request: RightRequest) -> date | None:
    """The last day on which a review can be asked for; None where there is none to ask for."""
    if request.decided_on is None:
        return None
    if request.kind == RightKind.NOMINATION:
        return request.decided_on + timedelta(weeks=times(request).review_weeks)
    if request.kind == RightKind.TRANSFER and request.status == Status.REFUSED:
        days = request.settings.transfer_review_days
        return working_days_after(request.decided_on, days, request.settings)
    return None


def review_open_until(request: RightRequest) -> date | None:
    """The same while a review can still be asked for."""
    last = ask_review_by(request)
    is_open = last and request.review_asked_on is None and clock.today() <= last
    return last if is_open else None


class Limit(NamedTuple):
    """A promise and its last day."""

    promise: Promise
    due_on: date | None


NO_LIMIT = Limit(Promise(0, Unit.NONE), None)


def limit(request: RightRequest) -> Limit:
    """How long the side whose turn it is may take."""
    if request.status == Status.CHECK:
        return _check_limit(request)
    if request.status == Status.DECISION:
        return Limit(_decision_promise(request), request.decide_by)
    if request.status == Status.REVIEW:
        return _review_limit(request)
    return NO_LIMIT


def _check_limit(request: RightRequest) -> Limit:
    settings, received = request.settings, request.received_on or date.min
    if request.kind == RightKind.CHALLENGE:
        days = settings.challenge_tell_days
        promise = Promise(days, Unit.NONE, settings.basis("challenge_tell_days"), CHALLENGE_RULES)
        return Limit(promise, received + timedelta(days=days))
    promise = settings.promise("right_check_days")
    return Limit(promise, working_days_after(received, promise.count, settings))


def _decision_promise(request: RightRequest) -> Promise:
    if request.kind == RightKind.NOMINATION:
        weeks = times(request).decision_weeks
        return Promise(weeks, Unit.WEEKS, Basis.LAW, f"{LISTING_RULES}, regulation 7")
    if request.kind == RightKind.TRANSFER:
        source = f"{TRANSFER_RULES}, regulation 10"
        return Promise(MONTHS_TO_DECIDE, Unit.NONE, Basis.LAW, source)
    return Promise(0, Unit.NONE, Basis.COUNCIL, CHALLENGE_RULES)


def _review_limit(request: RightRequest) -> Limit:
    asked, settings = clock.today(), request.settings  # the turn begins as it is asked for
    if request.kind == RightKind.NOMINATION:
        weeks = times(request).review_weeks
        promise = Promise(weeks, Unit.WEEKS, Basis.LAW, f"{LISTING_RULES}, Schedule 2")
        return Limit(promise, asked + timedelta(weeks=weeks))
    promise = settings.promise("transfer_review_days")
    return Limit(promise, working_days_after(asked, promise.count, settings))
