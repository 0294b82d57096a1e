"""The shape of a signed head."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from truceline.documents.envelope import DocumentHead


class HeadPart(TypedDict):
    """The signed head of the first entries of a log."""

    key: str
    """The public key that signed, in hexadecimal."""
    root: str
    """The root of the tree, in hexadecimal."""
    signature: str
    """The signature in hexadecimal: of checkpoint and time (C2SP cosignature/v1); without these, of size and root."""
    size: int
    """How many entries."""
    origin: NotRequired[str]
    """The log's identity, the first line of its checkpoints."""
    time: NotRequired[str]
    """When it was signed, by the clock of whoever signed; to the second, UTC."""


class HeadDocument(DocumentHead, HeadPart):
    """A signed head to keep."""
