"""The demo council: its data, and its story told through the operations."""
