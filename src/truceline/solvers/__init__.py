"""Mixed-integer programmes in, results with a proven bound out; one file per back end."""
