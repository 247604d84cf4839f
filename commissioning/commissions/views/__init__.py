"""The pages about commissions: reading, writing, comments, the money check, running."""

from commissioning.commissions.views import public, running
from commissioning.commissions.views.blueprint import bp

__all__ = ["bp", "public", "running"]
