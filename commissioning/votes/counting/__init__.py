"""The arithmetic of a result: pure functions that know no database and no page."""
