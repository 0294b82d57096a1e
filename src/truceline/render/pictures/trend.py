"""The trend: observations day by day, stacked by sector."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from truceline.render.pictures.frame import NARROW, WIDE, Frame, every
from truceline.render.pictures.svg import group, line, picture, rect, text
from truceline.views.pictures.bars import TrendBars
from truceline.views.wording import count

_BOTTOM, _TALL = 168.0, 136.0
_WIDE, _NARROW = Frame(WIDE, 70.0, 20.0), Frame(NARROW, 4.0, 4.0)


def trend_bars(shown: TrendBars, *, narrow: bool = False) -> Markup:
    """Draw one bar a day, its parts in the colours of the sectors in their order; the last day bears its number."""
    frame = _NARROW if narrow else _WIDE
    days, sectors = shown.days, shown.sectors
    most = max([sum(found.values()) for _, found in days], default=0) or 1
    step = frame.across / max(len(days), 1)
    numbered = every(step, 40.0)
    bars = (
        _day(day, found, sectors, (frame.left + n * step, step, _TALL / most), (len(days) - 1 - n) % numbered == 0)
        for n, (day, found) in enumerate(days)
    )
    return picture(
        frame.width,
        204,
        *bars,
        line(frame.left, _BOTTOM, frame.left + frame.across, _BOTTOM, "axis"),
        text(0, _BOTTOM + (32 if narrow else 0), "observed", "t small"),
        title=shown.title,
        kind="bars",
    )


def _day(
    day: date, found: Mapping[str, int], sectors: Sequence[str], place: tuple[float, float, float], numbered: bool
) -> Markup:
    left, step, scale = place
    parts = _parts(found, sectors, place)
    if not numbered:
        return group(*parts)
    total = sum(found.values())
    return group(
        *parts,
        text(left + step / 2, _BOTTOM - total * scale - 6, count(total) if total else "·", "t strong", "middle"),
        text(left + step / 2, _BOTTOM + 16, f"{day.day}/{day.month}", "t small", "middle"),
    )


def _parts(found: Mapping[str, int], sectors: Sequence[str], place: tuple[float, float, float]) -> Iterator[Markup]:
    left, step, scale = place
    top = _BOTTOM
    for number, sector in enumerate(sectors):
        if tall := found.get(sector, 0) * scale:
            top -= tall
            yield rect(left + step * 0.15, top, step * 0.7, tall, f"who{number % 8}", hint=f"{count(found[sector])}")
