"""Signed tree heads of an evidence log, and those of them that were kept: beside the log, in run folders, by others."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from truceline.documents.evidence import head_part
from truceline.documents.shapes.evidence import HeadPart
from truceline.errors import SourceError, shown
from truceline.evidence.keys import public_key
from truceline.formats.files import read_ordinary


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
class KeptHead:
    """A head that was kept, and ``where``: the name of its file."""

    where: str
    head: TreeHead


def signed_head(size: int, root: str, key: Ed25519PrivateKey) -> TreeHead:
    """Sign the head of the first ``size`` entries."""
    return TreeHead(size, root, public_key(key), key.sign(_message(size, root)).hex())


def read_head(path: Path) -> KeptHead:
    """Read a head that was kept.

    Raises
    ------
    SourceError
        If the file cannot be read or holds no head.
    """
    try:
        text = read_ordinary(path).decode()
    except (OSError, UnicodeDecodeError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        problem = f"{path} | cannot be read ({reason}); give the head.json of a run"
        raise SourceError("the kept head cannot be read", (problem,)) from error
    return KeptHead(str(path), head_from(text, str(path)))


def beside(log: Path) -> Path:
    """Name the file in which every append keeps its head beside the log."""
    return Path(f"{log}.head")


def heads_beside(log: Path) -> tuple[KeptHead, ...]:
    """Read the head kept beside a log, where there is one.

    Raises
    ------
    SourceError
        If it cannot be read.
    """
    path = beside(log)
    return (read_head(path),) if path.exists() else ()


def head_from(text: str, name: str) -> TreeHead:
    """Read a head that was kept, as JSON.

    Raises
    ------
    SourceError
        If the text is no head.
    """
    try:
        found = json.loads(text)
        head = TreeHead(*(found[key] for key in ("size", "root", "key", "signature")))
        if type(head.size) is not int or head.size < 1:
            raise ValueError(f"size {shown(head.size)}")  # noqa: TRY301  (told below with the rest)
        for part in (head.root, head.key, head.signature):
            bytes.fromhex(part)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        problem = f"{name} | is no signed head ({error}); give the head.json of a run"
        raise SourceError("the kept head cannot be read", (problem,)) from error
    return head


def _message(size: int, root: str) -> bytes:
    return f"truceline evidence head\n{size}\n{root}\n".encode()
