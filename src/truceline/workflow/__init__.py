"""Walk a case through the rooms: a case in, results out. One module for each use case."""
