"""Who would come and who decides, as text."""

from __future__ import annotations

from truceline.case import Case
from truceline.render.terminal import laid_out
from truceline.results.coalition import CoalitionView
from truceline.views.coalition_text import coalition_lines


def coalition_summary(view: CoalitionView, case: Case) -> str:
    """Write the view as text: who stands, who and what decides, and what would move those who wait."""
    return laid_out(coalition_lines(view, case))
