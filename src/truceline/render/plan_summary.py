"""The summary of a plan in the terminal: a table of scenarios, and notes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from truceline.render.terminal import WIDTH, laid_out
from truceline.results.plan import Plan
from truceline.views.plan_text import PlanText, plan_text
from truceline.views.text import EMPTY, TextLine


def plan_summary(plan: Plan) -> str:
    """Write the summary: what stands in each scenario, what it waits for, and what unlocks most."""
    shown = plan_text(plan)
    title = textwrap.wrap(shown.title, WIDTH)
    head = [*(TextLine(part, whole=True) for part in title), TextLine("=" * max(map(len, title))), EMPTY]
    warning = [TextLine(shown.warning), EMPTY] if shown.warning else []
    notes = [TextLine(words) for words in shown.notes]
    return laid_out([*head, *warning, *_table(shown), EMPTY, *notes])


def _table(shown: PlanText) -> Iterator[TextLine]:
    rows = [shown.head, *(row for row in shown.rows if len(row) > 1)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    widths[0] = min(widths[0], WIDTH - sum(widths[1:]) - 2 * (len(widths) - 1))
    yield _row(shown.head, widths)
    yield TextLine("  ".join("-" * width for width in widths), whole=True)
    for row in shown.rows:
        yield _row(row, widths) if len(row) > 1 else TextLine(row[0])


def _row(row: Sequence[str], widths: Sequence[int]) -> TextLine:
    first = textwrap.shorten(row[0], widths[0], placeholder="…") if len(row[0]) > widths[0] else row[0]
    cells = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
    return TextLine("  ".join(cells).rstrip(), whole=True)
