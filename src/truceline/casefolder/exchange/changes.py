"""Workbooks that came back, as changes of a case: what differs from the case, or why it cannot be taken in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from truceline.casefolder.cases import read_case, read_folder
from truceline.casefolder.exchange.edits import (
    Edit,
    case_now,
    described,
    edits_of,
    must_be_one_each,
    read_workbook,
)
from truceline.casefolder.exchange.grouped import ReturnedPledge
from truceline.casefolder.exchange.pledge_rows import PledgeRows, changed_values
from truceline.casefolder.record_changes import replaced
from truceline.casefolder.record_faults import RecordFault, record_faults
from truceline.casefolder.record_revision import revised_body
from truceline.casefolder.record_text import body_of, values_of
from truceline.casefolder.records import split_file
from truceline.casefolder.schema.pledges import PledgeShape
from truceline.errors import CaseError
from truceline.formats.faults import Faults
from truceline.formats.named_files import NamedFiles
from truceline.formats.parts import Part
from truceline.records.record_id import RecordId
from truceline.results.workbook_changes import ChangedCell, ChangedRecord, WorkbookChanges

FILE, LIST = "pledges.yaml", "pledges"
_SUMMARY = "the workbooks cannot be taken in"
_MISSING = re.compile(r"the key '\w+' is missing; .*|is not a (whole )?number; .*")
"""What `check` says of a value that is not there."""


@dataclass(frozen=True, slots=True)
class _Changed:
    """The files of a case with some of them in other words."""

    case: NamedFiles
    files: Mapping[str, bytes]

    def __str__(self) -> str:
        return str(self.case)

    def read(self, name: str) -> bytes:
        """Return the bytes of a file."""
        return self.files[name] if name in self.files else self.case.read(name)


def workbook_changes(workbooks: Mapping[str, bytes], found: NamedFiles) -> tuple[WorkbookChanges, Mapping[str, bytes]]:
    """Return what workbooks change in a case, and the files of the case as they would be; nothing is written.

    ``workbooks`` are bytes by the name that messages give them. The case is read as it would be afterwards. Time grows
    with the cells of the workbooks, and with the case twice, however many workbooks there are.

    Raises
    ------
    CaseError
        If the case or a workbook is at fault, two workbooks change one pledge, or one changes what the case holds
        otherwise by now; all faults, by file and cell.
    """
    case, reading = read_folder(found)
    now = case_now(case, (entry.shape for entry in reading.of(PledgeShape)))
    faults = Faults()
    returned = [each for name, data in workbooks.items() if (each := read_workbook(name, data, now, faults))]
    edits = [edit for each in returned for edit in edits_of(each, now, faults)]
    must_be_one_each(edits, faults)
    files, records = _changed({edit.id: edit for edit in edits}, found)
    told = tuple(f"{place} | " for place, _ in faults.listed())
    further = (each for each in _unsound(edits, _Changed(found, files)) if not each.startswith(told))
    problems = (*faults.problems(), *further)
    if problems:
        raise CaseError(_SUMMARY, problems)
    notes = tuple(note for each in returned for note in each.notes)
    return WorkbookChanges(case.id, tuple(described(each, case) for each in returned), records, notes), files


def _changed(edits: Mapping[str, Edit], found: NamedFiles) -> tuple[Mapping[str, bytes], tuple[ChangedRecord, ...]]:
    # The file as it would be, and each record before and after.
    if not edits:
        return {}, ()
    data = found.read(FILE)
    parts = split_file(FILE, data)
    records = tuple(_record(edit, parts) for edit in edits.values())
    return replaced({FILE: data}, {each.record: each.body for each in records}), records


def _record(edit: Edit, parts: Sequence[Part]) -> ChangedRecord:
    record = RecordId(FILE, f"{LIST}/{edit.id}")
    before = next((part.body for part in parts if part.key == record.key), None)
    body = pledge_body(record, before, edit.contributor, (edit.now, edit.pledge.rows), parts)
    return ChangedRecord(
        record=record,
        workbook=edit.workbook.file,
        contributor=edit.contributor,
        title=edit.pledge.rows.row["title"],
        cells=tuple(ChangedCell(edit.cell(each), each.what, each.before, each.after) for each in edit.found),
        before=before,
        body=body,
    )


def pledge_body(
    record: RecordId,
    before: bytes | None,
    contributor: str,
    rows: tuple[PledgeRows | None, PledgeRows],
    neighbours: Sequence[Part],
) -> bytes:
    """Return the body of a pledge of which rows say something else: as they had it (None: a new one) and have it."""
    there = {} if before is None else values_of(record, before)
    id_ = record.key.removeprefix(f"{LIST}/")
    said = {**(there or {"id": id_, "contributor": contributor}), **changed_values(*rows, there)}
    values = {key: value for key, value in said.items() if value is not None}
    return body_of(record, values, neighbours) if before is None else revised_body(record, before, values, neighbours)


def _unsound(edits: Sequence[Edit], changed: _Changed) -> tuple[str, ...]:
    # What `check` would say afterwards, by the cells that it is about.
    if not changed.files:
        return ()
    try:
        read_case(changed)
    except CaseError as error:
        pledges = {f"{LIST}/{edit.id}": edit.pledge for edit in edits}
        found = zip(error.problems, record_faults(changed.files, error.problems), strict=True)
        return tuple(_at_cell(*each, pledges) for each in found)
    return ()


def _at_cell(problem: str, fault: RecordFault, pledges: Mapping[str, ReturnedPledge]) -> str:
    pledge = pledges.get(fault.record.key) if fault.record else None
    if pledge is None:
        return problem
    what = pledge.lacking(fault.field) if _MISSING.fullmatch(fault.message) else ""
    return f"{pledge.place(fault.field)} | {what or fault.message}"
