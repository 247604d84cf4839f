"""The pages of requests under a right: for everyone, for the group, for the council."""

from commissioning.rights.views import bidding, group, public, transfers, work
from commissioning.rights.views.blueprint import bp

__all__ = ["bidding", "bp", "group", "public", "transfers", "work"]
