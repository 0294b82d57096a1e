"""The head that every JSON document has: the software, what kind of document it is, and the number of its format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict


class DocumentHead(TypedDict):
    """The head of a document."""

    truceline: str
    """The version of the program that made it."""
    document: str
    """The kind of document."""
    format: int
    """The number of the kind's format: it grows when a key goes, or comes to mean something else."""


def head(kind: str, number: int, *, version: str) -> DocumentHead:
    """Return the head of a document of a ``kind`` in its format ``number``."""
    return {"truceline": version, "document": kind, "format": number}


def envelope(kind: str, number: int, body: Mapping[str, Any], *, version: str) -> dict[str, Any]:
    """Put ``body`` behind the head of a document of a ``kind`` in its format ``number``.

    A format number grows when a key goes, or comes to mean something else; a key that is new leaves it as it is, so
    readers must pass over keys that they do not know. Format 1 is what was written before documents had a head.
    """
    return {**head(kind, number, version=version), **body}
