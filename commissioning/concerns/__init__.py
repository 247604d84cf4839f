"""Concerns about a mutual: its board answers, the council has a copy and may ask."""
