"""The pages about proposals: reading, starting, writing, money, sending."""

from commissioning.proposals.views import drafts, money, public, sections, sending, start
from commissioning.proposals.views.blueprint import bp

__all__ = ["bp", "drafts", "money", "public", "sections", "sending", "start"]
