"""The pages about groups: for everyone, for members, for those invited, and for officers."""

from commissioning.groups.views import desk, invitations, members, public
from commissioning.groups.views.blueprint import bp

__all__ = ["bp", "desk", "invitations", "members", "public"]
