"""What the people of a group are told about their proposal."""

from commissioning.proposals.emails.drafts import ask_to_agree

__all__ = ["ask_to_agree"]
