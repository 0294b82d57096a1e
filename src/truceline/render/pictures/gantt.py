"""Units and their rotations: a row per unit, a bar per tour, under the line on which it serves first."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from truceline.render.pictures.svg import fits, group, line, picture, rect, text
from truceline.views.pictures.charts import Gantt, GanttBlock, GanttRow

_WIDTH, _LABELS, _ROW, _HEAD, _TITLE = 960.0, 300.0, 17.0, 24.0, 24.0


def gantt(shown: Gantt) -> Markup:
    """Draw the blocks one below the other, the months across."""
    step = (_WIDTH - _LABELS) / shown.months
    tops, top = [], _HEAD
    for block in shown.blocks:
        tops.append(top)
        top += _TITLE + _ROW * len(block.rows) + 6
    return picture(
        _WIDTH,
        top + 6,
        *_months(shown.months, step, top),
        *(_block(block, at, step) for block, at in zip(shown.blocks, tops, strict=True)),
        title=shown.title,
        kind="gantt",
    )


def _months(months: int, step: float, bottom: float) -> Iterator[Markup]:
    yield text(_LABELS - 8, 15, "month after D-day", "t small", "end")
    for month in range(months):
        left = _LABELS + month * step
        yield text(left + step / 2, 15, str(month + 1), "t small", "middle")
        yield line(left, _HEAD, left, bottom, "grid")


def _block(block: GanttBlock, top: float, step: float) -> Markup:
    rows = (_row(row, top + _TITLE + i * _ROW, step) for i, row in enumerate(block.rows))
    return group(text(0, top + 17, fits(block.title, _LABELS - 8, 12.5), "t strong"), *rows)


def _row(row: GanttRow, top: float, step: float) -> Markup:
    bars = []
    for n, bar in enumerate(row.bars):
        left, width = _LABELS + (bar.first - 1) * step, (bar.last - bar.first + 1) * step
        months = f"month {bar.first}" if bar.first == bar.last else f"months {bar.first} to {bar.last}"
        hint = f"{row.label}: tour {n + 1}, {bar.line}, {months}; in place from day {row.arrives}"
        bars.append(rect(left + 1, top + 2, width - 2, _ROW - 4, f"tour who{row.colour % 8}", hint=hint))
    return group(text(12, top + 12.5, fits(row.label, _LABELS - 20, 11.5), "t small"), *bars)
