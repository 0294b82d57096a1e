"""Take an import back: what it brought is withdrawn, and rows say again what they said without it.

Nothing is deleted: taking back is an import of its own, which writes new versions, and the table ``withdrawals`` notes
which import it took back. Names and native ids that only this import brought are forgotten.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from truceline.errors import SourceError
from truceline.store.adding import COLUMNS, WITHDRAWN, mark_of
from truceline.store.reporters import forget
from truceline.store.sqlite import store_path, writing
from truceline.store.tables import CONTENT, guard

_TABLE = "CREATE TABLE IF NOT EXISTS withdrawals (number INTEGER PRIMARY KEY, import INTEGER NOT NULL UNIQUE) STRICT"
_NAMED = f"issued, feed, kind, id, {', '.join(CONTENT)}"
_STANDING = f"""
WITH left_out AS (SELECT import FROM withdrawals UNION SELECT number FROM withdrawals),
touched AS (SELECT DISTINCT report FROM versions WHERE import = ?),
standing AS (SELECT report, version FROM (
    SELECT report, version, row_number() OVER (PARTITION BY report ORDER BY issued DESC, version DESC) AS place
    FROM versions WHERE report IN touched AND import NOT IN left_out) WHERE place = 1)
SELECT touched.report, heads.hash, standing.version IS NULL OR told.withdrawn, told.line,
       {", ".join(f"told.{name}" for name in _NAMED.split(", "))}
FROM touched JOIN versions AS first ON first.version = touched.report
JOIN heads ON heads.id = first.id
LEFT JOIN standing ON standing.report = touched.report
JOIN versions AS told ON told.version = ifnull(standing.version, heads.version)
ORDER BY touched.report
"""  # noqa: S608  (names of our own)
"""Every row that an import brought or changed: what it said by the imports that are left, withdrawn if by none."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Import ``number`` took back that of a ``feed``'s ``file``: rows ``withdrawn``, and ``restored`` as before."""

    number: int
    feed: str
    file: str
    sha256: str
    withdrawn: int
    restored: int


def withdraw_import(case_folder: Path, of: int, at: int) -> TakenBack:
    """Take import ``of`` back, at an instant in seconds since 1970 UTC.

    Raises
    ------
    SourceError
        If there is no such import, it was taken back before or takes one back itself, or the store cannot be written.
    """
    if not store_path(case_folder).exists():
        raise _unfit(of, "is none of this case, which has no store; import reports first")
    with writing(case_folder) as connection:
        connection.execute(_TABLE)
        guard(connection, "withdrawals")
        feed, file, sha256 = _import(connection, of)
        (number,) = connection.execute("SELECT 1 + max(number) FROM imports").fetchone()
        connection.execute("INSERT INTO withdrawals VALUES (?, ?)", (number, of))
        withdrawn, restored = _write(connection, of, number)
        rows = (number, feed, file, sha256, at, 0, 0, restored, 0, 0, withdrawn, 0)
        connection.execute(f"INSERT INTO imports VALUES ({', '.join('?' * len(rows))})", rows)  # noqa: S608
        forget(connection, case_folder, of)  # first: of an import that was taken back no name is left, whatever happens
    return TakenBack(number, feed, file, sha256, withdrawn, restored)


def _import(connection: sqlite3.Connection, of: int) -> tuple[str, str, str]:
    found = connection.execute("SELECT feed, file, sha256 FROM imports WHERE number = ?", (of,)).fetchone()
    if found is None:
        (last,) = connection.execute("SELECT ifnull(max(number), 0) FROM imports").fetchone()
        raise _unfit(of, f"is no import of this case; give a number from 1 to {last}")
    if connection.execute("SELECT 1 FROM withdrawals WHERE import = ?", (of,)).fetchone():
        raise _unfit(of, "was taken back before; nothing is left to do")
    if connection.execute("SELECT 1 FROM withdrawals WHERE number = ?", (of,)).fetchone():
        raise _unfit(of, "took another import back; import that file again instead")
    feed, file, sha256 = found
    return str(feed), str(file), str(sha256)


def _write(connection: sqlite3.Connection, of: int, number: int) -> tuple[int, int]:
    # One version for each row that says something else without the import.
    (version,) = connection.execute("SELECT max(version) FROM versions").fetchone()
    counts = [0, 0]
    marks = ", ".join("?" * (10 + len(CONTENT)))
    for report, gone, line, issued, feed, kind, own, mark, content in list(_changed(connection, of)):
        version += 1
        row = (version, report, number, line, gone, 0, issued, feed, kind, own, *content)
        connection.execute(f"INSERT INTO versions ({COLUMNS}) VALUES ({marks})", row)  # noqa: S608
        connection.execute(
            "UPDATE heads SET version = ?, hash = ?, seen = ?, issued = ? WHERE id = ?",
            (version, mark, number, issued, own),
        )
        counts[not gone] += 1
    return counts[0], counts[1]


_Changed = tuple[int, int, int, int | None, str, str, str, bytes, tuple[object, ...]]


def _changed(connection: sqlite3.Connection, of: int) -> Iterator[_Changed]:
    for report, known, gone, line, issued, feed, kind, own, *content in connection.execute(_STANDING, (of,)):
        mark = WITHDRAWN if gone else mark_of(content)
        if mark != known:
            yield report, gone, line, issued, feed, kind, own, mark, tuple(content)


def _unfit(of: int, what: str) -> SourceError:
    return SourceError("nothing was taken back", (f"import {of} | {what}",))
