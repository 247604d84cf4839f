"""Questions about anything, answered by those who are asked."""
