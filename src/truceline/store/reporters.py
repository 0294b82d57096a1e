"""Who reported: kept apart from the reports, in a file of its own that only its owner may read.

No function of truceline gives these names out, and no export, copy of a case or bulletin holds them: the file's name
begins with a dot, which copies of a case leave out. They are there so that a mission can answer to its own observers.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from truceline.store.sqlite import FOLDER, told

FILE = ".reporters.sqlite"
_TABLE = """
CREATE TABLE IF NOT EXISTS reporters (
    feed TEXT NOT NULL, native_id TEXT NOT NULL, reporter TEXT NOT NULL,
    PRIMARY KEY (feed, native_id, reporter)
) STRICT, WITHOUT ROWID
"""


class Reporters:
    """Who reported the rows of a feed; nothing is opened until there is a name to keep."""

    def __init__(self, path: Path, feed: str) -> None:
        self._path, self._feed = path, feed
        self._connection: sqlite3.Connection | None = None

    def add(self, named: Iterable[tuple[str, str]]) -> None:
        """Keep who reported: pairs of a row's id and a name."""
        rows = [(self._feed, native_id, reporter) for native_id, reporter in named]
        if rows:
            self._open().executemany("INSERT OR IGNORE INTO reporters VALUES (?, ?, ?)", rows)

    def commit(self) -> None:
        """Keep for good what was added; done before the reports themselves are, so that none lacks its reporter."""
        if self._connection is not None:
            self._connection.execute("COMMIT")

    def close(self) -> None:
        """Close the file; what was not committed is rolled back."""
        if self._connection is not None:
            self._connection.close()

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._path.touch(mode=0o600)
            self._connection = sqlite3.connect(self._path, isolation_level=None)
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.execute(_TABLE)
        return self._connection


@contextmanager
def reporters_of(case_folder: Path, feed: str) -> Iterator[Reporters]:
    """Open the reporters of a case to add to them.

    Raises
    ------
    SourceError
        If the file cannot be written.
    """
    path = case_folder / FOLDER / FILE
    with told(path):
        reporters = Reporters(path, feed)
        try:
            yield reporters
        finally:
            reporters.close()
