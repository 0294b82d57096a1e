"""Claims of the parties: a ledger of their own, beside what was observed."""
