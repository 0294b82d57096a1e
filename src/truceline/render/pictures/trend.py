"""The trend: observations day by day, stacked by sector."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from truceline.render.pictures.svg import group, line, picture, rect, text
from truceline.views.pictures.bars import TrendBars
from truceline.views.wording import count

_LEFT, _WIDTH, _BOTTOM, _TALL = 70.0, 960.0, 168.0, 136.0


def trend_bars(shown: TrendBars) -> Markup:
    """Draw one bar a day, its parts in the colours of the sectors in their order."""
    days, sectors = shown.days, shown.sectors
    most = max([sum(found.values()) for _, found in days], default=0) or 1
    step = (_WIDTH - _LEFT - 20) / max(len(days), 1)
    bars = (_day(day, found, sectors, (_LEFT + n * step, step, _TALL / most)) for n, (day, found) in enumerate(days))
    return picture(
        _WIDTH,
        204,
        *bars,
        line(_LEFT, _BOTTOM, _WIDTH - 20, _BOTTOM, "axis"),
        text(0, _BOTTOM, "observed", "t small"),
        title=shown.title,
        kind="bars",
    )


def _day(day: date, found: Mapping[str, int], sectors: Sequence[str], place: tuple[float, float, float]) -> Markup:
    left, step, scale = place
    total = sum(found.values())
    return group(
        *_parts(found, sectors, place),
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
