"""Counts side by side: who was named, what was claimed, and the part that nobody named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from truceline.render.pictures.svg import element, fits, group, line, picture, rect, text
from truceline.views.wording import count

_LABELS, _WIDTH, _ROW = 420.0, 960.0, 40.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A count: ``named`` were named, ``least`` to ``most`` were claimed.

    ``most`` is None where the claim is open-ended ("30+"); for Truceline's own count all three agree.
    """

    label: str
    note: str
    value: str
    named: float
    least: float
    most: float | None
    own: bool


def count_bars(bars: Sequence[Bar], title: str) -> Markup:
    """Draw the counts on one scale: named solid, claimed but unnamed hatched, open-ended claims with an arrow.

    The hatching is the page's pattern ``hatch``.
    """
    ends = [max(bar.named, bar.least, bar.most or 0.0) for bar in bars]
    scale = (_WIDTH - _LABELS - 130) / max(*ends, 1.0)
    rows = (_bar(bar, 6 + i * _ROW, scale) for i, bar in enumerate(bars))
    return picture(_WIDTH, 10 + _ROW * len(bars), *rows, title=title, kind="counts")


def _bar(bar: Bar, top: float, scale: float) -> Markup:
    end = max(bar.named, bar.least, bar.most or 0.0) * scale
    unnamed = max(bar.least - bar.named, 0.0)
    return group(
        element("title", f"{bar.label}: {bar.value}; {count(bar.named)} named. {bar.note}"),
        text(0, top + 13, fits(bar.label, _LABELS - 10, 13), "t strong" if bar.own else "t"),
        text(0, top + 28, fits(bar.note, _LABELS - 10, 11.5), "t small"),
        rect(_LABELS, top + 2, bar.named * scale, 22, "bar own" if bar.own else "bar named"),
        *([rect(_LABELS + bar.named * scale, top + 2, unnamed * scale, 22, "bar unnamed")] if unnamed else []),
        *_upper(bar, top, scale),
        text(_LABELS + end + (20 if bar.most is None else 8), top + 18, bar.value, "t strong"),
    )


def _upper(bar: Bar, top: float, scale: float) -> list[Markup]:
    end = _LABELS + max(bar.named, bar.least) * scale
    if bar.most is None:
        return [element("path", d=_arrow(end, top + 13), class_="more")]
    if bar.most > max(bar.named, bar.least):
        upper = _LABELS + bar.most * scale
        return [line(end, top + 13, upper, top + 13, "more"), line(upper, top + 7, upper, top + 19, "more")]
    return []


def _arrow(x: float, y: float) -> str:
    # The d of a small arrow to the right.
    return f"M{x:.1f} {y:.1f}h12m-5 -5l5 5l-5 5"
