"""The index of a log: what an append needs of it without reading it, beside it in ``LOG.index`` (SQLite).

It holds the right edge of the tree, how many bytes of the log it covers, and of each entry the id, leaf, root and
signer. All of it follows from the log: an index that is missing, broken or does not fit is made anew from the log,
every entry of which is then verified. What was appended past it is followed from where it ends. It is not flushed to
the disk, as the log is: what a loss of power leaves of it must still lead to the root in the log's last line.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from truceline.errors import SourceError
from truceline.evidence.chain import UNTRUSTED, Chain, Link, LogEntry
from truceline.evidence.heads import TreeHead
from truceline.evidence.log import Followed, recognise
from truceline.evidence.merkle import Hash, leaf_hash
from truceline.formats.beside import place_in
from truceline.formats.files import UnfitFileError, open_ordinary

VERSION = 1
_TABLES = """
CREATE TABLE entries (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, leaf BLOB NOT NULL, root TEXT NOT NULL, signer TEXT NOT NULL
) STRICT;
CREATE INDEX by_id ON entries (id);
CREATE TABLE edge (tree TEXT, key TEXT, origin TEXT, time TEXT, covered INTEGER, last INTEGER) STRICT;
"""
_NOTHING = ("[]", "", "", "", 0, 0)


@dataclass(frozen=True, slots=True)
class Known:
    """An entry of a log: its ``number`` from 1, its ``id`` and its ``leaf``."""

    number: int
    id: str
    leaf: Hash


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry of a log, whole, and its ``number`` from 1."""

    number: int
    entry: LogEntry


class LogIndex:
    """What is known of a log: it was followed up to the byte ``covered``, and ``torn`` lies behind its last whole line.

    ``made_anew`` says that there was an index beside the log, which did not fit.
    """

    def __init__(self, tables: sqlite3.Connection, name: str, *, stored: bool) -> None:
        self._tables = tables
        self._stored = stored
        edge = next(tables.execute("SELECT * FROM edge"), _NOTHING) if stored else _NOTHING
        tree, key, origin, time, covered, last = edge
        self.chain = Chain(name, [(width, bytes.fromhex(peak)) for width, peak in json.loads(tree)], key, origin)
        self.time = str(time)
        self.covered = int(covered)
        self._last = int(last)
        self.torn = b""
        self.made_anew = False

    @property
    def size(self) -> int:
        """Return the number of entries."""
        return self.chain.tree.size

    def root(self, size: int) -> str:
        """Return the root of the first ``size`` entries, 1 or more, in hexadecimal."""
        return str(self._one("SELECT root FROM entries WHERE number = ?", size))

    def signer(self, size: int) -> str:
        """Return the key that signed the head of the first ``size`` entries."""
        return str(self._one("SELECT signer FROM entries WHERE number = ?", size))

    def known(self, entry: str) -> Known | None:
        """Return the first entry with an id, None where there is none."""
        found = self._tables.execute("SELECT number, id, leaf FROM entries WHERE id = ? ORDER BY number", (entry,))
        return next((Known(*row) for row in found), None)

    def number(self, entry: str) -> int | None:
        """Return the number of the entry with an id, None where there is none."""
        found = self.known(entry)
        return found.number if found else None

    def begun_with(self, text: str) -> Iterator[Known]:
        """List the entries of which the id begins with a text, in their order."""
        after = text[:-1] + chr(ord(text[-1]) + 1)
        asked = "SELECT number, id, leaf FROM entries WHERE id >= ? AND id < ? ORDER BY number"
        return (Known(*row) for row in self._tables.execute(asked, (text, after)))

    def entered(self, log: Path, numbers: Sequence[int]) -> Iterator[Entered]:
        """Read entries by their numbers, in order, from the log. Time grows with the log, where there are any.

        Raises
        ------
        SourceError
            If one is no longer what it was when the log was followed.
        """
        lines = _read(log, 0, self.covered).splitlines(keepends=True) if numbers else []
        for number in numbers:
            entry = LogEntry(**json.loads(lines[number - 1])["entry"])
            if leaf_hash(entry.canonical()) != self._one("SELECT leaf FROM entries WHERE number = ?", number):
                problem = (
                    f"{log} entry {number} | was altered since it was entered; verify the log, and put back a copy"
                )
                raise SourceError(UNTRUSTED, (problem,))
            yield Entered(number, entry)

    def add(self, link: Link, line: bytes) -> None:
        """Note an entry, which the chain holds already, and its line."""
        head = link.head
        row = (head.size, link.entry.id, link.leaf, head.root, head.key)
        self._tables.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?)", row)
        self.covered += len(line)
        self.time = head.time
        self._last = len(line)

    def fits(self, log: Path) -> bool:
        """Return whether the last line covered still makes the head of the tree here: a look, no verification."""
        found = self._tables.execute("SELECT count(*), max(number) FROM entries WHERE number >= ?", (self.size,))
        head = self.head(log)
        if head is None:
            return tuple(next(found)) == (0, None)
        made = (head.size, head.root, head.signed_by(head.key))
        return tuple(next(found)) == (1, self.size) and made == (self.size, self.chain.tree.head().hex(), True)

    def follow(self, log: Path) -> None:
        """Follow what lies in the log behind what is covered, whole lines of it.

        Raises
        ------
        SourceError
            If it is no log, or was altered.
        """
        data = _read(log, self.covered, -1)
        if not self.size:
            recognise(data, str(log))
        whole = data[: data.rfind(b"\n") + 1]
        for line in whole.splitlines(keepends=True):
            self.add(self.chain.follow(line), line)
        self.torn = data[len(whole) :]

    def head(self, log: Path) -> TreeHead | None:
        """Return the head of all entries, as the last line of the log has it; None where there are none.

        Raises
        ------
        ValueError, KeyError, TypeError
            If that line is no longer there.
        """
        if not self.size:
            return None
        line = _read(log, self.covered - self._last, self._last)
        if not line.endswith(b"\n"):
            raise ValueError("the log is shorter than its index")
        return TreeHead(**json.loads(line)["head"])

    def store(self, path: Path) -> None:
        """Write it to the disk, whole or not at all.

        Raises
        ------
        OSError, sqlite3.Error
            If it cannot be written.
        """
        tree = json.dumps([(width, peak.hex()) for width, peak in self.chain.tree.edge])
        edge = (tree, self.chain.key, self.chain.origin, self.time, self.covered, self._last)
        self._tables.execute("DELETE FROM edge")
        self._tables.execute("INSERT INTO edge VALUES (?, ?, ?, ?, ?, ?)", edge)
        self._tables.commit()
        if not self._stored:
            _copy(self._tables, path)

    def close(self) -> None:
        """Let go of the file."""
        self._tables.close()

    def _one(self, asked: str, number: int) -> object:
        return next(self._tables.execute(asked, (number,)))[0]


