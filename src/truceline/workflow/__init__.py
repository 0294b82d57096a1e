"""Walk a case through the rooms: a case in, results out; one module, and the same noun, per command."""
