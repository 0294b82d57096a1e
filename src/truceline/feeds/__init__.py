"""One file per source: its native rows in, reports out."""
