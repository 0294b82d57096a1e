"""What changed between two planning runs: as text, and as a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from truceline.generation.comparison import Comparison
from truceline.render.html import STYLES, page
from truceline.render.terminal import laid_out
from truceline.views.comparison import replaced, rooms, shared_reasons, total_rows, value_words
from truceline.views.comparison_text import comparison_lines
from truceline.views.wording import listed


def comparison_html(comparison: Comparison) -> str:
    """Write the comparison as one self-contained page."""
    foot = f"{listed(list(dict.fromkeys(comparison.cases)))}: what changed"
    return page("comparison.html.j2", styles=STYLES["force"], foot=foot, **comparison_context(comparison))


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
        "total_rows": total_rows,
        "shared_reasons": shared_reasons,
        "rooms": rooms,
        "value_words": value_words,
        "replaced": replaced(comparison),
    }


def comparison_summary(comparison: Comparison) -> str:
    """Write the comparison as text: scenario by scenario, then pledges, then the record, then all else by room."""
    return laid_out(comparison_lines(comparison), break_on_hyphens=False)
