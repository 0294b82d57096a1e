"""Who may do what to which record, and who sees it: members, roles, rights, releasability."""
