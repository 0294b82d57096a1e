"""What pages and maps say of the evidence log."""

from __future__ import annotations

from truceline.records.provenance import EntryName


def entry_words(name: EntryName) -> str:
    """Name the entry of a file, and how to check it."""
    return f"Signed: entry {name.entry} of the evidence log {name.log}. To check it: truceline verify FILE LOG"
