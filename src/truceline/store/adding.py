"""Add the rows of an import to the store: new, altered, unchanged, repeated or withdrawn."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import polars as pl

from truceline.formats.rows import Refusal
from truceline.store.tables import CONTENT

COLUMNS = f"version, report, import, line, withdrawn, late, issued, feed, kind, id, {', '.join(CONTENT)}"
WITHDRAWN = b""
"""The hash of a withdrawn row: no row has it, so that one that comes back is a new version."""

_MARKS = ", ".join("?" * (10 + len(CONTENT)))
_LEFT_OUT = "SELECT import FROM withdrawals UNION SELECT number FROM withdrawals"
_ROW = ("line", "id", "issued", "gone", *CONTENT)


class _Head(NamedTuple):
    # The newest version of a row: its report (0 where there is none yet), its hash, and which import saw the row last.
    report: int = 0
    version: int = 0
    mark: bytes = WITHDRAWN
    seen: int = 0
    issued: int | None = None


class _Row(NamedTuple):
    line: int
    id: str
    issued: int | None
    gone: bool
    content: tuple[object, ...]
    mark: bytes


_NONE = _Head()


@dataclass
class Adding:
    """One import's way into the store: rows of one ``feed`` and ``kind``, within the transaction of ``connection``.

    Of the chunk added last, ``changed`` are the ids that got a new version, and ``taken`` tells of each row whether it
    was not refused.
    """

    connection: sqlite3.Connection
    feed: str
    kind: str
    counts: Counter[str] = field(default_factory=Counter)
    changed: set[str] = field(default_factory=set)
    taken: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.number = 1 + self._last("number", "imports")
        self._version = 1 + self._last("version", "versions")
        self._versions: list[tuple[object, ...]] = []
        self._heads: dict[str, _Head] = {}

    def add(self, frame: pl.DataFrame) -> list[Refusal]:
        """Add a chunk's rows (columns ``sheet.FIELDS`` and an own ``id``); give those refused.

        Refused is a row whose id was given before in this file with other content. Where rows are messages, ``issued``
        at an instant, it is another version instead: the newest by that instant stands, whatever the order in which
        they come. A message that takes its id back (``gone``) withdraws what is known of it, and is refused where
        nothing is. A row that says the same as an earlier one of its id in this file is counted as repeated.
        """
        self.changed.clear()
        self._heads = self._known_heads(frame["id"])
        refused = [self._take(*values) for values in frame.select(_ROW).iter_rows()]
        self.taken = [bad is None for bad in refused]
        self._flush()
        self._write_heads()
        return [bad for bad in refused if bad is not None]

    def _take(self, line: int, own: str, issued: int | None, gone: bool, *content: object) -> Refusal | None:  # noqa: FBT001  (a row's own order)
        row = _Row(line, own, issued, gone, content, WITHDRAWN if gone else mark_of(content))
        head = self._heads.get(own, _NONE)
        if gone and not head.report:
            return Refusal(line, "id", own, "is taken back, but no report of it is known", "nothing is left to do")
        again = head.seen == self.number
        if head.report and head.mark == row.mark:
            self._see(row, head, "repeated" if again else "unchanged")
        elif issued is None and again:
            return _clash(line, own)
        elif issued is not None and head.issued is not None and issued < head.issued:
            self._take_late(row, head)
        else:
            self._stand(row, head)
        return None

    def _see(self, row: _Row, head: _Head, counted: str) -> None:
        newer = head.issued if row.issued is None else max(row.issued, head.issued or row.issued)
        self._heads[row.id] = _Head(head.report, head.version, head.mark, self.number, newer)
        self.counts[counted] += 1

    def _stand(self, row: _Row, head: _Head) -> None:
        # Make the row the newest version.
        report = head.report or self._version
        content = self._content(head) if row.gone else row.content
        self._heads[row.id] = _Head(report, self._version, row.mark, self.number, row.issued)
        self._append(row, report, content, late=False)
        self.counts["withdrawn" if row.gone else "altered" if head.report else "new"] += 1

    def _take_late(self, row: _Row, head: _Head) -> None:
        # Keep a message that comes after a newer one as a version, once.
        known = self._messages(head.report, row.issued)
        self._heads[row.id] = head._replace(seen=self.number)
        if row.mark in known:
            self.counts["unchanged" if head.seen != self.number else "repeated"] += 1
            return
        self._append(row, head.report, self._content(head) if row.gone else row.content, late=True)
        self.counts["altered"] += 1

    def _append(self, row: _Row, report: int, content: tuple[object, ...], *, late: bool) -> None:
        numbers = (self._version, report, self.number, row.line, int(row.gone), int(late), row.issued)
        self._versions.append((*numbers, self.feed, self.kind, row.id, *content))
        self.changed.add(row.id)
        self._version += 1

    def _content(self, head: _Head) -> tuple[object, ...]:
        self._flush()
        query = f"SELECT {', '.join(CONTENT)} FROM versions WHERE version = ?"  # noqa: S608  (names of our own)
        return tuple(self.connection.execute(query, (head.version,)).fetchone())

    def _messages(self, report: int, issued: int | None) -> set[bytes]:
        """Return the hashes of the messages of a report that were issued at an instant, without those taken back."""
        self._flush()
        left_out = _LEFT_OUT if self._has_withdrawals() else "0"
        query = (
            f"SELECT withdrawn, {', '.join(CONTENT)} FROM versions "  # noqa: S608  (names of our own)
            f"WHERE report = ? AND issued = ? AND import NOT IN ({left_out})"
        )
        found = self.connection.execute(query, (report, issued))
        return {WITHDRAWN if withdrawn else mark_of(content) for withdrawn, *content in found}

    def _has_withdrawals(self) -> bool:
        return bool(self.connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'withdrawals'").fetchone())

    def withdraw(self) -> None:
        """Mark as withdrawn every row of the feed that this import did not see."""
        gone = "feed = ? AND seen <> ? AND hash <> ?"
        missing = (self.feed, self.number, WITHDRAWN)
        made = self.connection.execute(
            f"INSERT INTO versions ({COLUMNS}) "  # noqa: S608  (names of our own)
            "SELECT row_number() OVER (ORDER BY v.version) + ?, v.report, ?, v.line, 1, 0, h.issued, v.feed, v.kind, "
            f"v.id, {', '.join(f'v.{name}' for name in CONTENT)} FROM heads h JOIN versions v ON v.version = h.version "
            "WHERE h.feed = ? AND h.seen <> ? AND h.hash <> ?",
            (self._version - 1, self.number, *missing),
        )
        self.counts["withdrawn"] += made.rowcount
        self.connection.execute(
            f"UPDATE heads SET hash = ?, version = (SELECT max(v.version) FROM versions v WHERE v.version >= ? AND "  # noqa: S608  (as above)
            f"v.report = heads.report) WHERE {gone}",
            (WITHDRAWN, self._version, *missing),
        )

    def known(self) -> int:
        """Count the rows of the feed that are not withdrawn."""
        query = "SELECT count(*) FROM heads WHERE feed = ? AND hash <> ?"
        (count,) = self.connection.execute(query, (self.feed, WITHDRAWN)).fetchone()
        return int(count)

    def finish(self, file: str, sha256: str, at: int) -> None:
        """Note the import itself, with its counts; ``at`` is its instant in seconds since 1970 UTC."""
        names = ("rows", "new", "altered", "unchanged", "repeated", "withdrawn", "refused")
        values = (self.number, self.feed, file, sha256, at, *(self.counts[name] for name in names))
        self.connection.execute(f"INSERT INTO imports VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608

    def _last(self, column: str, table: str) -> int:
        (last,) = self.connection.execute(f"SELECT max({column}) FROM {table}").fetchone()  # noqa: S608  (our own names)
        return int(last or 0)

    def _known_heads(self, ids: pl.Series) -> dict[str, _Head]:
        """Find what the store knows of these ids."""
        self.connection.execute("CREATE TEMP TABLE IF NOT EXISTS asked (id TEXT PRIMARY KEY) WITHOUT ROWID")
        self.connection.execute("DELETE FROM asked")
        self.connection.executemany("INSERT OR IGNORE INTO asked VALUES (?)", ((each,) for each in ids.sort()))
        found = self.connection.execute(
            "SELECT h.id, h.report, h.version, h.hash, h.seen, h.issued "
            "FROM asked CROSS JOIN heads h ON h.id = asked.id"
        )
        return {own: _Head(*head) for own, *head in found}

    def _flush(self) -> None:
        self.connection.executemany(f"INSERT INTO versions ({COLUMNS}) VALUES ({_MARKS})", self._versions)  # noqa: S608
        self._versions.clear()

    def _write_heads(self) -> None:
        seen = [(each.seen, each.issued, own) for own, each in self._heads.items() if own not in self.changed]
        self.connection.executemany("UPDATE heads SET seen = ?, issued = ? WHERE id = ?", seen)
        self.connection.executemany(
            "INSERT INTO heads VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
            "version = excluded.version, hash = excluded.hash, seen = excluded.seen, issued = excluded.issued",
            ((own, self.feed, *self._heads[own]) for own in sorted(self.changed)),  # near one another in the index
        )


def mark_of(content: Sequence[object]) -> bytes:
    """Compute the hash by which the store knows what a row says; ``content`` in the order of ``CONTENT``."""
    return hashlib.blake2b(repr(list(content)).encode(), digest_size=16).digest()


def _clash(line: int, own: str) -> Refusal:
    remedy = "every row needs its own id; the first one is kept"
    return Refusal(line, "id", own, "is given before, with other content", remedy)
