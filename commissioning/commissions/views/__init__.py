"""The pages about commissions: reading, writing, comments, the money check, running."""

from commissioning.commissions.views import (
    comments,
    drafts,
    holders,
    public,
    running,
    sending,
    start,
)
from commissioning.commissions.views.blueprint import bp

__all__ = ["bp", "comments", "drafts", "holders", "public", "running", "sending", "start"]
