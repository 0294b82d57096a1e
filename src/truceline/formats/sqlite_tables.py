"""What a file of SQLite that somebody else made may hold."""

from __future__ import annotations

import sqlite3


def view_in(connection: sqlite3.Connection) -> str:
    """Return the name of a view in a file, the first by name, "" where there is none: one may compute for ever."""
    found = connection.execute("SELECT min(name) FROM sqlite_schema WHERE type = 'view'").fetchone()
    return str(found[0] or "")
