"""What a page or a terminal says of results: words, numbers and what pictures show; no markup."""
