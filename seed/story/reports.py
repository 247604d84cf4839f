"""Eight quarters of reports from three mutuals, with the council’s replies."""

from datetime import date, datetime, timedelta
from typing import Any

from commissioning.agreements.kpis import BY_KEY
from commissioning.core import calendar, clock
from commissioning.mutuals.quarters import Quarter
from commissioning.reports import operations
from commissioning.reports.figures import Counted, Money
from commissioning.reports.models import Report
from commissioning.reports.queries import get_report
from seed.story import agreements, mutuals
from seed.story.acts import Act
from seed.story.acts import tell as tell_acts
from seed.story.mutual_figures import MUTUALS
from seed.story.mutuals import (
    BATHS,
    QUARTERS,
    SOCIETIES,
    Society,
    board_of,
    first_quarter,
    society_of,
)
from seed.story.proposals import working_day

WHY = {
    "lei_open_hours": "The boiler had to be repaired, so we opened fewer hours.",
    "lei_visits": "People are still finding out that the baths are open again.",
    "fin_reserves_months": "The boiler failed in a cold winter, and gas cost much more.",
    "prk_litter_score": "We are still learning how often to empty the bins.",
}
OTHER_WHY = "We are still building this up and have asked more people to help."
RISKS = {
    "PL6": "- **Storm damage**: we check the trees after every storm.\n- **Tired volunteers**: "
           "two new people a month are asked to join.",
    "PL3": "- **Energy prices**: fixed until next autumn.\n- **One key person**: two people can "
           "now do each job.",
    "PL5": "- **The boiler**: repaired; £12,000 a year is put by.\n- **Energy prices**: half of "
           "the gas is bought ahead.\n- **Fewer lessons**: a waiting list is kept.",
}  # fmt: skip
PUBLISHED_AFTER = 27  # days after the quarter's end; 30 are allowed
ANSWERED_AFTER = 19  # working days after that; 20 are allowed
REPLY = "Thank you for a clear report. We see that {kept}. We will talk about it at our next visit."


def _report(world: Any, society: Society, quarter: Quarter) -> Report:
    return get_report(society_of(world, society).id, quarter.key, world.council.id)


def _money(society: Society, number: int) -> Money:
    rows: Any = MUTUALS[society.place]["money"]
    bank = society.bank
    for row in rows[: number + 1]:
        bank += (sum(row[:3]) - sum(row[3:])) * 100
    pence = [pounds * 100 for pounds in rows[number]]
    return Money(*[*pence, bank])


def _counted(society: Society, number: int, quarter: Quarter) -> dict[str, Counted]:
    back_by = quarter.next.ends_on
    figures: Any = MUTUALS[society.place]["figures"]
    found = {}
    for key, target, values in figures:
        missed = target is not None and values[number] < target
        found[key] = Counted(
            values[number], WHY.get(key, OTHER_WHY) if missed else "", back_by if missed else None
        )
    money = _money(society, number)
    if money.bank * 3 < money.all_out:
        found["fin_reserves_months"] = Counted(None, WHY["fin_reserves_months"], back_by)
    return found


def _write(world: Any, society: Society, number: int, quarter: Quarter) -> None:
    report, by = _report(world, society, quarter), board_of(world, society)[1]
    counts: Any = MUTUALS[society.place]["members"]
    people = {
        "members": counts[number],
        "seats_taken": len(report.mutual.current_board),
        "paid_staff": 24 if society is BATHS else 3,
        "volunteers": 60 + number * 2,
    }
    counted = _counted(society, number, quarter)
    operations.save_figures(report, counted, is_right=True, by=by)
    operations.save_money(report, _money(society, number), is_right=True, by=by)
    operations.save_people(report, people, is_right=True, by=by)
    operations.save_risks(report, RISKS[society.place], by=by)
    operations.ask_to_certify(report, by=by)


def _certify(world: Any, society: Society, quarter: Quarter) -> None:
    operations.certify(_report(world, society, quarter), by=board_of(world, society)[2])


def _reply(world: Any, society: Society, number: int, quarter: Quarter) -> None:
    missed = [
        BY_KEY[key].words.lower()
        for key, each in _counted(society, number, quarter).items()
        if each.why
    ]
    kept = (
        f"these promises were missed: {', '.join(missed)}" if missed else "every promise was kept"
    )
    report = _report(world, society, quarter)
    operations.reply(report, REPLY.format(kept=kept), by=world.people["demo.officer"])


def _of_quarter(world: Any, society: Society, number: int, minutes: int) -> list[Act]:
    quarter = first_quarter().back(-number)
    later = timedelta(minutes=minutes)

    def at(day: date, hour: int) -> datetime:
        return clock.london(day, hour) + later

    published = working_day(quarter.ends_on + timedelta(days=PUBLISHED_AFTER))
    answered = calendar.nth_working_day_after(published, ANSWERED_AFTER)
    return [
        Act(
            at(quarter.next.starts_on, 6),
            lambda: operations.fall_due(society_of(world, society).id),
        ),
        Act(at(published - timedelta(days=3), 19), lambda: _write(world, society, number, quarter)),
        Act(at(published, 20), lambda: _certify(world, society, quarter)),
        Act(at(answered, 14), lambda: _reply(world, society, number, quarter)),
    ]


def acts(world: Any) -> list[Act]:
    """What falls due, is written, certified and answered, quarter by quarter.

    `world` has `council`, and what the acts of mutuals and agreements need.
    """
    return [
        each
        for number in range(QUARTERS)
        for place, society in enumerate(SOCIETIES)
        for each in _of_quarter(world, society, number, place * 10)
    ]


def tell(world: Any) -> None:
    """Tell the mutuals, their agreements and their reports, in the order in which it happened."""
    tell_acts([*mutuals.acts(world), *agreements.acts(world), *acts(world)])
