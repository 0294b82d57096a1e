"""The decisions of a staff exercise, as CSV: recorded in order, replayable to the same bytes."""

from __future__ import annotations

from pathlib import Path

from truceline.documents.tables.exercise import decisions_table
from truceline.errors import SourceError
from truceline.exercise.injects import Decision
from truceline.formats.csv_table import exact_csv_lines, read_rows
from truceline.formats.faults import FaultPlace, Faults
from truceline.formats.files import read_text_file

COLUMNS = ("inject", "option", "note")
"""The columns of the file."""

_SUMMARY = "the decisions cannot be read"


def decisions_csv(decisions: tuple[Decision, ...]) -> str:
    """Write the decisions, one row each, in order."""
    table = decisions_table(decisions)
    return exact_csv_lines([table.columns, *table.rows])


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Read decisions that were recorded before.

    Raises
    ------
    SourceError
        If the file cannot be read or is no such table; all faults are listed.
    """
    faults = Faults()
    text = read_text_file(path, _SUMMARY)
    rows = read_rows(text, path.name, COLUMNS, faults)
    for row in rows:
        if not row.cells["inject"] or not row.cells["option"]:
            faults.add(FaultPlace(path.name, row.line), "names no inject or no option; give both")
    if faults.count:
        raise SourceError(_SUMMARY, faults.problems())
    return tuple(Decision(row.cells["inject"], row.cells["option"], row.cells["note"]) for row in rows)
