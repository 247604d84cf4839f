"""The public record made of the history, and the pages that show it."""
