"""What can be typed about a commission."""
