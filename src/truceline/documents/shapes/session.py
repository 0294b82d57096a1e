"""The shape of documents on planning sessions."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.envelope import DocumentHead
from truceline.documents.shapes.comparison import ComparisonDocument


class SessionPart(TypedDict):
    """A session of a store."""

    name: str
    """Its name."""
    title: str
    """Its title."""
    at: str
    """When it was made, UTC."""


class SessionsDocument(DocumentHead):
    """The sessions of a store."""

    sessions: list[SessionPart]
    """Each of them."""


class DissentPart(TypedDict):
    """What a nation held against a proposal that became a version."""

    contributor: str
    """The nation."""
    by: str
    """Who spoke for it."""
    at: str
    """When, UTC."""
    reason: str
    """Why."""
    broke_silence: bool
    """Whether it broke silence."""


class VersionPart(TypedDict):
    """A version of a session's case."""

    number: int
    """Its number."""
    parent: int | None
    """The version that it was made from; null for the first."""
    hash: str
    """SHA-256 of files, keys and bodies in order, of what the reader may see."""
    title: str
    """Its title."""
    by: str
    """Who made it."""
    at: str
    """When, UTC."""
    dissents: list[DissentPart]
    """What was held against it."""


class VersionsDocument(DocumentHead):
    """The versions of a session."""

    session: str
    """The session's name."""
    versions: list[VersionPart]
    """Each of them, from the first on."""


class ImportedVersionDocument(DocumentHead):
    """A case that was read into a session."""

    session: str
    """The session's name."""
    new: bool
    """Whether a version was made; else the newest says the same."""
    version: VersionPart
    """The version."""


class TakenOutFile(TypedDict):
    """A file of an exported version."""

    path: str
    """Its path in the folder."""
    sha256: str
    """The hash of its bytes."""


class TakenOutDocument(DocumentHead):
    """A version that was written as a case folder."""

    session: str
    """The session's name."""
    version: VersionPart
    """The version."""
    folder: str
    """The folder."""
    files: list[TakenOutFile]
    """Its files."""


class BackupTablePart(TypedDict):
    """A table of a backup."""

    name: str
    """Its name."""
    rows: int
    """How many rows it has."""
    sha256: str
    """The hash of its rows."""


class BackupDocument(DocumentHead):
    """A backup that was written, or restored."""

    done: str
    """Which of the two: `backed up` or `restored`."""
    file: str
    """The file."""
    tables: list[BackupTablePart]
    """Its tables."""
    logs: list[TakenOutFile]
    """Its evidence logs."""


class FieldChangePart(TypedDict):
    """A field of a record that two versions say otherwise."""

    field: str
    """The field; empty where the texts are the whole record's."""
    before: str
    """What the earlier says; empty where it does not say it."""
    after: str
    """What the later says."""


class RecordChangePart(TypedDict):
    """A record that differs between two versions."""

    file: str
    """Its file."""
    key: str
    """Its key in the file; empty where the file is one record."""
    kind: str
    """What it is: pledge, statement, ..."""
    change: str
    """`new`, `gone` or `changed`."""
    fields: list[FieldChangePart]
    """What of it is said otherwise."""


class DifferenceDocument(DocumentHead):
    """What differs between two versions of a session, as the reader may see them."""

    session: str
    """The session's name."""
    before: VersionPart
    """The earlier version."""
    after: VersionPart
    """The later version."""
    records: list[RecordChangePart]
    """Records that differ."""
    files: list[str]
    """Files of which the order, or the text between records, differs."""
    plans: ComparisonDocument
    """What differs between their plans."""
