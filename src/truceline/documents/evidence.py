"""Signed heads of an evidence log: within a line of it, and as a document to keep."""

from __future__ import annotations

from truceline.documents.envelope import head
from truceline.documents.shapes.evidence import HeadDocument, HeadPart

FORMAT = 2


def head_part(*, size: int, root: str, key: str, signature: str) -> HeadPart:
    """Return the signed head of the first ``size`` entries as a line of the log has it, in hexadecimal."""
    return {"key": key, "root": root, "signature": signature, "size": size}


def head_document(signed: HeadPart, *, version: str) -> HeadDocument:
    """Return a head as the document that ``head.json`` holds."""
    return {**head("head", FORMAT, version=version), **signed}
