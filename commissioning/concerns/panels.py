"""What concerns show on a mutual's pages."""

from typing import Any

from flask import render_template

from commissioning.concerns import queries
from commissioning.mutuals.models import Mutual
from commissioning.mutuals.rules import is_director, is_open


def on_mutual(mutual: Mutual, person: Any) -> str:
    """How many there were and how they were answered, and the way to raise one."""
    return render_template(
        "concerns/mutual_panel.html",
        mutual=mutual,
        numbers=queries.numbers(mutual),
        is_open=is_open(person, mutual),
    )


def to_answer(mutual: Mutual, person: Any) -> str | None:
    """On the board's page: those it has to answer."""
    is_theirs = is_director(person, mutual)
    return render_template(
        "concerns/board_panel.html",
        mutual=mutual,
        waiting=queries.waiting_for(mutual) if is_theirs else [],
        count=queries.count_waiting_for(mutual) if is_theirs else 0,
    )
