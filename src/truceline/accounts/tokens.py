"""Secrets that stand for a person, how they are kept, and for how long they hold.

A token is 32 random bytes in letters that an address can hold. What is kept of it is its SHA-256: nobody guesses 256
bits, so neither salt nor slowness is needed, and who reads a store finds no token in it.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

BYTES = 32
"""Random bytes of a token."""

IDLE = timedelta(hours=1)
"""How long a browser stays signed in without being used."""

LONGEST = timedelta(hours=12)
"""How long a browser stays signed in at most."""

INVITATION = timedelta(days=7)
"""How long an invitation may be used."""

RESET = timedelta(days=1)
"""How long a link to set a new password may be used."""


def token_hash(token: str) -> bytes:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).digest()
