"""The evidence log: judgements and bulletins, appended and signed, so that anyone can see that nothing was altered.

One line of JSON for each entry: the entry, and the tree head that it makes, signed. A head covers every entry up to its
own, so that the first line whose head does not follow is the first that was altered. Heads are those of an RFC 6962
Merkle tree over the entries' canonical JSON; signatures are Ed25519 over the head's size and hash. A log alone cannot
show that its end was cut off: keep a head (``head.json`` of a run) and check against it.

An append is one write to the end of the file under a lock (a file beside it, ``LOG.lock``), then flushed to the disk.
What a crash left of an append that never finished (an end without a line break) is cut off by the next one. Entries
have ids: what is in the log already is not appended again.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from truceline.documents.evidence import head_part
from truceline.documents.shapes.evidence import HeadPart
from truceline.errors import SourceError
from truceline.evidence.merkle import Tree, consistency_proof, consistent, inclusion_proof, leaf_hash

_SUMMARY = "the evidence log cannot be trusted"
_WAIT_S = 30.0


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
class TreeHead:
    """A signed tree head, of the first ``size`` entries; ``root``, ``key`` and ``signature`` in hexadecimal."""

    size: int
    root: str
    key: str
    signature: str

    def signed_by(self, key: str) -> bool:
        """Return whether this ``key`` (hexadecimal) made the signature."""
        try:
            public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
            public.verify(bytes.fromhex(self.signature), _message(self.size, self.root))
        except (ValueError, InvalidSignature):
            return False
        return self.key == key

    def document(self) -> HeadPart:
        """Return the head as a line of the log has it."""
        return head_part(size=self.size, root=self.root, key=self.key, signature=self.signature)


@dataclass(frozen=True, slots=True)
class Log:
    """A verified log: its entries and the head of all of them, None where it is empty."""

    entries: tuple[LogEntry, ...]
    head: TreeHead | None

    def inclusion(self, index: int) -> tuple[str, ...]:
        """Prove, in hexadecimal, that the entry at ``index`` (from 0) is under the head."""
        return tuple(part.hex() for part in inclusion_proof(self._leaves(), index))

    def extends(self, earlier: TreeHead) -> bool:
        """Tell, by a consistency proof, whether this log only appended to the one that had an ``earlier`` head."""
        if self.head is None or not 1 <= earlier.size <= self.head.size:
            return False
        proof = consistency_proof(self._leaves(), earlier.size)
        roots = bytes.fromhex(earlier.root), bytes.fromhex(self.head.root)
        return consistent(earlier.size, roots[0], self.head.size, roots[1], proof)

    def _leaves(self) -> list[bytes]:
        return [leaf_hash(entry.canonical()) for entry in self.entries]


def read_key(path: Path) -> Ed25519PrivateKey:
    """Read the signing key from a PEM file, or make one there (readable by its owner only) where there is none.

    Raises
    ------
    SourceError
        If the file is no Ed25519 private key, or cannot be read or made.
    """
    try:
        if not path.exists():
            _make_key(path)
        found = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        problem = f"{path} | cannot be used ({error}); give an Ed25519 key in PEM, or a new name to make one"
        raise SourceError("the signing key cannot be read", (problem,)) from error
    if not isinstance(found, Ed25519PrivateKey):
        raise SourceError("the signing key cannot be read", (f"{path} | is no Ed25519 key; give one, or a new name",))
    return found


def public_key(key: Ed25519PrivateKey) -> str:
    """Return the public half of a key, in hexadecimal."""
    return key.public_key().public_bytes_raw().hex()


def append(path: Path, entries: Iterable[LogEntry], key: Ed25519PrivateKey) -> Log:
    """Append the entries that the log does not have yet, signed, each whole or not at all. Gives the log as it then is.

    Raises
    ------
    SourceError
        If the log was altered, another key signed it, it has an entry of the same id with other content, or it cannot
        be written: it is then as it was.
    """
    with _locked(path) as file:
        log = read_log(_whole(file), str(path), key=public_key(key))
        new = tuple(_new(log, entries, str(path)))
        lines, head = _lines(log, new, key)
        if lines:
            _write_all(file, b"".join(lines))
        return Log((*log.entries, *new), head)


def verify(path: Path, *, key: str = "", earlier: TreeHead | None = None) -> Log:
    """Check every entry and head of a log, and that it extends an ``earlier`` head.

    ``key`` is the public key (hexadecimal) that must have signed; by default the one in the first head, which shows
    only that nobody without that key changed anything. Time grows linearly with the log.

    Raises
    ------
    SourceError
        If the log cannot be read or was altered; it names the first altered entry.
    """
    try:
        text = path.read_bytes()
    except OSError as error:
        problem = f"{path} | cannot be read ({error.strerror}); give the log's path"
        raise SourceError("the evidence log cannot be read", (problem,)) from error
    log = read_log(text, str(path), key=key)
    signer = key or (log.head.key if log.head else "")
    if earlier is not None and not (earlier.signed_by(signer) and log.extends(earlier)):
        what = f"does not extend the head kept of {earlier.size} entries; entries were removed or rewritten"
        raise SourceError(_SUMMARY, (f"{path} | {what}: compare with another copy",))
    return log


def read_log(data: bytes, name: str, *, key: str = "") -> Log:
    """Check and read the bytes of a log; see ``verify``."""
    tree, entries, head = Tree(), [], None
    for number, line in enumerate(data.splitlines(keepends=True), start=1):
        found = _parsed(line)
        if found is None:
            raise SourceError(_SUMMARY, (_altered(name, number, "", "is not as it was written"),))
        entry, head = found
        tree.append(leaf_hash(entry.canonical()))
        key = key or head.key
        if (tree.size, tree.head().hex()) != (head.size, head.root):
            raise SourceError(_SUMMARY, (_altered(name, number, entry.id, "does not follow from the entries before"),))
        if not head.signed_by(key):
            raise SourceError(_SUMMARY, (_altered(name, number, entry.id, f"is not signed by {key[:16]}..."),))
        entries.append(entry)
    return Log(tuple(entries), head)


def head_from(text: str, name: str) -> TreeHead:
    """Read a head that was kept, as JSON.

    Raises
    ------
    SourceError
        If the text is no head.
    """
    try:
        found = json.loads(text)
        head = TreeHead(int(found["size"]), str(found["root"]), str(found["key"]), str(found["signature"]))
        bytes.fromhex(head.root)
    except (ValueError, KeyError, TypeError) as error:
        problem = f"{name} | is no signed head ({error}); give the head.json of a run"
        raise SourceError("the kept head cannot be read", (problem,)) from error
    return head


def _altered(name: str, number: int, entry: str, what: str) -> str:
    which = f"entry {number}" + (f" ({entry})" if entry else "")
    return f"{name} {which} | {what}; this is the first altered entry: compare it with another copy"


def canonical(value: object) -> bytes:
    """Write plain data as the very bytes that are hashed: keys in order, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def _message(size: int, root: str) -> bytes:
    return f"truceline evidence head\n{size}\n{root}\n".encode()


