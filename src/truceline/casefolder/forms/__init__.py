"""Forms for records of a case: what a record says as fields in words, and what was filled in as its text."""
