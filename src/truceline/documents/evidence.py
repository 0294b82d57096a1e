"""Heads of an evidence log and what verifying one found, as documents."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.documents.envelope import envelope

Document = dict[str, object]

HEAD_FORMAT = 2
VERIFICATION_FORMAT = 2


def head_part(*, size: int, root: str, key: str, signature: str) -> Document:
    """Give the signed head of the first ``size`` entries, as a line of the log has it, in hexadecimal."""
    return {"key": key, "root": root, "signature": signature, "size": size}


def head_document(head: Document, *, version: str) -> Document:
    """Give a head as the document that ``head.json`` holds."""
    return envelope("head", HEAD_FORMAT, head, version=version)


def inclusion_part(entry: str, index: int, proof: Sequence[str]) -> Document:
    """Give the proof that the entry with an id, at ``index`` from 0, is under the head."""
    return {"entry": entry, "index": index, "proof": list(proof)}


def verification_document(
    log: str, entries: int, *, head: Document | None, extends: str | None, inclusion: Document | None, version: str
) -> Document:
    """Give what verifying a log found; ``extends`` names the file of the kept head that it was checked against."""
    body: Document = {"log": log, "entries": entries, "head": head, "extends": extends, "inclusion": inclusion}
    return envelope("verification", VERIFICATION_FORMAT, body, version=version)
