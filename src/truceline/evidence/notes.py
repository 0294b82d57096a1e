"""Signed notes: a text, and lines below it that sign it, as others write and check them.

The forms are C2SP's: signed-note (Ed25519, type 1) and tlog-cosignature (Ed25519 with the instant of signing, type 4;
its other type, ML-DSA-44, is passed over as an unknown one). A key is written as NAME+ID+BASE64, its verifier key.
Sources: c2sp.org/signed-note@v1.0.0, c2sp.org/tlog-cosignature.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PLAIN, TIMED = 1, 4
"""Types of signatures: of the text alone, and of the text with an instant."""

_MOST = 100
"""The most signatures that a note may have."""
_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_STEERING = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A public key (32 bytes) as notes name it: by the signer's ``name`` and the ``kind`` of signature."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes that stand before its signatures."""
        return hashlib.sha256(f"{self.name}\n".encode() + bytes([self.kind]) + self.public).digest()[:4]

    def text(self) -> str:
        """Write it as a verifier key."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([self.kind]) + self.public).decode()}"


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line: the signer's ``name``, the key's ``id``, and what follows it."""

    name: str
    id: bytes
    data: bytes

    def text(self) -> str:
        """Write it as a line of a note."""
        return f"— {self.name} {base64.b64encode(self.id + self.data).decode()}\n"


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A note: its ``text``, which ends in a line feed, and its signatures, none of them checked yet."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def written(self) -> str:
        """Write the note."""
        return f"{self.text}\n" + "".join(each.text() for each in self.signatures)

    def signed_at(self, key: NoteKey) -> int | None:
        """Return when ``key`` signed, in seconds since 1970 (0 for a plain signature); None where it did not.

        Raises
        ------
        ValueError
            If a signature names the key, but the key did not make it.
        """
        found = [each.data for each in self.signatures if (each.name, each.id) == (key.name, key.id)]
        times = [_time(key, self.text, data) for data in dict.fromkeys(found)]
        return max(times) if times else None


def read_note_key(text: str) -> NoteKey:
    """Read a verifier key.

    Raises
    ------
    ValueError
        If it is none, or of a type that is not known.
    """
    name, _, rest = text.partition("+")
    digits, _, encoded = rest.partition("+")
    data = _decoded(encoded)
    found = NoteKey(name, data[0], data[1:])
    if found.kind not in (PLAIN, TIMED) or len(found.public) != 32 or not _name(name) or found.id.hex() != digits:
        raise ValueError("is no verifier key of Ed25519")
    return found


def read_note(data: bytes) -> SignedNote:
    """Read a note without checking its signatures.

    Raises
    ------
    ValueError
        If it is no note.
    """
    whole = data.decode()
    text, blank, below = whole.rpartition("\n\n")
    lines = below.split("\n")
    if not blank or lines.pop() or not lines or len(lines) > _MOST or _STEERING.search(whole):
        raise ValueError("is no signed note")
    return SignedNote(f"{text}\n", tuple(_signature(line) for line in lines))


def sign_note(text: str, name: str, key: Ed25519PrivateKey, kind: int = PLAIN, at: int = 0) -> NoteSignature:
    """Sign a text under a ``name``; a signature of the kind `TIMED` says ``at`` when, in seconds since 1970."""
    signer = NoteKey(name, kind, key.public_key().public_bytes_raw())
    stamp = at.to_bytes(8, "big") if kind == TIMED else b""
    return NoteSignature(name, signer.id, stamp + key.sign(signed_bytes(text, kind, at)))


def signed_bytes(text: str, kind: int, at: int) -> bytes:
    """Return the very bytes that a signature of a ``kind`` signs."""
    return (f"cosignature/v1\ntime {at}\n{text}" if kind == TIMED else text).encode()


def note_with(note: SignedNote, more: Iterable[NoteSignature]) -> SignedNote:
    """Return a note with further signatures."""
    return SignedNote(note.text, (*note.signatures, *more))


def _time(key: NoteKey, text: str, data: bytes) -> int:
    at = int.from_bytes(data[:8], "big") if key.kind == TIMED else 0
    signature = data[8:] if key.kind == TIMED else data
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, signed_bytes(text, key.kind, at))
    except InvalidSignature as error:
        raise ValueError(f"holds a signature that {key.name} did not make") from error
    return at


def _signature(line: str) -> NoteSignature:
    found = _LINE.fullmatch(line)
    data = _decoded(found[2]) if found else b""
    if not found or len(data) <= 4:
        raise ValueError("is no signed note")
    return NoteSignature(found[1], data[:4], data[4:])


def _decoded(text: str) -> bytes:
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text or not data:
        raise ValueError("is not base64 as it is written")
    return data


def _name(text: str) -> bool:
    return bool(text) and not re.search(r"[\s+]", text)
