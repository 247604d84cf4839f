"""Agreements: terms, things to do, and promises under which a mutual takes a place on."""
