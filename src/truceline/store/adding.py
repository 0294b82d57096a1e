"""Add the rows of an import to the store: new, altered, unchanged, repeated or withdrawn."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from truceline.formats.rows import Refusal

CONTENT = ("source", "start", "end", "lat", "lon", "radius_m", "act", "weapon", "target", "label", "detail")
"""What a row says, and what is hashed of it."""
COLUMNS = f"version, report, import, line, withdrawn, feed, kind, native_id, {', '.join(CONTENT)}"
WITHDRAWN = b""
"""The hash of a withdrawn row: no row has it, so that one that comes back is a new version."""

_Head = tuple[int, bytes, int]


@dataclass
class Adding:
    """One import's way into the store: rows of one ``feed`` and ``kind``, within the transaction of ``connection``."""

    connection: sqlite3.Connection
    feed: str
    kind: str
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.number = 1 + self._last("number", "imports")
        self._version = 1 + self._last("version", "versions")

    def add(self, frame: pl.DataFrame) -> list[Refusal]:
        """Add a chunk's rows (columns ``sheet.FIELDS``); give those refused because their id was given before.

        A row that says the same as an earlier one of its id in this file is counted as repeated and not refused.
        """
        heads = self._heads(frame["native_id"])
        versions: list[tuple[object, ...]] = []
        changed: list[tuple[object, ...]] = []
        same: list[tuple[int, str, str]] = []
        refused = []
        for line, native_id, *content in frame.select("line", "native_id", *CONTENT).iter_rows():
            mark = mark_of(content)
            report, known, seen = heads.get(native_id, (0, WITHDRAWN, 0))
            if seen == self.number:
                if known != mark:
                    refused.append(_clash(line, native_id))
                self.counts["repeated"] += known == mark
            elif known == mark:
                same.append((self.number, self.feed, native_id))
                heads[native_id] = (report, mark, self.number)
            else:
                self.counts["altered" if report else "new"] += 1
                report = report or self._version
                versions.append(
                    (self._version, report, self.number, line, 0, self.feed, self.kind, native_id, *content)
                )
                changed.append((self.feed, native_id, report, self._version, mark, self.number))
                heads[native_id] = (report, mark, self.number)
                self._version += 1
        self.counts["unchanged"] += len(same)
        self._write(versions, changed, same)
        return refused

    def withdraw(self) -> None:
        """Mark as withdrawn every row of the feed that this import did not see."""
        gone = "feed = ? AND seen <> ? AND hash <> ?"
        missing = (self.feed, self.number, WITHDRAWN)
        made = self.connection.execute(
            f"INSERT INTO versions ({COLUMNS}) "  # noqa: S608  (names of our own)
            f"SELECT row_number() OVER (ORDER BY v.version) + ?, v.report, ?, v.line, 1, v.feed, v.kind, v.native_id, "
            f"{', '.join(f'v.{name}' for name in CONTENT)} FROM heads h JOIN versions v ON v.version = h.version "
            "WHERE h.feed = ? AND h.seen <> ? AND h.hash <> ?",
            (self._version - 1, self.number, *missing),
        )
        self.counts["withdrawn"] = made.rowcount
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

    def _heads(self, ids: pl.Series) -> dict[str, _Head]:
        """Find what the store knows of these ids."""
        self.connection.execute("CREATE TEMP TABLE IF NOT EXISTS asked (native_id TEXT PRIMARY KEY) WITHOUT ROWID")
        self.connection.execute("DELETE FROM asked")
        self.connection.executemany("INSERT OR IGNORE INTO asked VALUES (?)", ((each,) for each in ids.sort()))
        found = self.connection.execute(
            "SELECT h.native_id, h.report, h.hash, h.seen FROM asked CROSS JOIN heads h "
            "ON h.feed = ? AND h.native_id = asked.native_id",
            (self.feed,),
        )
        return {native_id: (report, mark, seen) for native_id, report, mark, seen in found}

    def _write(
        self, versions: list[tuple[object, ...]], changed: list[tuple[object, ...]], same: list[tuple[int, str, str]]
    ) -> None:
        marks = ", ".join("?" * (8 + len(CONTENT)))
        self.connection.executemany(f"INSERT INTO versions ({COLUMNS}) VALUES ({marks})", versions)  # noqa: S608
        changed.sort(key=lambda head: str(head[1]))  # near one another in the index: far fewer pages are touched
        self.connection.executemany(
            "INSERT INTO heads VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (feed, native_id) DO UPDATE SET "
            "version = excluded.version, hash = excluded.hash, seen = excluded.seen",
            changed,
        )
        self.connection.executemany("UPDATE heads SET seen = ? WHERE feed = ? AND native_id = ?", same)


def mark_of(content: Sequence[object]) -> bytes:
    """Compute the hash by which the store knows what a row says; ``content`` in the order of ``CONTENT``."""
    return hashlib.blake2b(repr(list(content)).encode(), digest_size=16).digest()


def _clash(line: int, native_id: str) -> Refusal:
    remedy = "every row needs its own id; the first one is kept"
    return Refusal(line, "id", native_id, "is given before, with other content", remedy)
