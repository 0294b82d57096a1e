"""Appending to the evidence log: whole or not at all, and only to what is a log and has all that it ever had.

An append is one write to the end of the file under a lock (a file beside it, ``LOG.lock``), then flushed to the disk;
then its head is kept beside it, ``LOG.head``, and its index, ``LOG.index``, goes on. Nothing is written before the file
is recognised and its end found to be the one that the index knows; only ``verify`` looks at every entry again. What a
crash left of an append that never finished (an end without a line break) is set aside in ``LOG.torn-N``. Entries have
ids: what is in the log already is not appended again.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import FileIO
from itertools import count
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from truceline.errors import SourceError, shown
from truceline.evidence.chain import UNTRUSTED, Link, LogEntry, canonical, line_of
from truceline.evidence.heads import KeptHead, TreeHead, beside, heads_beside, origin_fits, signed_head
from truceline.evidence.index import LogIndex, index_path, open_index
from truceline.evidence.keys import public_key
from truceline.evidence.log import check_kept, recognise
from truceline.evidence.merkle import leaf_hash
from truceline.formats.files import UnfitFileError, read_ordinary, write_atomic

_WAIT_S = 30.0


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the ``key``, ``at`` which instant, and which log: its ``origin``, which one that has none gets."""

    key: Ed25519PrivateKey
    at: datetime
    origin: str


@dataclass(frozen=True, slots=True)
class Appended:
    """The head of the log as it is after an append, how many entries were ``new``, and ``remarks`` to be told."""

    head: TreeHead
    new: int
    remarks: tuple[str, ...] = ()


def append(path: Path, entries: Iterable[LogEntry], signer: Signer, kept: Iterable[KeptHead] = ()) -> Appended:
    """Append the entries that the log does not have yet, signed: all of them or none.

    The log must extend the heads that were ``kept`` of it, and the one beside it. Time is that of the new entries and
    of what was appended past the index.

    Raises
    ------
    SourceError
        If the file is no log, was altered or cut off, is missing though a head of it was kept, another key signs it,
        it has an entry of the same id with other content, or it cannot be written: it is then as it was.
    """
    entered, heads = list(entries), list(kept)
    if index_path(path).exists():
        with suppress(SourceError):  # an index proves nothing: what it refuses is looked up in the log itself
            return _append(path, entered, signer, heads, anew=False)
    return _append(path, entered, signer, heads, anew=True)


def _append(path: Path, entries: list[LogEntry], signer: Signer, kept: list[KeptHead], *, anew: bool) -> Appended:
    with _exclusive(path, anew=anew) as index:
        check_kept(index, path, (*kept, *heads_beside(path)))
        _check_signer(index, path, signer)
        new = [_link(index, entry, signer) for entry in _new(index, entries, str(path))]
        remarks = [*_set_aside(index, path), *_remarks(index, path, signer)]
        lines = [line_of(each.entry, each.head) for each in new]
        head = _write(index, path, new, lines)
        remarks.extend(_store(index, path, zip(new, lines, strict=True)))
    return Appended(head, len(new), tuple(remarks))


@contextmanager
def _exclusive(path: Path, *, anew: bool) -> Iterator[LogIndex]:
    # The index of a log while nobody else may append to it.
    from filelock import FileLock

    try:
        if anew:  # not even a lock is left beside what is no log
            recognise(read_ordinary(path) if path.exists() else b"", str(path))
        # A lock on the log itself would keep readers out too on Windows.
        with FileLock(f"{path.resolve()}.lock", timeout=_WAIT_S), open_index(path, anew=anew) as index:
            yield index
    except (OSError, UnfitFileError) as error:
        reason = getattr(error, "strerror", None) or error
        what = f"cannot be written ({reason}); nothing was appended; check path, disk and permissions"
        raise SourceError("the evidence log cannot be written", (f"{path} | {what}",)) from error


