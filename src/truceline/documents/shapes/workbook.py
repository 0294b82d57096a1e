"""The shapes of the documents of `workbook`."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.envelope import DocumentHead


class WorkbooksDocument(DocumentHead):
    """Workbooks that were written."""

    case: str
    """The case, as it was named."""
    workbooks: dict[str, str]
    """The file of each contributor, by id."""


class ReadWorkbookPart(TypedDict):
    """A workbook that came back."""

    file: str
    """Its file."""
    contributor: str
    """Whose it is."""
    made_on: str
    """The day on which it was made, as it says itself."""
    version: str
    """The version of the case that it was made of, as it says itself; in words where the case has none."""
    sha256: str
    """The SHA-256 of the case that it was made of."""
    current: bool
    """Whether the case still is the one that it was made of."""


class ChangedCellPart(TypedDict):
    """A change in words."""

    cell: str
    """The cell, such as `Pledges!F3`; the sheet alone where a row was taken out."""
    what: str
    """What it is of."""
    before: str
    """What the case says; empty for nothing."""
    after: str
    """What the workbook says; empty for nothing."""


class ChangedRecordPart(TypedDict):
    """A record that a workbook changes."""

    file: str
    """The file of the case that holds it."""
    record: str
    """Its key in there."""
    workbook: str
    """The workbook that changes it."""
    contributor: str
    """Whose it is."""
    title: str
    """What it is called."""
    new: bool
    """Whether the case has no such record yet."""
    cells: list[ChangedCellPart]
    """What is changed, cell by cell."""
    body: str
    """The record as it would stand in its file."""


class WorkbookChangesDocument(DocumentHead):
    """What workbooks change in a case."""

    case: str
    """The case's id."""
    applied: bool
    """Whether the case was changed so."""
    workbooks: list[ReadWorkbookPart]
    """The workbooks that were read."""
    changes: list[ChangedRecordPart]
    """The records that are changed."""
    notes: list[str]
    """What of the workbooks was not read."""
