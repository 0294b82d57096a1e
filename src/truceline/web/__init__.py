"""The window for a browser: every page also as JSON."""
