"""Bars for what drives a result."""

from __future__ import annotations

import math

from markupsafe import Markup

from truceline.render.pictures.svg import fits, group, line, picture, rect, text
from truceline.views.pictures.bars import DriverBar, DriverBars
from truceline.views.wording import share

_WIDTH, _LABELS, _ROW = 960.0, 400.0, 30.0


def driver_bars(shown: DriverBars) -> Markup:
    """Draw a bar per assumption: its total index, the first-order part darker, and the interval as a line."""
    highs = (row.high if math.isfinite(row.high) else row.total for row in shown.rows)
    most = max((min(high, 1.5) for high in highs), default=1.0)
    rows = (_driver(row, 4 + n * _ROW, most) for n, row in enumerate(shown.rows))
    return picture(_WIDTH, 8 + _ROW * len(shown.rows), *rows, title=shown.title, kind="bars")


def _driver(row: DriverBar, top: float, most: float) -> Markup:
    scale = (_WIDTH - _LABELS - 90) / max(most, 1e-9)
    total = max(row.total, 0.0) * scale
    first = min(max(row.first, 0.0) * scale, total)
    ends = (row.low, min(row.high, most)) if math.isfinite(row.low) else (row.total, row.total)
    low, high = (_LABELS + max(each, 0.0) * scale for each in ends)
    return group(
        text(0, top + 15, fits(row.title, _LABELS - 14, 12.5)),
        rect(_LABELS, top + 3, total, 16, "bar alone"),
        rect(_LABELS, top + 3, first, 16, "bar last"),
        line(low, top + 11, high, top + 11, "more"),
        text(max(high, _LABELS + total) + 8, top + 15, share(max(row.total, 0.0)), "t strong"),
    )
