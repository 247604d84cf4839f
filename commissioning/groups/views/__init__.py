"""The pages about groups: for everyone, for members, for those invited, and for officers."""

from commissioning.groups.views import changes, desk, invitations, members, public
from commissioning.groups.views.blueprint import bp

__all__ = ["bp", "changes", "desk", "invitations", "members", "public"]
