"""Who wants news of what: following by e-mail alone, and a stop that always works."""
