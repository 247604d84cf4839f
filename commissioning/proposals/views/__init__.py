"""The pages of proposals. One room for each part of a proposal's life."""

from commissioning.proposals.views import questions, support
from commissioning.proposals.views.blueprint import bp

__all__ = ["bp", "questions", "support"]
