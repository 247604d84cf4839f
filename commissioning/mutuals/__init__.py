"""Mutuals: groups that have become societies, with their members, their board and what they promised."""
