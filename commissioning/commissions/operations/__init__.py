"""Everything that can happen to a commission."""

from commissioning.commissions.operations.steps import take_step, wait_for_results

__all__ = ["take_step", "wait_for_results"]
