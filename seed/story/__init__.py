"""The demo’s story, chapter by chapter, told through the operations."""
