"""Questions and comments about anything, answered by those who are asked."""
