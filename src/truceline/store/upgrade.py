"""Upgrade a store of version 1, whose rows bore the ids of their publishers, to the present tables.

Every version of every row stays, with its number, import and content; ids become ours, and native ids, names and what
senders wrote go to where they are kept apart. Chat and alerts of Cursor-on-Target, which were once taken for reports,
stand as withdrawn, without the place: it was that of the sender. What is dropped is overwritten in the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from truceline.store.reporters import Reporters, reporters_of
from truceline.store.tables import CONTENT, make

EARLIER = 1
"""The version of the tables that are upgraded."""

_SENT = "feed = 'cot'"
"""The rows of which remarks, which a sender writes, were kept beside the report."""
_NO_REPORT = f"{_SENT} AND json_extract(detail, '$.type') NOT LIKE 'a-%'"
_PLACE = ("lat", "lon", "radius_m")
_SAID = ", ".join(f"iif({_NO_REPORT}, NULL, {name})" if name in _PLACE else name for name in CONTENT[:-1])
_VERSIONS = f"""
INSERT INTO versions
SELECT version, report, import, line, withdrawn OR ({_NO_REPORT}), 0, NULL, feed, kind, own_id(feed, native_id),
       {_SAID}, iif({_SENT}, json_remove(detail, '$.remarks'), detail)
FROM old_versions
"""  # noqa: S608  (names of our own)
_HEADS = """
INSERT INTO heads
SELECT own_id(h.feed, native_id), h.feed, h.report, h.version, iif(v.withdrawn, x'', h.hash), h.seen, NULL
FROM old_heads h JOIN versions v ON v.version = h.version
"""
_FIRST = """
SELECT h.feed, h.native_id, v.import FROM old_heads h JOIN old_versions v ON v.version = h.report
"""
_REMARKS = f"""
SELECT feed, native_id, import, json_object('remarks', json_extract(detail, '$.remarks')) FROM old_versions
WHERE {_SENT} AND ifnull(json_extract(detail, '$.remarks'), '') <> ''
"""  # noqa: S608  (names of our own)


def upgrade(connection: sqlite3.Connection, case_folder: Path) -> None:
    """Upgrade a store within a transaction of ``connection``; what is kept apart is committed first.

    Time grows with the rows: some 20 s for 1,000,000.
    """
    for table in ("imports", "versions"):
        for act in ("UPDATE", "DELETE"):
            connection.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}")
    for table in ("imports", "versions", "heads"):
        connection.execute(f"ALTER TABLE {table} RENAME TO old_{table}")
    make(connection)
    with reporters_of(case_folder) as apart:
        connection.create_function("own_id", 2, apart.own_id, deterministic=True)
        for statement in ("INSERT INTO imports SELECT * FROM old_imports", _VERSIONS, _HEADS):
            connection.execute(statement)
        apart.bind(connection, case_folder)
        apart.take_over(_kept(connection, apart))
        apart.commit()
    for table in ("imports", "versions", "heads"):
        connection.execute(f"DROP TABLE old_{table}")


def _kept(connection: sqlite3.Connection, apart: Reporters) -> Iterator[tuple[str, str, str, int]]:
    # What belongs to a person, as an own id, the part, the text, and the import that brought the row.
    first = {(feed, native_id): number for feed, native_id, number in connection.execute(_FIRST)}
    for (feed, native_id), number in first.items():
        yield apart.own_id(feed, native_id), "native_id", native_id, number
    for feed, native_id, reporter in apart.earlier():
        yield apart.own_id(feed, native_id), "reporter", reporter, first.get((feed, native_id), 0)
    for feed, native_id, number, remarks in connection.execute(_REMARKS):
        yield apart.own_id(feed, native_id), "apart", remarks, number
