"""People, the posts they hold, how they sign in, and how an address is checked."""
