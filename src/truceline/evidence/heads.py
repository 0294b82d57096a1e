"""Signed tree heads of an evidence log, and those of them that were kept: beside the log, in run folders, by others.

A head is a checkpoint as in C2SP's tlog-checkpoint: the log's origin, the number of its entries and the root of their
tree, signed with the time as in tlog-cosignature (cosignature/v1). Heads of earlier versions name neither log nor time,
and are signed in a form of their own. Source: c2sp.org/tlog-checkpoint.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from truceline.documents.evidence import head_part
from truceline.documents.shapes.evidence import HeadPart
from truceline.errors import SourceError, shown
from truceline.evidence.keys import public_key
from truceline.evidence.notes import (
    PLAIN,
    TIMED,
    NoteKey,
    NoteSignature,
    SignedNote,
    note_with,
    read_note,
    sign_note,
    signed_bytes,
)
from truceline.formats.files import read_ordinary

_ORIGIN = re.compile(r"[^\s+\x00-\x1f\x7f]+")
_REMEDY = "give the head.json or checkpoint of a run"


@dataclass(frozen=True, slots=True)
class TreeHead:
    """A signed tree head, of the first ``size`` entries; ``root``, ``key`` and ``signature`` in hexadecimal.

    ``origin`` names the log, ``time`` (ISO 8601, UTC, to the second) says when it was signed; both are empty in heads
    of earlier versions.
    """

    size: int
    root: str
    key: str
    signature: str
    origin: str = ""
    time: str = ""

    def signed_by(self, key: str) -> bool:
        """Return whether this ``key`` (hexadecimal) made the signature."""
        try:
            _public(key).verify(bytes.fromhex(self.signature), self._message())
        except (ValueError, InvalidSignature, OverflowError):
            return False
        return self.key == key

    def checkpoint(self) -> str:
        """Return the text that a checkpoint of this head has."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(bytes.fromhex(self.root)).decode()}\n"

    def note(self) -> SignedNote:
        """Return the checkpoint with the signature of this head: what witnesses cosign."""
        signer = NoteKey(self.origin, TIMED, bytes.fromhex(self.key))
        stamp = _seconds(self.time).to_bytes(8, "big")
        signature = NoteSignature(self.origin, signer.id, stamp + bytes.fromhex(self.signature))
        return SignedNote(self.checkpoint(), (signature,))

    def document(self) -> HeadPart:
        """Return the head as a line of the log has it."""
        named = (self.origin, self.time) if self.origin or self.time else None
        return head_part(size=self.size, root=self.root, key=self.key, signature=self.signature, named=named)

    def _message(self) -> bytes:
        if not self.origin and not self.time:
            return f"truceline evidence head\n{self.size}\n{self.root}\n".encode()
        return signed_bytes(self.checkpoint(), TIMED, _seconds(self.time))


@dataclass(frozen=True, slots=True)
class KeptHead:
    """A head that was kept, and ``where``: the name of its file. One kept as a ``note`` names its key by four bytes."""

    where: str
    head: TreeHead
    note: SignedNote | None = None

    def signed_by(self, key: str) -> bool:
        """Return whether this ``key`` (hexadecimal) signed it."""
        if self.note is None:
            return self.head.signed_by(key)
        public, name = bytes.fromhex(key), self.head.origin
        try:
            times = [self.note.signed_at(NoteKey(name, kind, public)) for kind in (PLAIN, TIMED)]
        except ValueError:
            return False
        return times != [None, None]


def signed_head(size: int, root: str, key: Ed25519PrivateKey, origin: str, at: datetime) -> TreeHead:
    """Sign the head of the first ``size`` entries of the log ``origin``, ``at`` an instant."""
    time = at.astimezone(UTC).replace(microsecond=0).isoformat()
    unsigned = TreeHead(size, root, public_key(key), "", origin, time)
    signature = sign_note(unsigned.checkpoint(), origin, key, TIMED, _seconds(time))
    return TreeHead(size, root, unsigned.key, signature.data[8:].hex(), origin, time)


