"""The shape of the document on verified evidence logs, and files held against them."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.envelope import DocumentHead
from truceline.documents.shapes.bulletin import LatePart
from truceline.documents.shapes.evidence import HeadPart


class InclusionPart(TypedDict):
    """The proof that an entry is under a head."""

    entry: str
    """Id of the entry."""
    index: int
    """Its place in the log, from 0."""
    proof: list[str]
    """The hashes that lead to the root, in hexadecimal."""


class CosignedPart(TypedDict):
    """That a witness cosigned a head."""

    witness: str
    """The witness's name."""
    time: str
    """When it signed, by its own clock; empty where its signature bears no time."""


class ExtendedPart(TypedDict):
    """A kept head that the log extends."""

    file: str
    """The file of the head."""
    size: int
    """How many entries the log had."""
    proof: list[str]
    """The consistency proof from that head to the log's own, in hexadecimal: what witnesses ask for."""
    cosigned: list[CosignedPart]
    """By which of the witnesses asked about."""


class LogPart(TypedDict):
    """What verifying a log found."""

    file: str
    """The log's file."""
    origin: str
    """The log's identity; empty where it has none."""
    entries: int
    """How many entries it has."""
    head: HeadPart
    """Its head."""
    signers: list[str]
    """The keys that signed, in their order, as verifier keys; in hexadecimal where the log has no identity."""
    extends: list[ExtendedPart]
    """The kept heads that it extends."""
    inclusion: list[InclusionPart]
    """The proofs asked for."""
    entered_late: list[LatePart]
    """Rows that came later than their date says."""
    remarks: list[str]
    """What else is to be told of it."""


class SignedFilePart(TypedDict):
    """What holding a file against the logs found."""

    file: str
    """The file."""
    outcome: str
    """`signed`, `altered` or `in no entry`."""
    log: str
    """The log's file; empty where it is in none."""
    entry: str
    """Id of the entry that it is in, or that it names; empty where there is none."""
    number: int | None
    """Number of that entry, from 1; null where it is in none."""
    key: str
    """The key that signed the entry's head, in hexadecimal; empty where it is in none."""
    time: str
    """When it was signed, by the signer's clock; empty where it is in none, or the head bears no time."""
    corrected_by: str
    """Id of the entry of a later bulletin of the same period that corrects it; empty where there is none."""


class EvidenceLogDocument(DocumentHead):
    """What verifying logs and files found."""

    logs: list[LogPart]
    """The logs."""
    files: list[SignedFilePart]
    """The files."""
