"""Rights the law gives a group: to have a place listed, to challenge, to ask for a transfer."""
