"""What workbooks that came back would change in a case."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.records.record_id import RecordId


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A change in words: the ``cell`` it stands in, ``what`` it is of, and what that said and says; "" is nothing."""

    cell: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedRecord:
    """A record that a workbook changes: its ``body`` as it would be, and ``before``, None where it is a new one.

    ``contributor`` is whose workbook it is, and ``title`` what the record is called.
    """

    record: RecordId
    workbook: str
    contributor: str
    title: str
    cells: tuple[ChangedCell, ...]
    before: bytes | None
    body: bytes


@dataclass(frozen=True, slots=True)
class ReadWorkbook:
    """A workbook that was read: whose, made when, of which version of the case; ``current`` if of the case today.

    ``name`` is what the contributor is called.
    """

    file: str
    contributor: str
    name: str
    made_on: str
    version: str
    sha256: str
    current: bool


@dataclass(frozen=True, slots=True)
class WorkbookChanges:
    """All that workbooks change in the case of this id, and what of them was not read, in words."""

    case: str
    workbooks: tuple[ReadWorkbook, ...]
    records: tuple[ChangedRecord, ...]
    notes: tuple[str, ...]
