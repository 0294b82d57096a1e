"""Results into what people read: a page, a map, a table, a picture."""
