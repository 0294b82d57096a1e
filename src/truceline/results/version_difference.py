"""What differs between two versions of a session's case, record by record and field by field."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.records.record_id import RecordId


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that is said otherwise; the field is "" where the texts are the whole record's."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record that differs: what ``kind`` it is, whether it is ``new``, ``gone`` or ``changed``, and its fields.

    One that is gone need not have been taken out: it may be ``released_otherwise``, to others alone, for all that the
    member knows.
    """

    record: RecordId
    kind: str
    how: str
    fields: tuple[FieldChange, ...]
    released_otherwise: bool = False


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """The records that differ, and ``files`` of which the order, or the text between records, does."""

    records: tuple[RecordChange, ...]
    files: tuple[str, ...]