def index_path(log: Path) -> Path:
    """Name the file of a log's index."""
    return Path(f"{log}.index")


@contextmanager
def open_index(log: Path, *, anew: bool = False) -> Iterator[LogIndex]:
    """Open the index of a log, followed to the log's end, or make it ``anew``. Nothing is written before it is stored.

    Time is that of what was appended since it was stored; where it is missing or does not fit, of the whole log.

    Raises
    ------
    SourceError
        If the log is none, or was altered as far as it was read.
    OSError
        If the log cannot be read.
    """
    path = index_path(log)
    found = _found(path, log) if path.exists() and not anew else None
    with closing(found or _made(path, log)) as index:
        yield index


def _found(path: Path, log: Path) -> LogIndex | None:
    # None where it cannot be opened, is broken, of another version, or does not fit the log.
    with ExitStack() as stack:
        try:
            tables = stack.enter_context(closing(sqlite3.connect(path, isolation_level="IMMEDIATE")))
            tables.execute("PRAGMA synchronous = OFF")
            if next(tables.execute("PRAGMA user_version"))[0] != VERSION:
                return None
            found = LogIndex(tables, str(log), stored=True)
            if not found.fits(log):
                return None
            found.follow(log)
        except (sqlite3.Error, ValueError, TypeError, KeyError):
            return None
        stack.pop_all()
        return found


def _made(path: Path, log: Path) -> LogIndex:
    with ExitStack() as stack:
        tables = stack.enter_context(closing(sqlite3.connect(":memory:")))
        tables.executescript(_TABLES)
        made = LogIndex(tables, str(log), stored=False)
        made.follow(log)
        made.made_anew = path.exists()
        stack.pop_all()
        return made


def index_fits(log: Path, followed: Followed) -> bool:
    """Return whether the index beside a log, where there is one, says what the log says that was verified."""
    path = index_path(log)
    if not path.exists():
        return True
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as tables:
            found = LogIndex(tables, str(log), stored=True)
            roots = [root for (root,) in tables.execute("SELECT root FROM entries ORDER BY number")]
    except (sqlite3.Error, ValueError, TypeError):
        return False
    there = [followed.root(size) for size in range(1, min(found.size, followed.size) + 1)]
    return roots == there and found.chain.tree.head().hex() == (roots[-1] if roots else found.chain.tree.head().hex())


@contextmanager
def look(log: Path) -> Iterator[LogIndex]:
    """Open the index of a log to look into it; it is never stored.

    Raises
    ------
    SourceError
        If the log is none, was altered as far as it was read, or cannot be read.
    """
    with ExitStack() as stack:
        try:
            index = stack.enter_context(open_index(log))
        except (OSError, UnfitFileError) as error:
            problem = f"{log} | cannot be read ({getattr(error, 'strerror', None) or error}); give the log's path"
            raise SourceError("the evidence log cannot be read", (problem,)) from error
        yield index


def _copy(tables: sqlite3.Connection, path: Path) -> None:
    with place_in(path.parent) as folder:
        beside = folder / path.name
        with closing(sqlite3.connect(beside)) as copied:
            tables.backup(copied)
            copied.execute(f"PRAGMA user_version = {VERSION}")
        beside.replace(path)


def _read(log: Path, start: int, length: int) -> bytes:
    # A log that is not there yet is empty; what lies beyond its end is nothing.
    try:
        with open_ordinary(log) as file:
            file.seek(start)
            return file.readall() if length < 0 else file.read(length) or b""
    except FileNotFoundError:
        return b""
