"""Where tokens come from: the only chance that accounts need."""

from __future__ import annotations

import secrets

from truceline.accounts.tokens import BYTES


def new_token() -> str:
    """Return a new secret, as letters that an address can hold."""
    return secrets.token_urlsafe(BYTES)
