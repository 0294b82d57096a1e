"""Pictures for the brief: pure functions from numbers to SVG, without scripts, styles or links to elsewhere."""
