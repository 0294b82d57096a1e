"""Draft statements from an article's text: who is quoted with what, in whose name and when, and why."""
