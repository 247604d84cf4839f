"""How fast the site is: ratios to yardsticks measured in the same run, never a timed test."""
