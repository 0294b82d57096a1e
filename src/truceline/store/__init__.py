"""The store of reports: what was received, in which import, and what was refused."""
