"""Bars for what drives a result."""

from __future__ import annotations

import math

from markupsafe import Markup

from truceline.render.pictures.frame import NARROW, WIDE, Frame, Label, labelled, stacked
from truceline.render.pictures.svg import group, line, picture, rect, text
from truceline.views.pictures.bars import DriverBar, DriverBars
from truceline.views.wording import share

_WIDE, _NARROW, _ROW = Frame(WIDE, 400.0, 90.0), Frame(NARROW, 0.0, 100.0), 30.0


def driver_bars(shown: DriverBars, *, narrow: bool = False) -> Markup:
    """Draw a bar per assumption: its total index, the first-order part darker, and the interval as a line."""
    frame = _NARROW if narrow else _WIDE
    highs = (row.high if math.isfinite(row.high) else row.total for row in shown.rows)
    most = max((min(high, 1.5) for high in highs), default=1.0)
    rows, bottom = stacked(shown.rows, 4, lambda row, top: _driver(row, top, most, frame))
    return picture(frame.width, bottom + 4, *rows, title=shown.title, kind="bars")


def _driver(row: DriverBar, top: float, most: float, frame: Frame) -> tuple[Markup, float]:
    words, down = labelled([Label(row.title, 15)], top, frame)
    left, at, scale = frame.left, top + down, frame.across / max(most, 1e-9)
    total = max(row.total, 0.0) * scale
    first = min(max(row.first, 0.0) * scale, total)
    ends = (row.low, min(row.high, most)) if math.isfinite(row.low) else (row.total, row.total)
    low, high = (left + max(each, 0.0) * scale for each in ends)
    drawn = group(
        words,
        rect(left, at + 3, total, 16, "bar alone"),
        rect(left, at + 3, first, 16, "bar last"),
        line(low, at + 11, high, at + 11, "more"),
        text(max(high, left + total) + 8, at + 15, share(max(row.total, 0.0)), "t strong"),
    )
    return drawn, down + _ROW
