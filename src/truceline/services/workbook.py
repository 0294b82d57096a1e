"""``workbook``: what contributors pledge, out to Excel and back as changes of a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from truceline import __version__
from truceline.casefolder.cases import find_case, read_folder
from truceline.casefolder.changing import NAMES, changing
from truceline.casefolder.exchange.changes import workbook_changes
from truceline.casefolder.exchange.sheets import contributor_workbook
from truceline.casefolder.outside import must_be_no_case_file
from truceline.casefolder.schema.pledges import PledgeShape
from truceline.documents.workbook import workbook_changes_document, workbooks_document
from truceline.errors import CaseError, MisuseError
from truceline.formats.faults import unknown
from truceline.formats.files import read_file, write_together
from truceline.formats.json_text import json_text
from truceline.formats.snapshot import snapshot
from truceline.formats.xlsx import PACKED
from truceline.render.workbook import changes_text
from truceline.results.workbook_changes import WorkbookChanges
from truceline.services.opening import own_folder
from truceline.services.outcome import Outcome, lines_text


def write_workbooks(
    case: str | Path, contributor: str | None, out: str | Path, *, made_on: date
) -> Outcome[Mapping[str, Path]]:
    """Write the workbook of a contributor into the file ``out``; of all who pledge into a folder, where none is named.

    The same case and day give the same bytes.

    Raises
    ------
    CaseError, SourceError
        If the case is at fault, the package that writes workbooks is missing, or ``out`` cannot be written.
    MisuseError
        If there is no such contributor, or the file is not named .xlsx.
    """
    read, reading = read_folder(find_case(str(case)).files)
    pledges = [entry.shape for entry in reading.of(PledgeShape)]
    files = _files(read.id, contributor, [each.contributor for each in pledges], Path(out))
    if contributor is not None and contributor not in (known := [each.id for each in read.actors]):
        raise MisuseError(unknown("contributor", contributor, known))
    books = {who: contributor_workbook(read, pledges, who, made_on=made_on) for who in files}
    _write({files[who]: data for who, data in books.items()})
    text = lines_text([f"{path}: what {who} pledges" for who, path in files.items()])
    document = workbooks_document(str(case), {who: str(path) for who, path in files.items()}, version=__version__)
    return Outcome(files, text, json_text(document), tuple(files.values()))


def read_workbooks(case: str | Path, files: Sequence[str | Path], *, apply: bool = False) -> Outcome[WorkbookChanges]:
    """Read workbooks that came back, and say what they change in a case, cell by cell; nothing is written.

    With ``apply`` the case is changed so: by one change, whole or not at all.

    Raises
    ------
    CaseError, SourceError
        If the case or a file is at fault, a workbook is no workbook of this case, holds what `check` would refuse, or
        changes what the case holds otherwise by now; all faults, by file and cell.
    MisuseError
        If a bundled case or an archive is to be changed.
    """
    books = {str(path): read_file(Path(path), "the workbook cannot be read", PACKED) for path in files}
    if not apply:
        found = find_case(str(case))
        made, _ = workbook_changes(books, found.archive or snapshot(found.place, NAMES))
        return _outcome(made, (), applied=False)
    folder = own_folder(case)
    with changing(folder) as change:
        made, changed = workbook_changes(books, change.found)
        if changed:
            change.write(changed)
    return _outcome(made, tuple(folder / name for name in changed), applied=bool(changed))


def _files(case: str, contributor: str | None, pledging: Sequence[str], out: Path) -> dict[str, Path]:
    if contributor is None:
        return {who: out / f"{case}-{who}.xlsx" for who in dict.fromkeys(pledging)}
    if out.suffix.lower() != ".xlsx":
        raise MisuseError(f"{out} is no name of a workbook; give a file that ends in .xlsx")
    return {contributor: must_be_no_case_file(out)}


def _write(books: Mapping[Path, bytes]) -> None:
    try:
        for folder in {path.parent for path in books}:
            folder.mkdir(parents=True, exist_ok=True)
        write_together(books)
    except OSError as error:
        what = (
            f"{error.filename or next(iter(books))} | cannot be written ({error.strerror or error}); give another --out"
        )
        raise CaseError("the workbooks were not written", (what,)) from error


def _outcome(made: WorkbookChanges, written: tuple[Path, ...], *, applied: bool) -> Outcome[WorkbookChanges]:
    document = workbook_changes_document(made, applied=applied, version=__version__)
    return Outcome(made, changes_text(made, applied=applied), json_text(document), written, made.notes)
