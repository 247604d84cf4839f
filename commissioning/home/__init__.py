"""The front page, search, setting up a council, the demo, help and how it works."""
