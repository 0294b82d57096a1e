"""What was agreed, where the line runs, and what is forbidden to whom."""