def cosignable(head: TreeHead, key: Ed25519PrivateKey) -> str:
    """Return the checkpoint of a head for witnesses, not all of which know a log that signs with the time.

    So it bears a plain signature too, where ``key`` signed the head.
    """
    plain = [sign_note(head.checkpoint(), head.origin, key)] if public_key(key) == head.key else []
    return note_with(head.note(), plain).written()


def new_origin(name: str, at: datetime, key: Ed25519PrivateKey) -> str:
    """Name a new log: by what it is of, such as a case, when it began, and its key."""
    of = re.sub(r"[^\w.-]", "-", name)
    return f"truceline/{of}/{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{public_key(key)[:8]}"


def origin_fits(origin: str) -> bool:
    """Return whether a text may name a log: no spaces, no plus, no control characters."""
    return bool(_ORIGIN.fullmatch(origin))


def read_head(path: Path) -> KeptHead:
    """Read a head that was kept: the JSON of a head, or a checkpoint.

    Raises
    ------
    SourceError
        If the file cannot be read or holds no head.
    """
    try:
        text = read_ordinary(path).decode()
    except (OSError, UnicodeDecodeError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        problem = f"{path} | cannot be read ({reason}); {_REMEDY}"
        raise SourceError("the kept head cannot be read", (problem,)) from error
    if text.lstrip().startswith("{"):
        return KeptHead(str(path), head_from(text, str(path)))
    return _kept_note(text, str(path))


def beside(log: Path) -> Path:
    """Name the file in which every append keeps its head beside the log."""
    return Path(f"{log}.head")


def heads_beside(log: Path) -> tuple[KeptHead, ...]:
    """Read the head kept beside a log, where there is one; an empty file is none.

    Raises
    ------
    SourceError
        If it cannot be read.
    """
    path = beside(log)
    return (read_head(path),) if path.exists() and path.stat().st_size else ()


def head_from(text: str, name: str) -> TreeHead:
    """Read a head that was kept, as JSON.

    Raises
    ------
    SourceError
        If the text is no head.
    """
    try:
        found = json.loads(text)
        origin, time = _named(found)
        head = TreeHead(found["size"], found["root"], found["key"], found["signature"], origin, time)
        if type(head.size) is not int or head.size < 1:
            raise ValueError(f"size {shown(head.size)}")  # noqa: TRY301  (told below with the rest)
        for part in (head.root, head.key, head.signature):
            bytes.fromhex(part)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        problem = f"{name} | is no signed head ({error}); {_REMEDY}"
        raise SourceError("the kept head cannot be read", (problem,)) from error
    return head


def _named(found: Mapping[str, object]) -> tuple[str, str]:
    origin, time = str(found.get("origin", "")), str(found.get("time", ""))
    if origin or time:
        _seconds(time)
    return origin, time


def _kept_note(text: str, name: str) -> KeptHead:
    try:
        note = read_note(text.encode())
        origin, size, root, *_ = note.text.split("\n")
        if not re.fullmatch(r"[1-9][0-9]{0,15}", size):
            raise ValueError(f"size {shown(size)}")  # noqa: TRY301  (told below with the rest)
        head = TreeHead(int(size), base64.b64decode(root, validate=True).hex(), "", "", origin)
    except ValueError as error:
        problem = f"{name} | is no signed head ({error}); {_REMEDY}"
        raise SourceError("the kept head cannot be read", (problem,)) from error
    return KeptHead(name, head, note)


def _seconds(time: str) -> int:
    # Since 1970; only of the very form in which heads write it.
    found = datetime.fromisoformat(time)
    if found.tzinfo is None or found.astimezone(UTC).replace(microsecond=0).isoformat() != time:
        raise ValueError(f"time {shown(time)}")
    return int(found.timestamp())


@lru_cache(maxsize=8)
def _public(key: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
