"""The coverage ribbon: how likely an event is seen at each point of the line, by day and by night."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from markupsafe import Markup

from truceline.render.pictures.frame import NARROW, WIDE, Frame, wrapped
from truceline.render.pictures.svg import element, fits, group, line, number, path, picture, rect, text
from truceline.views.pictures.maps import Floats, Ribbon, SectorStretch
from truceline.views.wording import share

_BAND = 62.0
_WIDE, _NARROW = Frame(WIDE, 64.0, 62.0, 30.0), Frame(NARROW, 0.0, 14.0, 30.0)


def ribbon(shown: Ribbon, *, narrow: bool = False) -> Markup:
    """Draw one band per light: its name, the chance of detection per segment, and the share covered."""
    edges_m, frame = shown.edges_m, _NARROW if narrow else _WIDE
    scale = frame.across / (edges_m[-1] / 1000)
    apart = _BAND + (32 if narrow else 14)
    tops = [frame.top + (18 if narrow else 0) + i * apart for i in range(len(shown.bands))]
    bottom = tops[-1] + _BAND + 14
    key = _key(shown.stretches, bottom + 62, frame) if narrow else []
    return picture(
        frame.width,
        bottom + 48 + (14 + 16 * len(key) if key else 0),
        *_stretches(shown.stretches, scale, bottom, frame),
        *(_band(band, edges_m, scale, top, frame) for band, top in zip(shown.bands, tops, strict=True)),
        *_posts(shown.posts_m, scale, bottom, frame),
        *_kilometres(edges_m[-1] / 1000, scale, bottom + 14, frame),
        *key,
        title=shown.title,
        kind="ribbon",
    )


def _x(metres: float, scale: float, frame: Frame) -> float:
    return frame.left + metres / 1000 * scale


def _stretches(stretches: Sequence[SectorStretch], scale: float, bottom: float, frame: Frame) -> Iterator[Markup]:
    numbers = _numbers(stretches)
    for at, part in enumerate(stretches):
        left, right = _x(part.start_m, scale, frame), _x(part.end_m, scale, frame)
        yield rect(left, 4, right - left, bottom - 4, f"stretch {'odd' if at % 2 else 'even'}", hint=part.name)
        if frame.narrow and right - left > 14:
            yield text((left + right) / 2, 19, str(numbers[part.name]), "t small", "middle")
        elif right - left > 34:
            yield text((left + right) / 2, 19, fits(part.name, right - left - 4, 11.5), "t small", "middle")


def _key(stretches: Sequence[SectorStretch], top: float, frame: Frame) -> list[Markup]:
    # On a phone the sectors are numbered: their names stand below.
    names = "; ".join(f"{number} {name}" for name, number in _numbers(stretches).items())
    return [text(0, top + 16 * n, words, "t small") for n, words in enumerate(wrapped(names, frame.width, 11.5))]


def _numbers(stretches: Sequence[SectorStretch]) -> Mapping[str, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(part.name for part in stretches), 1)}


def _band(band: tuple[str, Floats, float], edges_m: Floats, scale: float, top: float, frame: Frame) -> Markup:
    name, chance, covered = band
    right = _x(float(edges_m[-1]), scale, frame)
    return group(
        *(line(frame.left, top + _BAND * (1 - y), right, top + _BAND * (1 - y), "grid") for y in (0.5, 1.0)),
        element("path", d=path(_outline(chance, edges_m, scale, top, frame), close=True), class_=f"chance {name}"),
        line(frame.left, top + _BAND, right, top + _BAND, "axis"),
        text(right + 6, top + 14, "1", "t small"),
        text(right + 6, top + _BAND, "0", "t small"),
        *(_above(name, covered, top) if frame.narrow else _beside(name, covered, top, right)),
    )


def _above(name: str, covered: float, top: float) -> Iterator[Markup]:
    yield text(0, top - 5, f"by {name} {share(covered)}: chance to see", "t strong")


def _beside(name: str, covered: float, top: float, right: float) -> Iterator[Markup]:
    yield text(0, top + 22, f"by {name}", "t strong")
    yield text(0, top + 40, "chance", "t small")
    yield text(0, top + 54, "to see", "t small")
    yield text(right + 18, top + 38, share(covered), "t strong")


def _outline(chance: Floats, edges_m: Floats, scale: float, top: float, frame: Frame) -> list[tuple[float, float]]:
    corners = [(frame.left, top + _BAND)]
    for p, start, end in zip(chance, edges_m[:-1], edges_m[1:], strict=True):
        height = top + _BAND - _BAND * float(p)
        if abs(corners[-1][1] - height) < 0.05 and len(corners) > 1:
            corners[-1] = (_x(float(end), scale, frame), height)
        else:
            corners += [(_x(float(start), scale, frame), height), (_x(float(end), scale, frame), height)]
    return [*corners, (_x(float(edges_m[-1]), scale, frame), top + _BAND)]


def _posts(posts_m: Floats, scale: float, bottom: float, frame: Frame) -> Iterator[Markup]:
    for metres in posts_m:
        x = _x(float(metres), scale, frame)
        yield element("path", d=f"M{number(x)} {number(bottom - 8)}l4 8h-8z", class_="post-tick")
    if len(posts_m) and not frame.narrow:
        yield text(0, bottom, "posts", "t small")


def _kilometres(total: float, scale: float, top: float, frame: Frame) -> Iterator[Markup]:
    step = next(s for s in (10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 1e9) if s * scale > 55)
    for km in np.arange(0.0, total + 0.01, step).tolist():
        x = _x(km * 1000, scale, frame)
        yield line(x, top - 12, x, top - 6, "axis")
        anchor = "start" if frame.narrow and km == 0 else "middle"
        yield text(x, top + 8, f"{km:,.0f}{' km' if km == 0 else ''}", "t small", anchor)
    more = "; triangles: posts" if frame.narrow else " from its first point"
    yield text(frame.left, top + 26, f"kilometres along the line{more}", "t small")
