"""The pages about kinds of case."""

from commissioning.kinds.views import choosing, closing, competing, sizes
from commissioning.kinds.views.blueprint import bp

__all__ = ["bp", "choosing", "closing", "competing", "sizes"]
