"""Corrections: somebody says that a fact about a place is wrong, and the council checks it."""
