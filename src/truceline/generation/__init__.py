"""What can be fielded and sustained against what is required, and what is missing."""
