"""Which route the answers lead to: the first line of the table that fits. Read it from the top."""

from commissioning.home.guide.elsewhere import ADVISER, NORTHERN_IRELAND, SCOTTISH, WALES
from commissioning.home.guide.facts import Route
from commissioning.home.guide.questions import Answers, Case, case, fits
from commissioning.home.guide.services import CHALLENGE, COMMISSION, SPIN_OUT
from commissioning.home.guide.taking_over import BID, NOMINATE, SHORT_USE, TRANSFER

TABLE: tuple[tuple[Case, Route], ...] = (
    (case(want="unsure"), ADVISER),
    (case(want="use"), SHORT_USE),
    (case(group="alone"), ADVISER),
    (case(want="run", owner="unknown"), ADVISER),
    (case(want="run", term="year"), SHORT_USE),
    (case(nation="wales"), WALES),
    (case(nation="northern-ireland"), NORTHERN_IRELAND),
    (case(nation="scotland", want="run keep", owner="council public"), SCOTTISH),
    (case(nation="scotland"), ADVISER),
    (case(want="run", owner="council"), TRANSFER),
    (case(want="run keep", listed="yes"), BID),
    (case(want="run keep"), NOMINATE),
    (case(want="staff"), SPIN_OUT),
    (case(services="several"), COMMISSION),
    (case(want="service", services="one"), CHALLENGE),
    (case(), ADVISER),
)


def route_for(answers: Answers) -> Route:
    """The one route for all the answers."""
    return next(route for when, route in TABLE if fits(when, answers))
