"""What a sign-in name and a password may be.

A password is judged by its length and by nothing that makes people write it down: no kinds of characters, no end after
so many days. As NIST SP 800-63B (revision 4, 3.1.1.2) has it for a password that stands alone: at least 15 characters,
any of them, compared after normalisation.
"""

from __future__ import annotations

import re
import unicodedata

from truceline.errors import CONTROL, shown

LEAST = 15
"""Characters that a password has at least."""

MOST = 256
"""Characters that a password has at most."""

FEWEST_DIFFERENT = 5
"""Different characters that a password has at least: one key held down is no password."""

_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{0,62}[a-z0-9]|[a-z0-9]")


def sign_in_name(text: str) -> str:
    """Return a name as it is compared: without spaces around it, in small letters."""
    return text.strip().casefold()


def name_fault(name: str) -> str:
    """Return why a name is none to sign in with; "" where it is one."""
    if _NAME.fullmatch(name):
        return ""
    what = "has up to 64 of a-z, 0-9, dot, hyphen, underscore and @, letters or digits at both ends"
    return f"{shown(name)} is no name to sign in with; one {what}"


def shown_name_fault(name: str) -> str:
    """Return why a person's name cannot be shown; "" where it can."""
    if name.strip() and len(name) <= 100 and not CONTROL.search(name) and not set(name) & {"\n", "\r", "\t"}:
        return ""
    return f"{shown(name)} is no name of a person; give 1 to 100 characters on one line"


def compared_password(password: str) -> str:
    """Return a password as it is compared: the same whatever keyboard or system wrote its letters."""
    return unicodedata.normalize("NFKC", password)


def password_fault(password: str, *names: str) -> str:
    """Return why a password is refused, and what to do; "" where it may be taken. ``names`` are the person's own."""
    text = compared_password(password)
    if len(text) < LEAST:
        return f"it has {len(text)} characters; give at least {LEAST}: a few words in a row do"
    if len(text) > MOST:
        return f"it has {len(text)} characters; give at most {MOST}"
    left = text.casefold()
    for name in sorted({name.casefold() for name in names if name}, key=len, reverse=True):
        left = left.replace(name, "")
    if len(set(left)) < FEWEST_DIFFERENT:
        return f"without your name it has fewer than {FEWEST_DIFFERENT} different characters; give a few words in a row"
    return ""