def _check_signer(index: LogIndex, path: Path, signer: Signer) -> None:
    due, key, origin = index.chain.key, public_key(signer.key), index.chain.origin
    if origin and origin != signer.origin:
        raise SourceError(
            UNTRUSTED, (f"{path} | is the log {origin}, not {signer.origin}; give that log, or its name",)
        )
    if not origin_fits(signer.origin):
        what = f"{shown(signer.origin)} | is no name of a log; give one without spaces, plus and control characters"
        raise SourceError("the evidence log cannot be written", (what,))
    if due and key != due:
        what = f"is signed by {due[:16]}..., not by {key[:16]}...: sign with that key, or begin another log (--log)"
        raise SourceError(UNTRUSTED, (f"{path} | {what}",))


def _new(index: LogIndex, entries: Iterable[LogEntry], name: str) -> list[LogEntry]:
    new: dict[str, LogEntry] = {}
    problems = []
    for entry in entries:
        leaves = [leaf_hash(form) for form in entry.forms()]
        there = index.known(entry.id)
        known = there.leaf if there else leaf_hash(new[entry.id].canonical()) if entry.id in new else None
        if known is None:
            new[entry.id] = entry
        elif known not in leaves:
            problems.append(f"{name} {entry.id} | is in the log with other content; append one that replaces it")
    if problems:
        raise SourceError("what is in the evidence log cannot be changed", tuple(problems))
    return list(new.values())


def _link(index: LogIndex, entry: LogEntry, signer: Signer) -> Link:
    chain = index.chain
    leaf = chain.extend(entry, public_key(signer.key))
    chain.origin = chain.origin or signer.origin
    head = signed_head(chain.tree.size, chain.tree.head().hex(), signer.key, chain.origin, signer.at)
    return Link(entry, leaf, head)


def _remarks(index: LogIndex, path: Path, signer: Signer) -> Iterator[str]:
    if index.made_anew:
        yield f"{index_path(path)} did not fit the log: it was made anew from it, after every entry was verified"
    at = signer.at.astimezone(UTC).replace(microsecond=0).isoformat()
    if at < index.time:
        yield f"the clock says {at}, but the entry before was signed at {index.time}: correct the clock"


def _set_aside(index: LogIndex, path: Path) -> Iterator[str]:
    if index.torn:
        aside = next(name for number in count(1) if not (name := Path(f"{path}.torn-{number}")).exists())
        write_atomic(aside, index.torn)
        yield f"an append to the log that never finished was set aside in {aside}; the log goes on without"


def _write(index: LogIndex, path: Path, new: Sequence[Link], lines: Sequence[bytes]) -> TreeHead:
    # From where the index ends; an unfinished append that began there lies aside by now.
    start = index.covered
    head = new[-1].head if new else index.head(path)
    if head is None:
        raise SourceError("the evidence log cannot be written", (f"{path} | would be empty; give an entry",))
    with path.open("ab", buffering=0) as file:
        try:
            file.truncate(start)
            _all(file, b"".join(lines))
            if all(each.head.size < head.size for each in heads_beside(path)):  # or it lags behind
                _keep(beside(path), canonical(head.document()) + b"\n")
        except OSError:
            file.truncate(start)
            raise
    return head


def _all(file: FileIO, data: bytes) -> None:
    written = 0
    while written < len(data):
        written += file.write(data[written:])
    os.fsync(file.fileno())


def _keep(path: Path, data: bytes) -> None:
    # Whole or not at all, but not flushed: that takes longer than all the rest. Where power is lost, an older or an
    # empty one may be left, and what is empty counts as none.
    written = path.with_name(f"{path.name}.new")
    try:
        written.write_bytes(data)
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)


def _store(index: LogIndex, path: Path, new: Iterable[tuple[Link, bytes]]) -> Iterator[str]:
    # The entries are in the log by now, and an index follows from it.
    try:
        for link, line in new:
            index.add(link, line)
        index.store(index_path(path))
    except (OSError, sqlite3.Error) as error:
        yield f"{index_path(path)} cannot be written ({error}): the next append reads the whole log"
