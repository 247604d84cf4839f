"""Reports: each quarter’s figures, certified by a second director, and the council’s reply."""
