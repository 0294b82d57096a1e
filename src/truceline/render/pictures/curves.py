"""Curves with bands: the share of replications in which the truce still held; and bars for what drives a result."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from truceline.exercise.montecarlo import Survival
from truceline.render.pictures.svg import element, fits, group, line, path, picture, rect, text
from truceline.views.wording import share

if TYPE_CHECKING:
    from truceline.exercise.drivers import Driver

_WIDTH, _LEFT, _RIGHT, _TOP, _HEIGHT = 960.0, 56.0, 300.0, 12.0, 260.0
_COLOURS = 8


def survival_curves(curves: Mapping[str, Survival], title: str) -> Markup:
    """Draw each scenario's curve with its band; the name stands at the end of its curve."""
    days = len(next(iter(curves.values())).share) - 1
    across = (_WIDTH - _LEFT - _RIGHT) / max(days, 1)

    def point(day: int, value: float) -> tuple[float, float]:
        return _LEFT + day * across, _TOP + (1 - value) * _HEIGHT

    every = max(days // 6, 1)
    grid = [
        *(line(_LEFT, point(0, v)[1], _WIDTH - _RIGHT, point(0, v)[1], "grid") for v in (0, 0.25, 0.5, 0.75, 1)),
        *(text(0, point(0, v)[1] + 4, share(v), "t small") for v in (0, 0.5, 1)),
        *(text(point(d, 0)[0], _TOP + _HEIGHT + 18, str(d), "t small", "middle") for d in range(0, days + 1, every)),
        text(_LEFT, _TOP + _HEIGHT + 36, "days of truce", "t small"),
    ]
    heights = _spread([point(days, float(c.share[-1]))[1] for c in curves.values()])
    drawn = []
    for n, ((name, curve), height) in enumerate(zip(curves.items(), heights, strict=True)):
        upper = [point(d, v) for d, v in enumerate(curve.high.tolist())]
        lower = [point(d, v) for d, v in enumerate(curve.low.tolist())]
        middle = [point(d, v) for d, v in enumerate(curve.share.tolist())]
        label = fits(f"{share(float(curve.share[-1]))} {name}", _RIGHT - 14, 12.5)
        drawn.append(
            group(
                element("title", name),
                element("path", d=path([*upper, *reversed(lower)], close=True), class_=f"band c{n % _COLOURS}"),
                element("path", d=path(middle), class_=f"curve c{n % _COLOURS}"),
                text(_WIDTH - _RIGHT + 10, height + 4, label, f"t strong c{n % _COLOURS}"),
            )
        )
    return picture(_WIDTH, _TOP + _HEIGHT + 44, *grid, *drawn, title=title, kind="curves")


def _spread(heights: Sequence[float], least: float = 17.0) -> list[float]:
    # Labels in order of height, none nearer than `least`, moved up as one where they would leave.
    order = sorted(range(len(heights)), key=lambda n: heights[n])
    placed = [0.0] * len(heights)
    before = -least
    for n in order:
        before = placed[n] = max(heights[n], before + least)
    over = max(max(placed, default=0.0) - (_TOP + _HEIGHT), 0.0)
    return [height - over for height in placed]


def driver_bars(found: Sequence[Driver], titles: Mapping[str, str], title: str) -> Markup:
    """Draw a bar per assumption: its total index, the first-order part darker, and the interval as a line."""
    left, row = 400.0, 30.0
    highs = (d.total.high if math.isfinite(d.total.high) else d.total.value for d in found)
    most = max((min(high, 1.5) for high in highs), default=1.0)
    scale = (_WIDTH - left - 90) / max(most, 1e-9)
    rows = []
    for n, driver in enumerate(found):
        top = 4 + n * row
        total = max(driver.total.value, 0.0) * scale
        first = min(max(driver.first.value, 0.0) * scale, total)
        known = math.isfinite(driver.total.low)
        ends = (driver.total.low, min(driver.total.high, most)) if known else (driver.total.value,) * 2
        low, high = (left + max(each, 0.0) * scale for each in ends)
        rows.append(
            group(
                text(0, top + 15, fits(titles[driver.assumption], left - 14, 12.5)),
                rect(left, top + 3, total, 16, "bar alone"),
                rect(left, top + 3, first, 16, "bar last"),
                line(low, top + 11, high, top + 11, "more"),
                text(max(high, left + total) + 8, top + 15, share(max(driver.total.value, 0.0)), "t strong"),
            )
        )
    return picture(_WIDTH, 8 + row * len(found), *rows, title=title, kind="bars")
