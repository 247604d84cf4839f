"""The pages about kinds of case."""

from commissioning.kinds.views import choosing, competing, sizes
from commissioning.kinds.views.blueprint import bp

__all__ = ["bp", "choosing", "competing", "sizes"]
