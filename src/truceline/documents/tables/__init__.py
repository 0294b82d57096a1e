"""CSV tables as plain rows: a header, and as many cells in each row."""
