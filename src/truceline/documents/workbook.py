"""The documents of `workbook write` and `workbook changes`."""

from __future__ import annotations

from collections.abc import Mapping

from truceline.documents.envelope import head
from truceline.documents.shapes.workbook import ChangedRecordPart, WorkbookChangesDocument, WorkbooksDocument
from truceline.results.workbook_changes import ChangedRecord, WorkbookChanges

FORMAT = 1
CHANGES_FORMAT = 1


def workbooks_document(case: str, written: Mapping[str, str], *, version: str) -> WorkbooksDocument:
    """Write which workbooks were written: the file of each contributor."""
    return {**head("workbooks", FORMAT, version=version), "case": case, "workbooks": dict(written)}


def workbook_changes_document(made: WorkbookChanges, *, applied: bool, version: str) -> WorkbookChangesDocument:
    """Write what workbooks change in a case, and whether that was done."""
    return {
        **head("workbook-changes", CHANGES_FORMAT, version=version),
        "case": made.case,
        "applied": applied,
        "workbooks": [
            {
                "file": each.file,
                "contributor": each.contributor,
                "made_on": each.made_on,
                "version": each.version,
                "sha256": each.sha256,
                "current": each.current,
            }
            for each in made.workbooks
        ],
        "changes": [_record(each) for each in made.records],
        "notes": list(made.notes),
    }


def _record(each: ChangedRecord) -> ChangedRecordPart:
    return {
        "file": each.record.file,
        "record": each.record.key,
        "workbook": each.workbook,
        "contributor": each.contributor,
        "title": each.title,
        "new": each.before is None,
        "cells": [
            {"cell": cell.cell, "what": cell.what, "before": cell.before, "after": cell.after} for cell in each.cells
        ],
        "body": each.body.decode(),
    }
