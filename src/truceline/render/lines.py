"""Imported lines and changes of the line, as text."""

from __future__ import annotations

from truceline.agreement.line_changes import LineMovement
from truceline.case import Case
from truceline.render.terminal import laid_out
from truceline.results.line import TidiedLines
from truceline.views.lines import case_lines, change_lines, imported_lines


def drawn_summary(drawn: TidiedLines, written: str) -> str:
    """Write what was imported, what was set aside, and what is left to decide."""
    return laid_out(imported_lines(drawn, written))


def change_summary(earlier: str, later: str, movement: LineMovement) -> str:
    """Write where the line moved, by how much, and the ground either side."""
    return laid_out(change_lines(earlier, later, movement))


def lines_summary(case: Case) -> str:
    """List the case's lines with date, owner and length; the agreement's is marked."""
    return laid_out(case_lines(case))
