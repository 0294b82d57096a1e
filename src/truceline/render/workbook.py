"""What workbooks change, as text."""

from __future__ import annotations

from truceline.render.terminal import laid_out
from truceline.results.workbook_changes import WorkbookChanges
from truceline.views.workbook import change_lines


def changes_text(made: WorkbookChanges, *, applied: bool) -> str:
    """Write what workbooks that came back change, from which words to which."""
    return laid_out(change_lines(made, applied=applied))
