"""Reviews and complaints: somebody who had no part in a case looks at it again."""
