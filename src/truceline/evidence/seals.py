"""Seals: hashes of what must not be told, under a salt, so that nobody can test guesses of it against them.

The plain hash of a pledge of four battalions tells whoever tries a few numbers which one it is. A seal is the
HMAC-SHA256 of canonical JSON under a salt of 32 bytes that is the entry's own; whoever is told the salt can check what
was sealed, and finds no other text for the same seal (SHA-256 would have to collide). Salts follow from the key that
signs the log, by HKDF, and so need no keeping. Sources: RFC 2104 (HMAC), RFC 5869 (HKDF).
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from truceline.evidence.chain import canonical

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_PURPOSE = b"truceline seals"


def sealing_secret(key: Ed25519PrivateKey) -> bytes:
    """Derive the secret of all salts from the key that signs a log."""
    return HKDF(SHA256(), 32, None, _PURPOSE).derive(key.private_bytes_raw())


def salt_of(secret: bytes, entry: str, part: str) -> str:
    """Return the salt of one ``part`` of an entry, in hexadecimal; it tells nothing of any other."""
    return hmac.digest(secret, f"{entry}\n{part}".encode(), hashlib.sha256).hex()


def sealed(salt: str, says: object) -> str:
    """Seal plain data under a salt; both in hexadecimal.

    Raises
    ------
    ValueError
        If the salt is none: 32 bytes in hexadecimal.
    """
    raw = bytes.fromhex(salt)
    if len(raw) != hashlib.sha256().digest_size:
        raise ValueError("a salt has 32 bytes")
    return hmac.digest(raw, canonical(says), hashlib.sha256).hex()
