"""The evidence log: judgements and bulletins, signed, so that anyone can see that nothing was altered.

One line of JSON for each entry: the entry, and the tree head that it makes, signed. A head covers every entry up to its
own, so that the first line whose head does not follow is the first that was altered. Heads are those of an RFC 6962
Merkle tree over the entries' canonical JSON; signatures are Ed25519 over the head's size and hash. A log alone cannot
show that its end was cut off: heads that were kept (``LOG.head`` beside it, ``head.json`` of a run) can.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from truceline.errors import SourceError
from truceline.evidence.heads import KeptHead, TreeHead, heads_beside
from truceline.evidence.merkle import Tree, inclusion_proof, leaf_hash
from truceline.formats.files import read_ordinary

_SUMMARY = "the evidence log cannot be trusted"
_START = b'{"entry":{"content":'


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry: its ``id`` and ``kind`` (such as ``judgement``), and its ``content``, which is JSON.

    ``earlier`` is the same content as earlier formats wrote it; it is no part of the entry.
    """

    id: str
    kind: str
    content: Any
    earlier: tuple[Any, ...] = ()

    def canonical(self) -> bytes:
        """Write the entry as the very bytes that are hashed: keys in order, no spaces, UTF-8."""
        return self._written(self.content)

    def forms(self) -> tuple[bytes, ...]:
        """Write the entry in every format that it may stand in a log in."""
        return tuple(self._written(content) for content in (self.content, *self.earlier))

    def _written(self, content: Any) -> bytes:  # noqa: ANN401  (any JSON)
        return canonical({"content": content, "id": self.id, "kind": self.kind})


@dataclass(frozen=True, slots=True)
class Log:
    """A verified log: its entries, and the head that each made."""

    entries: tuple[LogEntry, ...]
    heads: tuple[TreeHead, ...]

    @property
    def head(self) -> TreeHead | None:
        """Return the head of all entries, None where the log is empty."""
        return self.heads[-1] if self.heads else None

    def inclusion(self, index: int) -> tuple[str, ...]:
        """Prove, in hexadecimal, that the entry at ``index`` (from 0) is under the head."""
        return tuple(part.hex() for part in inclusion_proof(self._leaves(), index))

    def extends(self, earlier: TreeHead) -> bool:
        """Return whether this log only appended to the one that had an ``earlier`` head."""
        return 1 <= earlier.size <= len(self.heads) and self.heads[earlier.size - 1].root == earlier.root

    def _leaves(self) -> list[bytes]:
        return [leaf_hash(entry.canonical()) for entry in self.entries]


def verify(path: Path, *, key: str = "", kept: Iterable[KeptHead] = ()) -> Log:
    """Check every entry and head of a log, and that it extends the heads that were ``kept``, also beside it.

    ``key`` is the public key (hexadecimal) that must have signed; by default the one in the first head, which shows
    only that nobody without that key changed anything. Time grows linearly with the log.

    Raises
    ------
    SourceError
        If the log cannot be read, is none, is empty, was altered or was cut off; it names the first altered entry.
    """
    try:
        data = read_ordinary(path)
    except FileNotFoundError:
        data = None
    except OSError as error:
        problem = f"{path} | cannot be read ({error.strerror}); give the log's path"
        raise SourceError("the evidence log cannot be read", (problem,)) from error
    known = (*kept, *heads_beside(path))
    if not data and not known:
        what = "cannot be read (No such file or directory)" if data is None else "is empty: there is nothing to verify"
        raise SourceError("the evidence log cannot be read", (f"{path} | {what}; give the log's path",))
    recognise(data or b"", str(path))
    log = read_log(data or b"", str(path), key=key)
    check_kept(log, path, known, key or (log.head.key if log.head else ""))
    return log


