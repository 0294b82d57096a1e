"""The coverage ribbon: how likely an event is seen at each point of the line, by day and by night."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from markupsafe import Markup

from truceline.render.pictures.svg import element, fits, group, line, number, path, picture, rect, text
from truceline.views.pictures.maps import Floats, Ribbon, SectorStretch
from truceline.views.wording import share

_LEFT, _WIDTH, _BAND, _TOP = 64.0, 960.0, 62.0, 30.0


def ribbon(shown: Ribbon) -> Markup:
    """Draw one band per light: its name, the chance of detection per segment, and the share covered."""
    edges_m, bands = shown.edges_m, shown.bands
    scale = (_WIDTH - _LEFT - 62) / (edges_m[-1] / 1000)
    bottom = _TOP + len(bands) * (_BAND + 14)
    return picture(
        _WIDTH,
        bottom + 48,
        *_stretches(shown.stretches, scale, bottom),
        *(_band(band, edges_m, scale, _TOP + i * (_BAND + 14)) for i, band in enumerate(bands)),
        *_posts(shown.posts_m, scale, bottom),
        *_kilometres(edges_m[-1] / 1000, scale, bottom + 14),
        title=shown.title,
        kind="ribbon",
    )


def _x(metres: float, scale: float) -> float:
    return _LEFT + metres / 1000 * scale


def _stretches(stretches: Sequence[SectorStretch], scale: float, bottom: float) -> Iterator[Markup]:
    for at, part in enumerate(stretches):
        left, right = _x(part.start_m, scale), _x(part.end_m, scale)
        yield rect(left, 4, right - left, bottom - 4, f"stretch {'odd' if at % 2 else 'even'}", hint=part.name)
        if right - left > 34:
            yield text((left + right) / 2, 19, fits(part.name, right - left - 4, 11.5), "t small", "middle")


def _band(band: tuple[str, Floats, float], edges_m: Floats, scale: float, top: float) -> Markup:
    name, chance, covered = band
    corners = [(_LEFT, top + _BAND)]
    for p, start, end in zip(chance, edges_m[:-1], edges_m[1:], strict=True):
        height = top + _BAND - _BAND * float(p)
        if abs(corners[-1][1] - height) < 0.05 and len(corners) > 1:
            corners[-1] = (_x(float(end), scale), height)
        else:
            corners += [(_x(float(start), scale), height), (_x(float(end), scale), height)]
    corners.append((_x(float(edges_m[-1]), scale), top + _BAND))
    right = _x(float(edges_m[-1]), scale)
    return group(
        *(line(_LEFT, top + _BAND * (1 - y), right, top + _BAND * (1 - y), "grid") for y in (0.5, 1.0)),
        element("path", d=path(corners, close=True), class_=f"chance {name}"),
        line(_LEFT, top + _BAND, right, top + _BAND, "axis"),
        text(0, top + 22, f"by {name}", "t strong"),
        text(0, top + 40, "chance", "t small"),
        text(0, top + 54, "to see", "t small"),
        text(right + 6, top + 14, "1", "t small"),
        text(right + 6, top + _BAND, "0", "t small"),
        text(right + 18, top + 38, share(covered), "t strong"),
    )


def _posts(posts_m: Floats, scale: float, bottom: float) -> Iterator[Markup]:
    for metres in posts_m:
        x = _x(float(metres), scale)
        yield element("path", d=f"M{number(x)} {number(bottom - 8)}l4 8h-8z", class_="post-tick")
    if len(posts_m):
        yield text(0, bottom, "posts", "t small")


def _kilometres(total: float, scale: float, top: float) -> Iterator[Markup]:
    step = next(s for s in (10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 1e9) if s * scale > 55)
    for km in np.arange(0.0, total + 0.01, step).tolist():
        x = _x(km * 1000, scale)
        yield line(x, top - 12, x, top - 6, "axis")
        yield text(x, top + 8, f"{km:,.0f}{' km' if km == 0 else ''}", "t small", "middle")
    yield text(_LEFT, top + 26, "kilometres along the line from its first point", "t small")
