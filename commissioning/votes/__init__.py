"""A vote: the question, who may answer, the roll, the ballot papers, the count and the result."""