def _parsed(line: bytes) -> tuple[LogEntry, TreeHead] | None:
    # None where the line is not, byte for byte, what an append writes.
    try:
        found = json.loads(line)
        entry = LogEntry(**found["entry"])
        head = TreeHead(**found["head"])
        sound = line == _line(entry, head) and all(bytes.fromhex(t).hex() == t for t in (head.key, head.signature))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return (entry, head) if sound else None


def _line(entry: LogEntry, head: TreeHead) -> bytes:
    return b'{"entry":' + entry.canonical() + b',"head":' + canonical(head.document()) + b"}\n"


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


def _lines(log: Log, new: Sequence[LogEntry], key: Ed25519PrivateKey) -> tuple[list[bytes], TreeHead | None]:
    tree, head, lines = Tree(), log.head, []
    for entry in log.entries:
        tree.append(leaf_hash(entry.canonical()))
    public = public_key(key)
    for entry in new:
        tree.append(leaf_hash(entry.canonical()))
        root = tree.head().hex()
        head = TreeHead(tree.size, root, public, key.sign(_message(tree.size, root)).hex())
        lines.append(_line(entry, head))
    return lines, head


@contextmanager
def _locked(path: Path) -> Iterator[FileIO]:
    # Opens the log for appending, and keeps others out. A lock on the log itself would keep readers out too on Windows.
    from filelock import FileLock

    try:
        with FileLock(f"{path.resolve()}.lock", timeout=_WAIT_S), path.open("a+b", buffering=0) as file:
            yield file
    except OSError as error:
        what = f"cannot be written ({error.strerror or error}); nothing was appended; check path, disk and permissions"
        raise SourceError("the evidence log cannot be written", (f"{path} | {what}",)) from error


def _whole(file: FileIO) -> bytes:
    # What the log holds, without the end of an append that never finished.
    file.seek(0)
    data = file.readall()
    kept = data[: data.rfind(b"\n") + 1]
    if len(kept) < len(data):
        file.truncate(len(kept))
    return kept


def _write_all(file: FileIO, data: bytes) -> None:
    start = file.seek(0, os.SEEK_END)
    try:
        written = 0
        while written < len(data):
            written += file.write(data[written:])
        os.fsync(file.fileno())
    except OSError:
        file.truncate(start)
        raise


def _make_key(path: Path) -> None:
    private = Ed25519PrivateKey.generate()
    data = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    descriptor, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # its owner's alone
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            os.fsync(file.fileno())
        os.link(beside, path)  # whole or not at all, and never over another key
    finally:
        Path(beside).unlink()
