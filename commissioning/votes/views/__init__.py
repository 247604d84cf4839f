"""The pages of votes: for everyone, for voters, and for the returning officer."""

from commissioning.votes.views import announcing, public, voting, work
from commissioning.votes.views.blueprint import bp

__all__ = ["announcing", "bp", "public", "voting", "work"]
