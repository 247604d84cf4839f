"""Everything that can happen to a commission."""

from commissioning.commissions.operations.providing import Award, name_provider
from commissioning.commissions.operations.steps import take_step, wait_for_results

__all__ = ["Award", "name_provider", "take_step", "wait_for_results"]
