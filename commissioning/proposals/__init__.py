"""A group proposes to take over a place: the draft, its sections and money, and who supports it."""
