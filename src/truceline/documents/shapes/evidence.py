"""The shape of a signed head."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.envelope import DocumentHead


class HeadPart(TypedDict):
    """The signed head of the first entries of a log."""

    key: str
    """The public key that signed, in hexadecimal."""
    root: str
    """The root of the tree, in hexadecimal."""
    signature: str
    """The signature over size and root, in hexadecimal."""
    size: int
    """How many entries."""


class HeadDocument(DocumentHead, HeadPart):
    """A signed head to keep."""
