"""The only doors and windows: all input and output."""
