"""An exercise as text for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.case import Case
from truceline.render.terminal import laid_out
from truceline.views.rehearsal import rehearsal_lines

if TYPE_CHECKING:
    from truceline.exercise.rehearsal import Rehearsal


def rehearsal_summary(rehearsal: Rehearsal, case: Case) -> str:
    """Write the summary for the terminal: what held, what was seen, what differs, what drives it."""
    return laid_out(rehearsal_lines(rehearsal, case))
