"""The planning session: what a command, page or call does with a case that is kept in a store."""
