"""Slow, obvious versions of what the rooms do fast."""
