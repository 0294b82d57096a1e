"""Units and their rotations: a row per unit, a bar per tour, under the line on which it serves first."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from truceline.render.pictures.frame import NARROW, WIDE, Frame, every, stacked
from truceline.render.pictures.svg import fits, group, line, picture, rect, text
from truceline.views.pictures.charts import Gantt, GanttBlock, GanttRow

_ROW, _HEAD, _TITLE, _LABEL = 17.0, 24.0, 24.0, 15.0
_WIDE, _NARROW = Frame(WIDE, 300.0, 0.0), Frame(NARROW, 0.0, 0.0)


def gantt(shown: Gantt, *, narrow: bool = False) -> Markup:
    """Draw the blocks one below the other, the months across; on a phone each label stands above its tours."""
    frame = _NARROW if narrow else _WIDE
    step = frame.across / shown.months
    blocks, bottom = stacked(shown.blocks, _HEAD, lambda block, top: _block(block, top, step, frame))
    return picture(
        frame.width, bottom + 6, *_months(shown.months, step, bottom, frame), *blocks, title=shown.title, kind="gantt"
    )


def _months(months: int, step: float, bottom: float, frame: Frame) -> Iterator[Markup]:
    if not frame.narrow:
        yield text(frame.left - 8, 15, "month after D-day", "t small", "end")
    numbered = every(step, 20.0)
    for month in range(months):
        left = frame.left + month * step
        if month % numbered == 0:
            yield text(left + step / 2, 15, str(month + 1), "t small", "middle")
        yield line(left, _HEAD, left, bottom, "grid")


def _block(block: GanttBlock, top: float, step: float, frame: Frame) -> tuple[Markup, float]:
    rows, bottom = stacked(block.rows, top + _TITLE, lambda row, at: _row(row, at, step, frame))
    title = fits(block.title, (frame.left or frame.width) - 8, 12.5)
    return group(text(0, top + 17, title, "t strong"), *rows), bottom + 6 - top


def _row(row: GanttRow, top: float, step: float, frame: Frame) -> tuple[Markup, float]:
    down = _LABEL if frame.narrow else 0.0
    label = text(0 if down else 12, top + 12.5, fits(row.label, (frame.left or frame.width) - 20, 11.5), "t small")
    bars = []
    for n, bar in enumerate(row.bars):
        left, width = frame.left + (bar.first - 1) * step, (bar.last - bar.first + 1) * step
        months = f"month {bar.first}" if bar.first == bar.last else f"months {bar.first} to {bar.last}"
        hint = f"{row.label}: tour {n + 1}, {bar.line}, {months}; in place from day {row.arrives}"
        bars.append(rect(left + 1, top + down + 2, width - 2, _ROW - 4, f"tour who{row.colour % 8}", hint=hint))
    return group(label, *bars), _ROW + down
