"""Groups that have become societies, with their members, their board and their promises."""
