"""The arrival curve: people in place by day, as a band from low to high with the likely curve in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

from truceline.render.pictures.frame import NARROW, WIDE, Frame
from truceline.render.pictures.svg import element, line, path, picture, text
from truceline.views.pictures.curves import ArrivalCurve
from truceline.views.wording import count

_WIDE, _NARROW = Frame(WIDE, 74.0, 150.0, 16.0, 236.0), Frame(NARROW, 50.0, 100.0, 16.0, 196.0)
_NICE = (1, 2, 2.5, 5, 10)


def arrival_curve(shown: ArrivalCurve, *, narrow: bool = False) -> Markup:
    """Draw the people in place as steps: they come unit by unit."""
    frame = _NARROW if narrow else _WIDE
    low, likely, high = shown.low, shown.likely, shown.high
    days, most = max(len(likely) - 1, 1), max(*high, 1.0)
    across, up = frame.across / days, (frame.bottom - frame.top) / most

    def steps(values: Sequence[float]) -> list[tuple[float, float]]:
        at = [(frame.left + day * across, frame.bottom - value * up) for day, value in enumerate(values)]
        return [at[0], *(corner for was, now in pairwise(at) for corner in ((now[0], was[1]), now))]

    band = [*steps(high), *reversed(steps(low))]
    return picture(
        frame.width,
        frame.bottom + 44,
        *_grid(days, most, up, frame),
        element("path", d=path(band, close=True), class_="arrival-band"),
        element("path", d=path(steps(likely)), class_="arrival-line"),
        *_ends((low[-1], likely[-1], high[-1]), up, frame),
        text(frame.left, frame.bottom + 38, "days after D-day", "t small"),
        title=shown.title,
        kind="bars",
    )


def _grid(days: int, most: float, up: float, frame: Frame) -> Iterator[Markup]:
    step = _nice(most / 4)
    for n in range(int(most / step) + 1):
        level = frame.bottom - n * step * up
        yield line(frame.left, level, frame.width - frame.right, level, "axis" if n == 0 else "grid")
        yield text(frame.left - 8, level + 4, count(n * step), "t small", "end")
    every = max(_nice(days / (4 if frame.narrow else 8)), 1.0)
    for n in range(int(days / every) + 1):
        at = frame.left + n * every * frame.across / days
        yield text(at, frame.bottom + 18, count(n * every), "t small", "middle")


def _nice(value: float) -> float:
    size = 10.0 ** (len(str(int(max(value, 1)))) - 1)
    return next(size * n for n in _NICE if size * n >= value or n == _NICE[-1])


def _ends(values: tuple[float, float, float], up: float, frame: Frame) -> Iterator[Markup]:
    # Names at the ends of the curves, pushed apart where they would touch.
    low, likely, high = values
    last = -1e9
    for value, words, class_ in ((high, "high", "t small"), (likely, "likely", "t strong"), (low, "low", "t small")):
        last = max(frame.bottom - value * up + 4, last + 15)
        yield text(frame.width - frame.right + 8, last, f"{words} {count(value)}", class_)
