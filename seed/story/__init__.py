"""The demo's story, one part for each part of the site, told through the operations."""
