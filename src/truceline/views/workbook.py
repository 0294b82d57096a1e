"""What a terminal says of workbooks that came back: who changes what, from which words to which."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.results.workbook_changes import ChangedRecord, WorkbookChanges
from truceline.views.text import TextLine, verbatim, whole
from truceline.views.wording import plural


def change_lines(made: WorkbookChanges, *, applied: bool) -> Iterator[TextLine]:
    """Say what each workbook is of, what it changes, and whether the case was changed."""
    for book in made.workbooks:
        of = "the case as it is" if book.current else "an earlier state of the case"
        changed = sum(each.workbook == book.file for each in made.records)
        yield whole(f"{book.file}: {book.contributor}, made on {book.made_on} of {of}: {plural(changed, 'change')}")
    for each in made.records:
        yield whole("")
        yield from _record(each)
    yield whole("")
    yield whole(_end(made, applied=applied))


def _record(each: ChangedRecord) -> Iterator[TextLine]:
    new = " (new)" if each.before is None else ""
    yield whole(f"{each.record.key.partition('/')[2]}{new}: {each.title}")
    for cell in each.cells:
        yield verbatim(f"{cell.cell}  {cell.what}: {cell.before or 'nothing'} -> {cell.after or 'nothing'}", 2)


def _end(made: WorkbookChanges, *, applied: bool) -> str:
    if not made.records:
        return "No workbook changes anything."
    if applied:
        return f"{plural(len(made.records), 'pledge')} changed in the case {made.case}."
    return "Nothing was written. To change the case so: --apply"
