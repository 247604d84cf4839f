"""What reports show on the pages of mutuals."""

from collections.abc import Sequence
from typing import Any

from flask import render_template
from sqlalchemy import Row

from commissioning.agreements.queries import promises_of
from commissioning.core.pages import number
from commissioning.mutuals.models import Mutual, MutualStatus
from commissioning.mutuals.rules import is_director
from commissioning.reports import figures
from commissioning.reports.queries import open_reports, published


def league(mutuals: Sequence[Row[Any]], _person: Any) -> str | None:
    """Promises kept last quarter, mutual by mutual in the order of their names: not a ranking."""
    numbers = [each.id for each in mutuals]
    promises, reports = promises_of(numbers), published(numbers)
    rows = []
    for each in mutuals:
        if reports[each.id]:
            latest = reports[each.id][-1]
            kept, all_of = figures.kept_of(promises[each.id], latest)
            months = latest.months_in_bank
            rows.append([
                f"{each.name}, {latest.of_quarter.short}", f"{kept} of {all_of}",
                "not known" if months is None else number(months),
            ])  # fmt: skip
    return render_template("reports/league.html", rows=rows) if rows else None


def dashboard(mutual: Mutual, person: Any) -> str | None:
    """How a mutual is doing: promises, bank, money, people, the council's reply."""
    reports = published([mutual.id])[mutual.id]
    promises = promises_of([mutual.id])[mutual.id]
    waiting = open_reports(mutual)
    leads = is_director(person, mutual)
    if not reports:
        if mutual.status == MutualStatus.FORMING:
            return None
        return render_template(
            "reports/first.html", mutual=mutual, promises=promises, waiting=waiting, leads=leads
        )
    latest = reports[-1]
    kept, judged = figures.kept_of(promises, latest)
    return render_template(
        "reports/dashboard.html",
        mutual=mutual,
        latest=latest,
        waiting=waiting,
        leads=leads,
        kept=kept,
        judged=judged,
        cards=[figures.card(promise, reports) for promise in promises],
        bank=figures.bank_chart(reports, figures.reserves_goal(promises)),
        bank_words=figures.bank_words(latest),
        enough=figures.is_enough(promises, latest),
        pairs=figures.money_pairs(reports),
        sources=figures.source_words(reports),
        quarters=len(reports),
    )
