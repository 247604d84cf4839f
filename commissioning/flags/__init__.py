"""Flags: somebody says that a question or comment breaks a rule, and the council checks it."""
