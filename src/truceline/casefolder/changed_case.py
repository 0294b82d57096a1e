"""A case as it would be with other records: read as strictly as any, its faults told by record and field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from truceline.case import Case
from truceline.casefolder.cases import read_case
from truceline.casefolder.reading import Reader, read_file
from truceline.casefolder.record_changes import Changes, replaced
from truceline.casefolder.record_faults import RecordFault, record_faults
from truceline.errors import CaseError
from truceline.formats.named_files import FilesInMemory


@dataclass(frozen=True, slots=True)
class ChangedCase:
    """The ``files`` with the changes, and the ``case`` in them; None, with the ``faults``, where it is not sound."""

    files: Mapping[str, bytes]
    case: Case | None
    faults: tuple[RecordFault, ...] = ()


def changed_case(place: str, files: Mapping[str, bytes], changes: Changes, reader: Reader = read_file) -> ChangedCase:
    """Return a case as it would be with these changes of records; ``place`` says where its files come from.

    Where a body is not the record that it stands for, the files are as they were. Time is that of reading
    a case, of whose files ``reader`` may have read some before.
    """
    changed = files
    try:
        changed = replaced(files, changes)
        return ChangedCase(changed, read_case(FilesInMemory(place, changed), reader))
    except CaseError as error:
        return ChangedCase(changed, None, record_faults(changed, error.problems))
