"""Neighbourhood groups: people who come together to run a place, their members and invitations."""
