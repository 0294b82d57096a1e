"""The planning session: revisions, proposals, silence, versions and what each member sees of them."""
