"""Readers of the files that councils and public bodies publish: no database, no web."""
