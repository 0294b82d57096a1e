"""Upgrade a folder's store whose tables are those of an earlier version to the present ones.

Every version of every row stays, with its number, import and content, and every import and withdrawal. In version 1
rows bore the ids of their publishers: ids become ours, and native ids, names and what senders wrote go to where they
are kept apart. Chat and alerts of Cursor-on-Target, which were once taken for reports, stand as withdrawn, without the
place: it was that of the sender. What is dropped is overwritten in the file.

A store of version 2 that lies where nothing can be written is read as it is, through views that have the present form.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from truceline.store.report_tables import quoted
from truceline.store.reporters import Reporters, reporters_of
from truceline.store.tables import CONTENT, make, tables_of

EARLIER = (1, 2)
"""The versions of the tables that are upgraded."""

_SENT = "feed = 'cot'"
"""The rows of which remarks, which a sender writes, were kept beside the report."""
_NO_REPORT = f"{_SENT} AND json_extract(detail, '$.type') NOT LIKE 'a-%'"
_PLACE = ("lat", "lon", "radius_m")
_SAID = ", ".join(f'iif({_NO_REPORT}, NULL, "{name}")' if name in _PLACE else f'"{name}"' for name in CONTENT[:-1])
_IMPORTS = "SELECT 1 AS session, * FROM main.imports"
_VERSIONS = {
    1: f"""
SELECT 1 AS session, version, report, import, line, withdrawn OR ({_NO_REPORT}), 0, NULL, feed, kind,
       own_id(feed, native_id), {_SAID}, iif({_SENT}, json_remove(detail, '$.remarks'), detail)
FROM main.versions
""",  # noqa: S608  (names of our own)
    2: f"""
SELECT 1 AS session, version, report, import, line, withdrawn, late, issued, feed, kind, id, {quoted(CONTENT)}
FROM main.versions
""",  # noqa: S608  (names of our own)
}
_HEADS = {
    1: """
SELECT 1 AS session, own_id(h.feed, h.native_id), h.report, h.version, v.import, h.seen, NULL
FROM main.heads AS h JOIN main.versions AS v ON v.version = h.report
""",
    2: """
SELECT 1 AS session, h.id, h.report, h.version, v.import AS first_import, h.seen, h.issued
FROM main.heads AS h JOIN main.versions AS v ON v.version = h.report
""",
}
_FIRST = """
SELECT h.feed, h.native_id, v.import FROM main.heads AS h JOIN main.versions AS v ON v.version = h.report
"""
_REMARKS = f"""
SELECT feed, native_id, import, json_object('remarks', json_extract(detail, '$.remarks')) FROM main.versions
WHERE {_SENT} AND ifnull(json_extract(detail, '$.remarks'), '') <> ''
"""  # noqa: S608  (names of our own)
_WITHDRAWALS = "SELECT 1 AS session, number, import FROM main.withdrawals"
_IDS = "SELECT 1 AS session, hash FROM main.ids"
_OLD = ("imports", "versions", "heads", "withdrawals", "ids")


def upgrade(connection: sqlite3.Connection, found: int, case_folder: Path) -> None:
    """Upgrade a store of version ``found`` within a transaction of ``connection``.

    What is kept apart is committed first. Time grows with the rows: some 20 s for 1,000,000.
    """
    old = _tables(connection)
    make(connection)
    if found == 1:
        _keep_apart(connection, case_folder)
    for table, select in _selects(found, old).items():
        connection.execute(f"INSERT INTO {table} {select}")
    for table in old:
        connection.execute(f"DROP TABLE {table}")


def view(connection: sqlite3.Connection) -> None:
    """Let a store of version 2 be read by the names of the present tables; nothing is written into it."""
    connection.execute("PRAGMA temp_store = MEMORY")
    for table, select in _selects(2, _tables(connection)).items():
        connection.execute(f"CREATE TEMP VIEW {table} AS {select}")


def _tables(connection: sqlite3.Connection) -> list[str]:
    found = {name for (name,) in connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'")}
    return [name for name in _OLD if name in found]


def _selects(found: int, old: list[str]) -> dict[str, str]:
    """Return what the present tables hold of earlier ones; withdrawals came with the first that was made."""
    selects = {"report_imports": _IMPORTS, "report_versions": _VERSIONS[found], "report_heads": _HEADS[found]}
    selects |= {"report_withdrawals": _WITHDRAWALS} if "withdrawals" in old else {}
    return selects | ({"report_ids": _IDS} if "ids" in old else {})


def _keep_apart(connection: sqlite3.Connection, case_folder: Path) -> None:
    # Give rows ids of our own, and keep apart what could lead to a person.
    with reporters_of(case_folder) as apart:
        connection.create_function("own_id", 2, apart.own_id, deterministic=True)
        apart.bind(tables_of(connection), case_folder)
        apart.take_over(_kept(connection, apart))
        apart.commit()


def _kept(connection: sqlite3.Connection, apart: Reporters) -> Iterator[tuple[str, str, str, int]]:
    # What belongs to a person, as an own id, the part, the text, and the import that brought the row.
    first = {(feed, native_id): number for feed, native_id, number in connection.execute(_FIRST)}
    for (feed, native_id), number in first.items():
        yield apart.own_id(feed, native_id), "native_id", native_id, number
    for feed, native_id, reporter in apart.earlier():
        yield apart.own_id(feed, native_id), "reporter", reporter, first.get((feed, native_id), 0)
    for feed, native_id, number, remarks in connection.execute(_REMARKS):
        yield apart.own_id(feed, native_id), "apart", remarks, number
