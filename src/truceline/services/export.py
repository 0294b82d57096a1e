"""``export``: a case's ledger for other programs and for people: a DNA 3 file, a table, a text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from truceline import __version__
from truceline.case import Case
from truceline.casefolder.article_texts import kept_texts
from truceline.documents.coded_ledger import coded_ledger
from truceline.documents.export import export_document
from truceline.documents.tables.ledger import ledger_table
from truceline.errors import CaseError, MisuseError
from truceline.formats.csv_table import csv_text
from truceline.formats.files import write_atomic
from truceline.formats.json_text import json_text
from truceline.knowledge import known
from truceline.render.dna_file import PASSWORD, dna_file
from truceline.render.ledger_files import ledger_markdown
from truceline.services.opening import open_case
from truceline.services.outcome import Outcome, lines_text

Written = tuple[bytes, int, tuple[str, ...]]
"""A file's bytes, how many positions are not in it, and what is to be said of it."""


def export(case: str | Path, file: str | Path, *, as_of: date | None = None) -> Outcome[Path]:
    """Write the statements of a case, as known on a day, to a file; its ending says how: .dna, .csv or .md.

    A ``.dna`` file is a database of the Discourse Network Analyzer 3; it holds what takes a side in the actor's own
    voice. A table has a row for each position, a text the statements by topic.

    Raises
    ------
    CaseError
        If the case is at fault, or the file cannot be written.
    MisuseError
        If the file has another ending.
    """
    path = Path(file)
    if path.suffix not in _FORMS:
        raise MisuseError(f"{path.name} has none of the endings {', '.join(_FORMS)}; they say what is written")
    found, whole = open_case(case)
    day = as_of or whole.as_of
    ledger = known(whole, day)
    data, left_out, notes = _FORMS[path.suffix](ledger, day, found.folder)
    try:
        write_atomic(path, data)
    except OSError as error:
        what = f"{path} | cannot be written ({error.strerror or error}); give another file"
        raise CaseError("the ledger was not written", (what,)) from error
    document = export_document(
        ledger.id, day, str(path), statements=len(ledger.statements), left_out=left_out, version=__version__
    )
    text = lines_text([f"{ledger.id} as of {day}: {len(ledger.statements)} statements written to {path}"])
    return Outcome(path, text, json_text(document), (path,), notes)


def _dna(ledger: Case, day: date, folder: Path) -> Written:
    coded = coded_ledger(ledger, day, kept_texts(folder, ledger))
    number = sum(len(document.statements) for document in coded.documents)
    notes = [
        f"{number} coded statements in {len(coded.documents)} documents: one for each day on which a source has words",
        f"in DNA, choose the coder Admin, with the password {PASSWORD}",
    ]
    if coded.left_out:
        notes.append(f"{coded.left_out} positions are not in it: they take no side, or do not speak for their actor")
    return dna_file(coded, ledger.id), coded.left_out, tuple(notes)


def _csv(ledger: Case, _day: date, _folder: Path) -> Written:
    return csv_text(ledger_table(ledger.statements, ledger.sources)).encode(), 0, ()


def _markdown(ledger: Case, _day: date, _folder: Path) -> Written:
    return ledger_markdown(ledger, ledger.statements).encode(), 0, ()


_FORMS: Mapping[str, Callable[[Case, date, Path], Written]] = {".dna": _dna, ".csv": _csv, ".md": _markdown}
