"""What the help pages know: the routes a group can take, and the words we use."""
