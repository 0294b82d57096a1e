"""One module and one code table per source: its native rows in, reports out; the package lists itself."""
