"""Who said what, on whose authority, and what contradicts what."""
