"""What people type about a proposal."""
