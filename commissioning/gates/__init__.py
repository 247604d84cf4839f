"""Statutory gates: what the law asks before a takeover, with its source, and the step it blocks."""
