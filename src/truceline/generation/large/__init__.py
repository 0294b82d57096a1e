"""Force generation for large cases: prices, bounds, and a search that they guide."""