def recognise(data: bytes, name: str) -> None:
    """Refuse what nobody could take for a log, whole or altered: no line of it begins as lines of a log do.

    Raises
    ------
    SourceError
        If it is none. An empty file may become one.
    """
    begun = b"\n" not in data and _START.startswith(data)  # a first append that never finished
    if not begun and not any(line.startswith(_START) for line in data.split(b"\n")):
        what = "is no evidence log: no line of it is an entry; it was left as it is: give the path of a log"
        raise SourceError("the file is no evidence log", (f"{name} | {what}",))


def check_kept(log: Log, path: Path, kept: Iterable[KeptHead], key: str) -> None:
    """Refuse a log that lacks what a kept head shows that it had; the largest such head is named.

    Raises
    ------
    SourceError
        If the log is missing, was cut off or was rewritten, or a head is not signed by its ``key``.
    """
    lacking = [each for each in kept if not (log.extends(each.head) and each.head.signed_by(key))]
    if not lacking:
        return
    largest = max(lacking, key=lambda each: each.head.size)
    size, there = largest.head.size, len(log.entries)
    if not path.exists():
        what = f"is missing, but {largest.where} is the signed head of {size} entries that it had"
    elif size > there:
        what = f"has {there} entries, but {largest.where} is the signed head of {size}: entries were cut off its end"
    elif log.extends(largest.head):
        what = f"is signed by another key than the head kept of {size} entries, {largest.where}"
    else:
        what = f"does not extend the head kept of {size} entries, {largest.where}: entries were removed or rewritten"
    remedy = "put back a copy that extends this head, or begin another log under another name"
    raise SourceError(_SUMMARY, (f"{path} | {what}; {remedy}",))


def read_log(data: bytes, name: str, *, key: str = "") -> Log:
    """Check and read the bytes of a log; see ``verify``."""
    tree = Tree()
    entries: list[LogEntry] = []
    heads: list[TreeHead] = []
    for number, line in enumerate(data.splitlines(keepends=True), start=1):
        found = _parsed(line)
        if found is None:
            what = "is not as it was written" if line.endswith(b"\n") else "has no end: it was never finished, or cut"
            raise SourceError(_SUMMARY, (_altered(name, number, "", what),))
        entry, head = found
        tree.append(leaf_hash(entry.canonical()))
        key = key or head.key
        if (tree.size, tree.head().hex()) != (head.size, head.root):
            raise SourceError(_SUMMARY, (_altered(name, number, entry.id, "does not follow from the entries before"),))
        if not head.signed_by(key):
            raise SourceError(_SUMMARY, (_signed_otherwise(name, number, entry.id, head, key),))
        entries.append(entry)
        heads.append(head)
    return Log(tuple(entries), tuple(heads))


def _signed_otherwise(name: str, number: int, entry: str, head: TreeHead, key: str) -> str:
    # The first entry with a sound signature of another key is not altered: it is another signer's log.
    if number > 1 or not head.signed_by(head.key):
        return _altered(name, number, entry, f"is not signed by {key[:16]}...")
    what = f"is not signed by {key[:16]}..., but by {head.key[:16]}..."
    return f"{name} entry 1 ({entry}) | {what}: give the key that signed this log, or the log of that key"


def _altered(name: str, number: int, entry: str, what: str) -> str:
    which = f"entry {number}" + (f" ({entry})" if entry else "")
    return f"{name} {which} | {what}; this is the first altered entry: compare it with another copy"


def canonical(value: object) -> bytes:
    """Write plain data as the very bytes that are hashed: keys in order, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def _parsed(line: bytes) -> tuple[LogEntry, TreeHead] | None:
    # None where the line is not, byte for byte, what an append writes.
    try:
        found = json.loads(line)
        entry = LogEntry(**found["entry"])
        head = TreeHead(**found["head"])
        sound = line == line_of(entry, head) and all(bytes.fromhex(t).hex() == t for t in (head.key, head.signature))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return (entry, head) if sound else None


def line_of(entry: LogEntry, head: TreeHead) -> bytes:
    """Write the line of an entry and the head that it makes."""
    return b'{"entry":' + entry.canonical() + b',"head":' + canonical(head.document()) + b"}\n"
