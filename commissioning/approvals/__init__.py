"""The council’s side: cases with their checks, questions and scores, and the decisions it makes."""
