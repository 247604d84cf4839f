"""Place information packs: what the council has on paper about a place, for the group that asks."""
