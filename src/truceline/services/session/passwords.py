"""Passwords as argon2id hashes, with the parameters that argon2-cffi gives: the second option of RFC 9106."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from truceline.accounts.credentials import MOST, compared_password
from truceline.services.session.chance import new_token


class Passwords:
    """Hashes passwords and compares them; one that does not exist takes as long as one that does."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._nobodys = self._hasher.hash(new_token())

    def hashed(self, password: str) -> str:
        """Return what is kept of a password. It takes about as much time and memory as `right` does."""
        return self._hasher.hash(compared_password(password))

    def right(self, kept: str, password: str) -> bool:
        """Return whether a password is the one that is kept; "" is that of nobody, which is compared all the same."""
        try:
            same = self._hasher.verify(kept or self._nobodys, compared_password(password[: 4 * MOST]))
        except (VerificationError, InvalidHashError):
            return False
        return same and kept != ""

    def renewed(self, kept: str, password: str) -> str:
        """Return what is to be kept from now on of a password that is right: another hash where parameters changed."""
        return self.hashed(password) if self._hasher.check_needs_rehash(kept) else kept
