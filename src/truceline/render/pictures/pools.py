"""Pool against deployed, by contributor."""

from __future__ import annotations

from markupsafe import Markup

from truceline.render.pictures.frame import NARROW, WIDE, Frame, Label, flowed, labelled, stacked
from truceline.render.pictures.svg import element, group, line, picture, rect, text
from truceline.views.pictures.bars import PoolBar, PoolBars
from truceline.views.wording import count

_WIDE, _NARROW, _ROW = Frame(WIDE, 210.0, 190.0, 26.0), Frame(NARROW, 0.0, 120.0, 46.0), 34.0
_KEY = (("bar deployed", "deployed at its peak"), ("bar pool-bar", "pool that keeps them there"))


def pool_bars(shown: PoolBars, *, narrow: bool = False) -> Markup:
    """Draw two bars per contributor on one scale: the pool, and within it those deployed at their peak."""
    frame = _NARROW if narrow else _WIDE
    scale = frame.across / max([max(row.pool, row.deployed) for row in shown.rows], default=1.0)
    places = flowed((170.0, 200.0), (frame.left, 2.0), frame.width, 19.0)
    key = (
        group(rect(x, y, 20, 12, look), text(x + 26, y + 10, words, "t small"))
        for (look, words), (x, y) in zip(_KEY, places, strict=True)
    )
    bars, bottom = stacked(shown.rows, frame.top, lambda row, top: _contributor(row, top, scale, frame))
    axis = [] if narrow else [line(frame.left, frame.top - 4, frame.left, bottom, "axis")]
    return picture(frame.width, bottom + 6, group(*key), *bars, *axis, title=shown.title, kind="bars")


def _contributor(row: PoolBar, top: float, scale: float, frame: Frame) -> tuple[Markup, float]:
    words, down = labelled([Label(row.name, 17)], top, frame)
    left, at = frame.left, top + down
    drawn = group(
        element("title", f"{row.name}: {count(row.deployed)} deployed, pool {count(row.pool)}"),
        words,
        rect(left, at, row.pool * scale, 22, "bar pool-bar"),
        rect(left, at + 5, row.deployed * scale, 12, "bar deployed"),
        text(left + max(row.pool, row.deployed) * scale + 8, at + 16, _words(row), "t small"),
    )
    return drawn, down + _ROW


def _words(row: PoolBar) -> str:
    return f"{count(row.deployed)} of {count(row.pool)}"
