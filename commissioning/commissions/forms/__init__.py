"""What people type about a commission."""
