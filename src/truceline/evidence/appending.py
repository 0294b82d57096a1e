"""Appending to the evidence log: whole or not at all, and only to what is a log and has all that it ever had.

An append is one write to the end of the file under a lock (a file beside it, ``LOG.lock``), then flushed to the disk;
then its head is kept beside it, ``LOG.head``. Nothing is written before the file is recognised and verified. What a
crash left of an append that never finished (an end without a line break) is set aside in ``LOG.torn-N``. Entries have
ids: what is in the log already is not appended again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from truceline.errors import SourceError
from truceline.evidence.heads import KeptHead, TreeHead, beside, heads_beside, signed_head
from truceline.evidence.keys import public_key
from truceline.evidence.log import Log, LogEntry, canonical, check_kept, line_of, read_log, recognise
from truceline.evidence.merkle import Tree, leaf_hash
from truceline.formats.files import read_ordinary, write_atomic

_WAIT_S = 30.0


@dataclass(frozen=True, slots=True)
class Appended:
    """The log as it is after an append, and the file in which the end of an unfinished one was ``set_aside``."""

    log: Log
    set_aside: Path | None = None


def append(path: Path, entries: Iterable[LogEntry], key: Ed25519PrivateKey, kept: Iterable[KeptHead] = ()) -> Appended:
    """Append the entries that the log does not have yet, signed: all of them or none.

    The log must extend the heads that were ``kept`` of it, and the one beside it.

    Raises
    ------
    SourceError
        If the file is no log, was altered or cut off, is missing though a head of it was kept, another key signed it,
        it has an entry of the same id with other content, or it cannot be written: it is then as it was.
    """
    with _locked(path):
        data = _data(path)
        whole = data[: data.rfind(b"\n") + 1]
        log = read_log(whole, str(path), key=public_key(key))
        check_kept(log, path, (*kept, *heads_beside(path)), public_key(key))
        new = tuple(_new(log, entries, str(path)))
        torn = _set_aside(path, data[len(whole) :])
        after = Log((*log.entries, *new), (*log.heads, *_heads(log, new, key)))
        lines = [line_of(entry, head) for entry, head in zip(new, after.heads[len(log.heads) :], strict=True)]
        _write(path, len(whole), b"".join(lines), after.head)
        return Appended(after, torn)


def _new(log: Log, entries: Iterable[LogEntry], name: str) -> Iterator[LogEntry]:
    known = {entry.id: entry.canonical() for entry in log.entries}
    problems = []
    for entry in entries:
        if entry.id not in known:
            known[entry.id] = entry.canonical()
            yield entry
        elif known[entry.id] not in entry.forms():
            problems.append(f"{name} {entry.id} | is in the log with other content; append one that replaces it")
    if problems:
        raise SourceError("what is in the evidence log cannot be changed", tuple(problems))


def _heads(log: Log, new: Sequence[LogEntry], key: Ed25519PrivateKey) -> Iterator[TreeHead]:
    tree = Tree()
    for entry in log.entries:
        tree.append(leaf_hash(entry.canonical()))
    for entry in new:
        tree.append(leaf_hash(entry.canonical()))
        yield signed_head(tree.size, tree.head().hex(), key)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    # Keeps others out. A lock on the log itself would keep readers out too on Windows.
    from filelock import FileLock

    try:
        _data(path)  # not even a lock is left beside what is no log
        with FileLock(f"{path.resolve()}.lock", timeout=_WAIT_S):
            yield
    except OSError as error:
        what = f"cannot be written ({error.strerror or error}); nothing was appended; check path, disk and permissions"
        raise SourceError("the evidence log cannot be written", (f"{path} | {what}",)) from error


def _data(path: Path) -> bytes:
    data = read_ordinary(path) if path.exists() else b""
    recognise(data, str(path))
    return data


def _set_aside(path: Path, torn: bytes) -> Path | None:
    if not torn:
        return None
    aside = next(name for number in count(1) if not (name := Path(f"{path}.torn-{number}")).exists())
    write_atomic(aside, torn)
    return aside


def _write(path: Path, start: int, data: bytes, head: TreeHead | None) -> None:
    # From ``start``, where an unfinished append began, if any; its end lies aside by now.
    if head is None and not path.exists():
        return
    with path.open("ab", buffering=0) as file:
        try:
            file.truncate(start)
            written = 0
            while written < len(data):
                written += file.write(data[written:])
            os.fsync(file.fileno())
            if head is not None:
                write_atomic(beside(path), canonical(head.document()) + b"\n")
        except OSError:
            file.truncate(start)
            raise
