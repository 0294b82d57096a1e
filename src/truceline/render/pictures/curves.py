"""Curves with bands: the share of replications in which the truce still held."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from truceline.render.pictures.frame import NARROW, WIDE, Frame, wrapped
from truceline.render.pictures.svg import element, fits, group, line, path, picture, text
from truceline.views.pictures.curves import SurvivalCurves
from truceline.views.wording import share

if TYPE_CHECKING:
    from truceline.exercise.montecarlo import Survival

_WIDE, _NARROW = Frame(WIDE, 56.0, 300.0, 12.0, 272.0), Frame(NARROW, 46.0, 10.0, 12.0, 212.0)
_COLOURS = 8

Point = Callable[[int, float], tuple[float, float]]


def survival_curves(shown: SurvivalCurves, *, narrow: bool = False) -> Markup:
    """Draw each scenario's curve with its band; the name stands at the end of its curve, on a phone below."""
    frame = _NARROW if narrow else _WIDE
    curves = shown.curves
    days = len(next(iter(curves.values())).share) - 1
    across = frame.across / max(days, 1)

    def point(day: int, value: float) -> tuple[float, float]:
        return frame.left + day * across, frame.top + (1 - value) * (frame.bottom - frame.top)

    names = [f"{share(float(curve.share[-1]))} {name}" for name, curve in curves.items()]
    ends = [point(days, float(curve.share[-1]))[1] for curve in curves.values()]
    written = list(_below(names, frame) if narrow else _beside(names, ends, frame))
    drawn = (_curve(n, name, curve, point) for n, (name, curve) in enumerate(curves.items()))
    height = frame.bottom + 44 + (6 + 16 * len(written) if narrow else 0)
    return picture(frame.width, height, *_grid(days, point, frame), *drawn, *written, title=shown.title, kind="curves")


def _grid(days: int, point: Point, frame: Frame) -> Iterator[Markup]:
    every = max(days // (4 if frame.narrow else 6), 1)
    for value in (0, 0.25, 0.5, 0.75, 1):
        level = point(0, value)[1]
        yield line(frame.left, level, frame.width - frame.right, level, "grid")
    yield from (text(0, point(0, v)[1] + 4, share(v), "t small") for v in (0, 0.5, 1))
    for day in range(0, days + 1, every):
        yield text(point(day, 0)[0], frame.bottom + 18, str(day), "t small", "middle")
    yield text(frame.left, frame.bottom + 36, "days of truce", "t small")


def _curve(n: int, name: str, curve: Survival, point: Point) -> Markup:
    upper, lower, middle = (
        [point(day, value) for day, value in enumerate(values.tolist())]
        for values in (curve.high, curve.low, curve.share)
    )
    return group(
        element("title", name),
        element("path", d=path([*upper, *reversed(lower)], close=True), class_=f"band c{n % _COLOURS}"),
        element("path", d=path(middle), class_=f"curve c{n % _COLOURS}"),
    )


def _beside(names: Sequence[str], ends: Sequence[float], frame: Frame) -> Iterator[Markup]:
    for n, (name, height) in enumerate(zip(names, _spread(ends, frame.bottom), strict=True)):
        words = fits(name, frame.right - 14, 12.5)
        yield text(frame.width - frame.right + 10, height + 4, words, f"t strong c{n % _COLOURS}")


def _below(names: Sequence[str], frame: Frame) -> Iterator[Markup]:
    lines = [(n, words) for n, name in enumerate(names) for words in wrapped(name, frame.width, 12.5)]
    for row, (n, words) in enumerate(lines):
        yield text(0, frame.bottom + 60 + 16 * row, words, f"t strong c{n % _COLOURS}")


def _spread(heights: Sequence[float], bottom: float, least: float = 17.0) -> list[float]:
    # Labels in order of height, none nearer than `least`, moved up as one where they would leave.
    order = sorted(range(len(heights)), key=lambda n: heights[n])
    placed = [0.0] * len(heights)
    before = -least
    for n in order:
        before = placed[n] = max(heights[n], before + least)
    over = max(max(placed, default=0.0) - bottom, 0.0)
    return [height - over for height in placed]
