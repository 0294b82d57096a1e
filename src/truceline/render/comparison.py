"""What changed between two planning runs: as text, and as a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from truceline.generation.comparison import Comparison
from truceline.render.html import STYLES, page
from truceline.render.terminal import laid_out
from truceline.views.comparison import TOTALS, ends_written, replaced, rooms, value_words, written
from truceline.views.comparison_text import comparison_lines
from truceline.views.ranges import TITLES


def comparison_html(comparison: Comparison) -> str:
    """Write the comparison as one self-contained page."""
    return page("comparison.html.j2", styles=STYLES["force"], **comparison_context(comparison))


def _id(_kind: str, id_: str) -> str:
    return id_


def comparison_context(
    comparison: Comparison, title: Callable[[str, str], str] = _id, reason: Callable[[str], str] = str
) -> Mapping[str, Any]:
    """Return what the template of a comparison's parts is filled from.

    ``title`` says what a kind's record is called and ``reason`` puts a reason into words with such titles; both leave
    ids where nothing is known of the records: two runs need not have their cases at hand.
    """
    return {
        "title": title,
        "reason": reason,
        "found": comparison,
        "totals": TOTALS,
        "written": written,
        "rooms": rooms,
        "value_words": value_words,
        "replaced": replaced(comparison),
        "headlines": TITLES,
        "ends_written": ends_written,
    }


def comparison_summary(comparison: Comparison) -> str:
    """Write the comparison as text: scenario by scenario, then pledges, then the record, then all else by room."""
    return laid_out(comparison_lines(comparison), break_on_hyphens=False)
