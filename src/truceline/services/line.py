"""``line``: a case's lines of contact, and where the line moved between two of them."""

from __future__ import annotations

from pathlib import Path

from truceline import __version__
from truceline.agreement.line_changes import LineMovement
from truceline.documents.line import line_change_document, lines_document
from truceline.errors import MisuseError
from truceline.formats.json_text import json_text
from truceline.records.places import Line
from truceline.render import lines
from truceline.services.opening import open_case
from truceline.services.outcome import Outcome
from truceline.workflow.line import compare_lines


def line(
    case: str | Path, *, earlier: str | None = None, later: str | None = None
) -> Outcome[tuple[Line, ...]] | Outcome[LineMovement]:
    """List a case's lines, or compare the ``earlier`` with the ``later`` one (their ids); nothing is written.

    Raises
    ------
    CaseError
        If the case is at fault, or has no such line.
    MisuseError
        If only one of the two is given.
    """
    if (earlier is None) != (later is None):
        raise MisuseError("give both --from and --to, or neither")
    _, read = open_case(case)
    if earlier is None or later is None:
        return Outcome(read.lines, lines.lines_summary(read), json_text(lines_document(read, version=__version__)))
    found = compare_lines(read, earlier, later)
    document = line_change_document(earlier, later, found, version=__version__)
    return Outcome(found, lines.change_summary(earlier, later, found), json_text(document))
