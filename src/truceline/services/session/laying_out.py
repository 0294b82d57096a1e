"""Texts of records into their places in a case's files: what the store, which knows no files, is handed for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from truceline.casefolder.record_changes import replaced
from truceline.casefolder.records import split_files
from truceline.records.record_id import RecordId


def lay_out(files: Mapping[str, bytes], changes: Mapping[RecordId, bytes | None]) -> Iterator[tuple[RecordId, bytes]]:
    """Return the parts of a case's files once records say this (None: are taken out), each with its body.

    Raises
    ------
    CaseError
        If a body is not the record that it stands for; all faults are listed.
    """
    return split_files(replaced(files, changes))
