"""Signed heads of an evidence log: within a line of it, and as a document to keep."""

from __future__ import annotations

from truceline.documents.envelope import head
from truceline.documents.shapes.evidence import HeadDocument, HeadPart

FORMAT = 3
"""2 named neither log nor time; 1 was the same without a head of the document."""


def head_part(*, size: int, root: str, key: str, signature: str, named: tuple[str, str] | None) -> HeadPart:
    """Return the signed head of the first ``size`` entries as a line of the log has it, in hexadecimal.

    ``named`` is the log's origin and the time; None in a head of formats 1 and 2, which named neither.
    """
    part: HeadPart = {"key": key, "root": root, "signature": signature, "size": size}
    if named is not None:
        part["origin"], part["time"] = named
    return part


def head_document(signed: HeadPart, *, version: str) -> HeadDocument:
    """Return a head as the document that ``head.json`` holds."""
    return {**head("head", FORMAT, version=version), **signed}
