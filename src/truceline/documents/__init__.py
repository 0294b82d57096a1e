"""Results as plain data: what JSON, CSV rows, GeoJSON properties and signed entries say, each written out."""
