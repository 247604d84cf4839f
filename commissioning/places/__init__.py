"""Councils, their neighbourhoods, and the libraries, parks and leisure centres in them."""
