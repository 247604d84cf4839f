"""Files attached to anything: checked, kept outside the pages of the site, and given out whole."""
