"""What a page or a terminal says of results: words and numbers, no markup and no pictures."""
