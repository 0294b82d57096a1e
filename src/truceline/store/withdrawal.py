"""Take an import back: what it brought is withdrawn, and rows say again what they said without it.

Nothing is deleted: taking back is an import of its own, which writes new versions, and the table ``withdrawals`` notes
which import it took back. Names and native ids that only this import brought are forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from truceline.errors import SourceError
from truceline.store.adding import head_rows, note_import, version_rows
from truceline.store.report_tables import ReportTables, quoted
from truceline.store.reporters import forget
from truceline.store.tables import CONTENT

_NAMED = ("issued", "feed", "kind", "id", *CONTENT)
_STANDING = f"""
WITH left_out AS (SELECT import FROM report_withdrawals WHERE session = :session
                  UNION SELECT number FROM report_withdrawals WHERE session = :session),
touched AS (SELECT DISTINCT report FROM report_versions WHERE session = :session AND import = ?),
standing AS (SELECT report, version FROM (
    SELECT report, version,
           row_number() OVER (PARTITION BY report ORDER BY issued DESC NULLS LAST, version DESC) AS place
    FROM report_versions
    WHERE session = :session AND report IN (SELECT report FROM touched)
          AND import NOT IN (SELECT import FROM left_out)) AS placed WHERE place = 1)
SELECT touched.report, h.first_import, now.withdrawn, {quoted(CONTENT, "now")},
       CASE WHEN standing.version IS NULL THEN 1 ELSE said.withdrawn END, said.line, {quoted(_NAMED, "said")}
FROM touched JOIN report_versions AS first ON first.session = :session AND first.version = touched.report
JOIN report_heads AS h ON h.session = :session AND h.id = first.id
JOIN report_versions AS now ON now.session = :session AND now.version = h.version
LEFT JOIN standing ON standing.report = touched.report
JOIN report_versions AS said ON said.session = :session AND said.version = coalesce(standing.version, h.version)
ORDER BY touched.report
"""  # noqa: S608  (names of our own)
"""Every row that an import brought or changed: what it says now, and what it said by the imports that are left."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Import ``number`` took back that of a ``feed``'s ``file``: rows ``withdrawn``, and ``restored`` as before.

    ``latest`` is the instant of the latest import before, in seconds since 1970 UTC.
    """

    number: int
    feed: str
    file: str
    sha256: str
    withdrawn: int
    restored: int
    latest: int


def withdraw_import(tables: ReportTables | None, case_folder: Path, of: int, at: int) -> TakenBack:
    """Take import ``of`` back, at an instant in seconds since 1970 UTC; what is kept apart lies in ``case_folder``.

    Raises
    ------
    SourceError
        If there is no such import, it was taken back before or takes one back itself, or the store cannot be written.
    """
    if tables is None:
        raise _unfit(of, "is none of this case, which has no store; import reports first")
    feed, file, sha256 = _import(tables, of)
    query = "SELECT 1 + max(number), max(at) FROM report_imports WHERE session = :session"
    number, latest = map(int, tables.execute(query).fetchone())
    tables.append("report_withdrawals", pl.DataFrame({"number": [number], "import": [of]}))
    withdrawn, restored = _write(tables, of, number)
    note_import(tables, (number, feed, file, sha256, at), {"altered": restored, "withdrawn": withdrawn})
    forget(tables, case_folder, of)  # first: of an import that was taken back no name is left, whatever happens
    return TakenBack(number, feed, file, sha256, withdrawn, restored, latest)


def _import(tables: ReportTables, of: int) -> tuple[str, str, str]:
    query = "SELECT feed, file, sha256 FROM report_imports WHERE session = :session AND number = ?"
    found = tables.execute(query, of).fetchone()
    if found is None:
        query = "SELECT coalesce(max(number), 0) FROM report_imports WHERE session = :session"
        raise _unfit(of, f"is no import of this case; give a number from 1 to {tables.execute(query).fetchone()[0]}")
    query = "SELECT import FROM report_withdrawals WHERE session = :session AND ? IN (import, number)"
    back = tables.execute(query, of).fetchone()
    if back and back[0] == of:
        raise _unfit(of, "was taken back before; nothing is left to do")
    if back:
        raise _unfit(of, "took another import back; import that file again instead")
    feed, file, sha256 = found
    return str(feed), str(file), str(sha256)


def _write(tables: ReportTables, of: int, number: int) -> tuple[int, int]:
    # One version for each row that says something else without the import.
    query = "SELECT max(version) FROM report_versions WHERE session = :session"
    last = int(tables.execute(query).fetchone()[0])
    versions, heads, counts = list[Any](), list[Any](), [0, 0]
    for version, (report, first, line, gone, named) in enumerate(_changed(tables, of), start=last + 1):
        issued, _, _, own, *_ = named
        versions.append((version, report, number, line, gone, 0, *named))
        heads.append((own, report, version, first, number, issued))
        counts[not gone] += 1
    tables.append("report_versions", version_rows(versions))
    tables.put("report_heads", head_rows(heads))
    return counts[0], counts[1]


_Changed = tuple[int, int, int, int, tuple[Any, ...]]


def _changed(tables: ReportTables, of: int) -> Iterator[_Changed]:
    for report, first, now_gone, *rest in tables.execute(_STANDING, of).fetchall():
        now, (gone, line, *named) = rest[: len(CONTENT)], rest[len(CONTENT) :]
        same = now_gone if gone else not now_gone and now == named[-len(CONTENT) :]
        if not same:
            yield report, first, line, int(gone), tuple(named)


def _unfit(of: int, what: str) -> SourceError:
    return SourceError("nothing was taken back", (f"import {of} | {what}",))
