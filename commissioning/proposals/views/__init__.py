"""The pages about proposals: reading, starting, writing, money, sending, support, questions."""

from commissioning.proposals.views import (
    drafts,
    money,
    public,
    questions,
    sections,
    sending,
    start,
    support,
)
from commissioning.proposals.views.blueprint import bp

__all__ = [
    "bp", "drafts", "money", "public", "questions", "sections", "sending", "start", "support"
]  # fmt: skip
