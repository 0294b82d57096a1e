"""The requirement matrix: what is filled of each line, month by month."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

from truceline.render.pictures.svg import element, fits, group, line, picture, rect, text
from truceline.views.pictures.charts import Heatmap, HeatRow
from truceline.views.wording import count

_ROW, _HEAD, _FOOT, _LABELS, _ASKED, _WIDTH = 26.0, 24.0, 44.0, 286.0, 54.0, 960.0

LEVELS = (
    ("none", "nothing"),
    ("low", "under a third"),
    ("mid", "under two thirds"),
    ("high", "less than asked"),
    ("full", "all that is asked"),
)
"""How much of a line is filled: the class of its cells, and the words of the legend, from least to most."""


def level(filled: float, required: float) -> str:
    """Name the level that ``filled`` of ``required`` is at."""
    part = filled / required
    if part <= 0.0005:
        return "none"
    if part >= 0.9995:
        return "full"
    return "low" if part < 1 / 3 else "mid" if part < 2 / 3 else "high"


def heatmap(shown: Heatmap) -> Markup:
    """Draw the matrix: a row per line, a column per month, equal neighbours joined and their number written once."""
    step = (_WIDTH - _LABELS - _ASKED) / shown.months
    bottom = _HEAD + _ROW * len(shown.rows)
    return picture(
        _WIDTH,
        bottom + _FOOT,
        *_months(shown.months, step, bottom),
        *(_row(row, _HEAD + i * _ROW, step) for i, row in enumerate(shown.rows)),
        _legend(bottom + 16),
        title=shown.title,
        kind="heatmap",
        links=True,
    )


def _months(months: int, step: float, bottom: float) -> Iterator[Markup]:
    yield text(_LABELS + _ASKED / 2, 15, "asked", "t small", "middle")
    for month in range(months):
        left = _LABELS + _ASKED + month * step
        yield text(
            left + step / 2, 15, f"{'month ' if not month and step > 58 else ''}{month + 1}", "t small", "middle"
        )
        yield line(left, _HEAD, left, bottom, "grid")


def _row(row: HeatRow, top: float, step: float) -> Markup:
    words = fits(("● " if row.critical else "") + row.title, _LABELS - 8, 12.5)
    label = element("a", element("title", row.title), text(0, top + 17, words), href=row.href, tabindex="-1")
    asked = text(_LABELS + _ASKED / 2, top + 17, count(row.required), "t strong", "middle")
    return group(label, asked, *_runs(row, top, step))


def _runs(row: HeatRow, top: float, step: float) -> Iterator[Markup]:
    start = 0
    for filled, run in groupby(row.filled):
        length = len(list(run))
        left, width = _LABELS + _ASKED + start * step, length * step
        if filled is not None:
            months = f"month {start + 1}" if length == 1 else f"months {start + 1} to {start + length}"
            hint = f"{row.title}, {months}: {count(filled)} of {count(row.required)}"
            name = level(filled, row.required)
            yield rect(left + 1, top + 1.5, width - 2, _ROW - 3, f"cell {name}", hint=hint)
            if width > 12 + 7 * len(count(filled)) or length == 1:
                yield text(left + width / 2, top + 17, count(filled), f"t on-{name}", "middle")
        start += length


def _legend(top: float) -> Markup:
    parts, left = [text(0, top + 12, "● critical line", "t small"), text(118, top + 12, "filled:", "t small")], 166.0
    for name, words in LEVELS:
        parts += [rect(left, top, 20, 16, f"cell {name}"), text(left + 26, top + 12, words, "t small")]
        left += 46 + 7.2 * len(words)
    return group(*parts)
