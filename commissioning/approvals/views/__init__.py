"""The council’s desk, the group’s side of it, and the decisions for everyone."""

from commissioning.approvals.views import (
    advising,
    calling_in,
    conditions,
    deciding,
    desk,
    feeds,
    group,
    meetings,
    moving,
    noticing,
    planning,
    providing,
    public,
    queue,
    reporting,
    scores,
    working,
)
from commissioning.approvals.views.blueprint import bp

__all__ = [
    "advising",
    "bp",
    "calling_in",
    "conditions",
    "deciding",
    "desk",
    "feeds",
    "group",
    "meetings",
    "moving",
    "noticing",
    "planning",
    "providing",
    "public",
    "queue",
    "reporting",
    "scores",
    "working",
]
