"""Who reported, and under which id of its publisher: kept apart, in a file of its own that only its owner may read.

Here lies what could lead to a person: names of reporters, the native ids of rows (which may hold a device), and texts
that a sender wrote. No function of truceline gives them out, and no export, copy of a case or bulletin holds them: the
file's name begins with a dot, which copies of a case leave out. They are there so that a mission can answer to its own
observers.

Reports bear ids of our own: a keyed hash (BLAKE2b) of feed and native id, with a secret of 256 random bits that is made
with the first import and lies here too. The same row has the same id for as long as the secret is kept, so that it is
found when it is imported again. Without the secret nobody can test a guess: hashing every likely device id, as one
would against a plain hash, tells nothing. Whoever has this file can, and reads the native ids beside it.
"""

from __future__ import annotations

import hmac
import secrets
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

from truceline.errors import SourceError
from truceline.store.report_tables import ReportTables
from truceline.store.tables import FOLDER, STORE, told

FILE = ".reporters.sqlite"
PARTS = ("native_id", "reporter", "apart")
"""What is kept apart of a row: its publisher's id, who reported it, and other texts of the sender, as JSON."""

_SECRET_BYTES = 32
_ID_BYTES = 10
_EMPTY = ("", "{}")
_TABLES = (
    "CREATE TABLE IF NOT EXISTS secret (key BLOB NOT NULL) STRICT",
    """
CREATE TABLE IF NOT EXISTS apart (
    id TEXT NOT NULL, part TEXT NOT NULL, text TEXT NOT NULL, import INTEGER NOT NULL,
    PRIMARY KEY (id, part, text, import)
) STRICT, WITHOUT ROWID
""",
)
_UNLESS_KNOWN = "NOT EXISTS (SELECT 1 FROM apart WHERE id = ?1 AND part = ?2 AND text = ?3)"

_Part = tuple[str, str, str, int]
Apart = tuple[str, str, str, str]
"""An own id, and of its row the `PARTS` in their order."""


class Reporters:
    """What is kept apart of the rows of a case, within one transaction of ``connection``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        for table in _TABLES:
            connection.execute(table)
        found = connection.execute("SELECT key FROM secret").fetchone()
        self._secret = bytes(found[0]) if found else secrets.token_bytes(_SECRET_BYTES)
        self._keyed = blake2b(key=self._secret, digest_size=_ID_BYTES)
        if not found:
            connection.execute("INSERT INTO secret VALUES (?)", (self._secret,))

    def own_id(self, feed: str, native_id: str) -> str:
        """Return our own id of a row: 80 bits, by which two of a billion rows are the same once in 2 million stores."""
        mark = self._keyed.copy()
        mark.update(f"{feed}\0{native_id}".encode())
        return f"r-{mark.hexdigest()}"

    def bind(self, store: ReportTables, case_folder: Path) -> None:
        """Let a store know the secret that its ids are made with, by a hash that tells nothing of it.

        Raises
        ------
        SourceError
            If its ids were made with another one.
        """
        check = blake2b(b"truceline store", key=self._secret, digest_size=16).digest()
        known = store.execute("SELECT hash FROM report_ids WHERE session = :session").fetchone()
        if known is None:
            store.execute("INSERT INTO report_ids (session, hash) VALUES (:session, ?)", check)
        elif not hmac.compare_digest(bytes(known[0]), check):
            what = f"gave its reports ids by another secret than that in {FILE}; put the {FILE} that belongs to it "
            remedy = f"beside it, or leave {STORE} out of the copy and import anew"
            where = case_folder / FOLDER / STORE
            raise SourceError("the store of reports cannot be used", (f"{where} | {what}{remedy}",))

    def keep(self, rows: Iterable[Apart], number: int, changed: Collection[str]) -> None:
        """Keep what import ``number`` brings of rows; of those it did not change (by id), only what is new."""
        brought, others = list[_Part](), list[_Part]()
        for own, native_id, *texts in rows:
            kept = brought if own in changed else others
            if kept is brought:
                kept.append((own, PARTS[0], native_id, number))  # that of another row is known
            kept += [
                (own, part, text, number) for part, text in zip(PARTS[1:], texts, strict=True) if text not in _EMPTY
            ]
        self._connection.executemany("INSERT OR IGNORE INTO apart VALUES (?, ?, ?, ?)", brought)
        self._connection.executemany(
            f"INSERT OR IGNORE INTO apart SELECT ?1, ?2, ?3, ?4 WHERE {_UNLESS_KNOWN}",
            others,
        )

    def forget(self, number: int) -> None:
        """Forget what only import ``number`` brought."""
        self._connection.execute("DELETE FROM apart WHERE import = ?", (number,))

    def earlier(self) -> list[tuple[str, str, str]]:
        """Return what an earlier truceline kept: feed, native id and name of a reporter."""
        if not self._connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'reporters'").fetchone():
            return []
        return self._connection.execute("SELECT feed, native_id, reporter FROM reporters").fetchall()

    def take_over(self, rows: Iterable[tuple[str, str, str, int]]) -> None:
        """Keep rows of an earlier truceline (id, part, text, import) in place of its table."""
        self._connection.executemany("INSERT OR IGNORE INTO apart VALUES (?, ?, ?, ?)", rows)
        self._connection.execute("DROP TABLE IF EXISTS reporters")

    def commit(self) -> None:
        """Keep for good what was done; before the reports themselves are, so that none lacks what belongs to it."""
        self._connection.execute("COMMIT")


@contextmanager
def reporters_of(case_folder: Path) -> Iterator[Reporters]:
    """Open what is kept apart of a case, for one transaction, making it where it is missing.

    What is not committed within is rolled back. What is forgotten is overwritten in the file.

    Raises
    ------
    SourceError
        If the file cannot be written.
    """
    path = case_folder / FOLDER / FILE
    with told(path):
        path.touch(mode=0o600)
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("BEGIN IMMEDIATE")
            yield Reporters(connection)
        finally:
            connection.close()


def forget(store: ReportTables, case_folder: Path, number: int) -> None:
    """Forget what only import ``number`` of a store brought, where anything is kept apart of the case.

    Raises
    ------
    SourceError
        If what is kept belongs to another store, or the file cannot be written.
    """
    path = case_folder / FOLDER / FILE
    if path.exists() and path.stat().st_size:
        with reporters_of(case_folder) as apart:
            apart.bind(store, case_folder)
            apart.forget(number)
            apart.commit()
