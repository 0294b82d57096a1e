"""Follow a log line by line: each must be, byte for byte, what an append writes, and follow from those before it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from truceline.errors import SourceError, shown
from truceline.evidence.heads import TreeHead
from truceline.evidence.merkle import Hash, Tree, leaf_hash

ROTATION = "rotation"
"""The kind of the entry with which a key hands the log over to the next one."""

UNTRUSTED = "the evidence log cannot be trusted"
_KEY = re.compile(r"[0-9a-f]{64}")


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
class Link:
    """A line that follows: its entry, the leaf of it, and the head that it makes."""

    entry: LogEntry
    leaf: Hash
    head: TreeHead


class Chain:
    """How far a log was followed: its tree, its ``origin``, and the ``key`` that must sign next (empty: any)."""

    def __init__(self, name: str, edge: Sequence[tuple[int, Hash]] = (), key: str = "", origin: str = "") -> None:
        self.tree = Tree(edge)
        self.key = key
        self.origin = origin
        self._name = name

    def follow(self, line: bytes) -> Link:
        """Check the next line, whole with its line break, and go on behind it.

        Raises
        ------
        SourceError
            If it was altered; it names the entry.
        """
        found = _parsed(line)
        if found is None:
            what = "is not as it was written" if line.endswith(b"\n") else "has no end: it was never finished, or cut"
            raise self._altered(self.tree.size + 1, "", what)
        entry, head = found
        leaf = leaf_hash(entry.canonical())
        self.tree.append(leaf)
        if (self.tree.size, self.tree.head().hex()) != (head.size, head.root):
            raise self._altered(self.tree.size, entry.id, "does not follow from the entries before")
        self._check_signer(entry, head)
        self.key, self.origin = _next_key(entry) or head.key, head.origin
        return Link(entry, leaf, head)

    def extend(self, entry: LogEntry, key: str) -> Hash:
        """Put a new entry behind, which a ``key`` signs, and return its leaf."""
        leaf = leaf_hash(entry.canonical())
        self.tree.append(leaf)
        self.key = _next_key(entry) or key
        return leaf

    def _check_signer(self, entry: LogEntry, head: TreeHead) -> None:
        due = self.key or head.key
        if not head.signed_by(due):
            raise self._altered(self.tree.size, entry.id, f"is not signed by {due[:16]}...")
        if self.origin and head.origin != self.origin:
            raise self._altered(self.tree.size, entry.id, f"is of the log {shown(head.origin)}, not {self.origin}")
        if entry.kind == ROTATION and not _next_key(entry):
            raise self._altered(self.tree.size, entry.id, "names no key that signs after it")

    def _altered(self, number: int, entry: str, what: str) -> SourceError:
        which = f"entry {number}" + (f" ({entry})" if entry else "")
        problem = f"{self._name} {which} | {what}; this is the first altered entry: compare it with another copy"
        return SourceError(UNTRUSTED, (problem,))


def canonical(value: object) -> bytes:
    """Write plain data as the very bytes that are hashed: keys in order, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def line_of(entry: LogEntry, head: TreeHead) -> bytes:
    """Write the line of an entry and the head that it makes."""
    return b'{"entry":' + entry.canonical() + b',"head":' + canonical(head.document()) + b"}\n"


def _parsed(line: bytes) -> tuple[LogEntry, TreeHead] | None:
    # None where the line is not, byte for byte, what an append writes.
    try:
        found = json.loads(line)
        entry = LogEntry(**found["entry"])
        head = TreeHead(**found["head"])
        texts = (entry.id, entry.kind, head.root, head.key, head.signature, head.origin, head.time)
        sound = type(head.size) is int and all(isinstance(text, str) for text in texts) and line == line_of(entry, head)
        sound = sound and all(bytes.fromhex(text).hex() == text for text in (head.key, head.signature))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return (entry, head) if sound else None


def _next_key(entry: LogEntry) -> str:
    key = entry.content.get("key") if entry.kind == ROTATION and isinstance(entry.content, dict) else None
    return key if isinstance(key, str) and _KEY.fullmatch(key) else ""
