"""One plan for a joined-up local service, with the money of more than one budget."""
