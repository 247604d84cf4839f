"""The pages about commissions: reading, writing, comments, the money check, running."""

from commissioning.commissions.views import drafts, public, running, sending, start
from commissioning.commissions.views.blueprint import bp

__all__ = ["bp", "drafts", "public", "running", "sending", "start"]
