"""Kinds of case: by size; several groups for one place; a fast track when a place would close."""
