"""Pictures: pure functions from what a view says they show to SVG, without scripts, styles or links to elsewhere."""
