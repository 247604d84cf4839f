"""Which commissions, and what is known of one."""

from commissioning.commissions.queries.one import get_commission

__all__ = ["get_commission"]
