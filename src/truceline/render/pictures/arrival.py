"""The arrival curve: people in place by day, as a band from low to high with the likely curve in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

from truceline.render.pictures.svg import element, line, path, picture, text
from truceline.views.wording import count

_WIDTH, _LEFT, _RIGHT, _TOP, _BOTTOM = 960.0, 74.0, 150.0, 16.0, 236.0
_NICE = (1, 2, 2.5, 5, 10)


def arrival_curve(people: Sequence[Sequence[float]], title: str) -> Markup:
    """Draw ``people`` (low, likely, high, each by day from D-day on) as steps: they come unit by unit."""
    low, likely, high = people
    days, most = max(len(likely) - 1, 1), max(*high, 1.0)
    across, up = (_WIDTH - _LEFT - _RIGHT) / days, (_BOTTOM - _TOP) / most

    def steps(values: Sequence[float]) -> list[tuple[float, float]]:
        at = [(_LEFT + day * across, _BOTTOM - value * up) for day, value in enumerate(values)]
        return [at[0], *(corner for was, now in pairwise(at) for corner in ((now[0], was[1]), now))]

    band = [*steps(high), *reversed(steps(low))]
    return picture(
        _WIDTH,
        _BOTTOM + 44,
        *_grid(days, most, across, up),
        element("path", d=path(band, close=True), class_="arrival-band"),
        element("path", d=path(steps(likely)), class_="arrival-line"),
        *_ends(low[-1], likely[-1], high[-1], up),
        text(_LEFT, _BOTTOM + 38, "days after D-day", "t small"),
        title=title,
        kind="bars",
    )


def _grid(days: int, most: float, across: float, up: float) -> Iterator[Markup]:
    step = _nice(most / 4)
    for n in range(int(most / step) + 1):
        level = _BOTTOM - n * step * up
        yield line(_LEFT, level, _WIDTH - _RIGHT, level, "axis" if n == 0 else "grid")
        yield text(_LEFT - 8, level + 4, count(n * step), "t small", "end")
    every = max(_nice(days / 8), 1.0)
    for n in range(int(days / every) + 1):
        yield text(_LEFT + n * every * across, _BOTTOM + 18, count(n * every), "t small", "middle")


def _nice(value: float) -> float:
    size = 10.0 ** (len(str(int(max(value, 1)))) - 1)
    return next(size * n for n in _NICE if size * n >= value or n == _NICE[-1])


def _ends(low: float, likely: float, high: float, up: float) -> Iterator[Markup]:
    # Names at the ends of the curves, pushed apart where they would touch.
    last = -1e9
    for value, words, class_ in ((high, "high", "t small"), (likely, "likely", "t strong"), (low, "low", "t small")):
        last = max(_BOTTOM - value * up + 4, last + 15)
        yield text(_WIDTH - _RIGHT + 8, last, f"{words} {count(value)}", class_)
