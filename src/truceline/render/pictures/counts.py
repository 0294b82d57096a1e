"""Counts side by side: who was named, what was claimed, and the part that nobody named."""

from __future__ import annotations

from markupsafe import Markup

from truceline.render.pictures.frame import NARROW, WIDE, Frame, Label, labelled, stacked
from truceline.render.pictures.svg import element, group, line, picture, rect, text
from truceline.views.pictures.bars import CountBar, CountBars
from truceline.views.wording import count

_WIDE, _NARROW, _ROW = Frame(WIDE, 420.0, 130.0), Frame(NARROW, 0.0, 110.0), 40.0


def count_bars(shown: CountBars, *, narrow: bool = False) -> Markup:
    """Draw the counts on one scale: named solid, claimed but unnamed hatched, open-ended claims with an arrow.

    The hatching is the page's pattern ``hatch``.
    """
    frame = _NARROW if narrow else _WIDE
    ends = [max(bar.named, bar.least, bar.most or 0.0) for bar in shown.rows]
    scale = frame.across / max(*ends, 1.0)
    rows, bottom = stacked(shown.rows, 6, lambda bar, top: _bar(bar, top, scale, frame))
    return picture(frame.width, bottom + 4, *rows, title=shown.title, kind="counts")


def _bar(bar: CountBar, top: float, scale: float, frame: Frame) -> tuple[Markup, float]:
    labels = [Label(bar.label, 13, 13, "t strong" if bar.own else "t"), Label(bar.note, 28, 11.5, "t small")]
    words, down = labelled(labels, top, frame)
    left, at = frame.left, top + down
    end = max(bar.named, bar.least, bar.most or 0.0) * scale
    unnamed = max(bar.least - bar.named, 0.0)
    drawn = group(
        element("title", f"{bar.label}: {bar.value}; {count(bar.named)} named. {bar.note}"),
        words,
        rect(left, at + 2, bar.named * scale, 22, "bar own" if bar.own else "bar named"),
        *([rect(left + bar.named * scale, at + 2, unnamed * scale, 22, "bar unnamed")] if unnamed else []),
        *_upper(bar, (left, at), scale),
        text(left + end + (20 if bar.most is None else 8), at + 18, bar.value, "t strong"),
    )
    return drawn, down + _ROW


def _upper(bar: CountBar, corner: tuple[float, float], scale: float) -> list[Markup]:
    left, top = corner
    end = left + max(bar.named, bar.least) * scale
    if bar.most is None:
        return [element("path", d=_arrow(end, top + 13), class_="more")]
    if bar.most > max(bar.named, bar.least):
        upper = left + bar.most * scale
        return [line(end, top + 13, upper, top + 13, "more"), line(upper, top + 7, upper, top + 19, "more")]
    return []


def _arrow(x: float, y: float) -> str:
    # The d of a small arrow to the right.
    return f"M{x:.1f} {y:.1f}h12m-5 -5l5 5l-5 5"
