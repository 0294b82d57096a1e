"""What contradicts what, by kind, each with the reason."""
