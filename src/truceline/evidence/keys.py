"""Keys that sign an evidence log: made only on request, read from PEM files, and named by their public half."""

from __future__ import annotations

import os
import re
from functools import partial
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from truceline.errors import SourceError, shown
from truceline.formats.beside import name_new, place_in
from truceline.formats.files import flush, read_ordinary

_UNREADABLE = "the signing key cannot be read"
_HEX = re.compile(r"[0-9a-fA-F]{64}")


def read_key(path: Path) -> Ed25519PrivateKey:
    """Read the signing key from a PEM file.

    Raises
    ------
    SourceError
        If there is no such file, or it is no Ed25519 private key.
    """
    try:
        found = serialization.load_pem_private_key(read_ordinary(path), password=None)
    except FileNotFoundError as error:
        problem = f"{path} | is not there; correct the path, or ask for a new key (--new-key) to begin a new log"
        raise SourceError(_UNREADABLE, (problem,)) from error
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        problem = f"{path} | cannot be used ({error}); give an Ed25519 key in PEM"
        raise SourceError(_UNREADABLE, (problem,)) from error
    if not isinstance(found, Ed25519PrivateKey):
        raise SourceError(_UNREADABLE, (f"{path} | is no Ed25519 key; give an Ed25519 key in PEM",))
    return found


def make_key(path: Path) -> Ed25519PrivateKey:
    """Write a new signing key as a PEM file, readable by its owner only: whole or not at all, never over another file.

    Raises
    ------
    SourceError
        If there is a file of this name, or it cannot be written.
    """
    private = Ed25519PrivateKey.generate()
    try:
        _write(path, private)
    except FileExistsError as error:
        problem = f"{path} | is there already; leave out --new-key to sign with it, or give the new key another name"
        raise SourceError("the signing key cannot be made", (problem,)) from error
    except OSError as error:
        problem = f"{path} | cannot be written ({error.strerror or error}); check path, disk and permissions"
        raise SourceError("the signing key cannot be made", (problem,)) from error
    return private


def public_key(key: Ed25519PrivateKey) -> str:
    """Return the public half of a key, in hexadecimal."""
    return key.public_key().public_bytes_raw().hex()


def named_key(name: str) -> str:
    """Return the public key that a person names, in lower-case hexadecimal: by its digits, or by a PEM file.

    The file may hold the public or the private half.

    Raises
    ------
    SourceError
        If it is neither.
    """
    if _HEX.fullmatch(name.strip()):
        return name.strip().lower()
    try:
        data = read_ordinary(Path(name))
    except (OSError, ValueError) as error:
        what = f"{shown(name)} | is neither 64 hexadecimal digits nor a PEM file that can be read"
        raise SourceError(
            "the public key cannot be read", (f"{what}; give the key that the signer published",)
        ) from error
    found = _public_half(data)
    if found is None:
        problem = f"{name} | holds no Ed25519 key in PEM; give the key that the signer published, or its digits"
        raise SourceError("the public key cannot be read", (problem,))
    return found.public_bytes_raw().hex()


def _public_half(pem: bytes) -> Ed25519PublicKey | None:
    try:
        if b"PRIVATE KEY" in pem:
            found = serialization.load_pem_private_key(pem, None).public_key()
        else:
            found = serialization.load_pem_public_key(pem)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None
    return found if isinstance(found, Ed25519PublicKey) else None


def _write(path: Path, private: Ed25519PrivateKey) -> None:
    data = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with place_in(path.parent) as place:
        beside = place / path.name
        with open(beside, "xb", opener=partial(os.open, mode=0o600)) as file:
            file.write(data)
            os.fsync(file.fileno())
        name_new(beside, path)  # whole or not at all, never over another key, and not twice
    flush(path.parent)
