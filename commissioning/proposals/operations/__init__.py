"""What people do with proposals. One room for each part of a proposal's life."""
