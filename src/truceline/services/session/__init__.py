"""The planning session: what one of its pages does."""
