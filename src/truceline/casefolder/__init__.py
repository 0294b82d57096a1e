"""Case folders: read, check, copy, and append to."""
