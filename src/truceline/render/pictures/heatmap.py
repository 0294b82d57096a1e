"""The requirement matrix: what is filled of each line, month by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from truceline.render.pictures.frame import NARROW, WIDE, Frame, every, flowed, stacked, wrapped
from truceline.render.pictures.svg import element, fits, group, line, picture, rect, text
from truceline.views.pictures.charts import Heatmap, HeatRow
from truceline.views.wording import count

_ROW, _HEAD, _LABELS, _ASKED = 26.0, 24.0, 286.0, 54.0
_WIDE, _NARROW = Frame(WIDE, _LABELS + _ASKED, 0.0), Frame(NARROW, 0.0, 0.0)

LEVELS = (
    ("none", "nothing"),
    ("low", "under a third"),
    ("mid", "under two thirds"),
    ("high", "less than asked"),
    ("full", "all that is asked"),
)
"""How much of a line is filled: the class of its cells, and the words of the legend, from least to most."""


def level(filled: float, required: float) -> str:
    """Name the level that ``filled`` of ``required`` is at."""
    part = filled / required
    if part <= 0.0005:
        return "none"
    if part >= 0.9995:
        return "full"
    return "low" if part < 1 / 3 else "mid" if part < 2 / 3 else "high"


def heatmap(shown: Heatmap, *, narrow: bool = False) -> Markup:
    """Draw the matrix: a row per line, a column per month, equal neighbours joined and their number written once."""
    frame = _NARROW if narrow else _WIDE
    step = frame.across / shown.months
    rows, bottom = stacked(shown.rows, _HEAD, lambda row, top: _row(row, top, step, frame))
    legend, foot = _legend(bottom + 16, frame)
    return picture(
        frame.width,
        foot,
        *_months(shown.months, step, bottom, frame),
        *rows,
        legend,
        title=shown.title,
        kind="heatmap",
        links=True,
    )


def _months(months: int, step: float, bottom: float, frame: Frame) -> Iterator[Markup]:
    if not frame.narrow:
        yield text(_LABELS + _ASKED / 2, 15, "asked", "t small", "middle")
    for month in range(months):
        left = frame.left + month * step
        if month % every(step, 20.0) == 0:
            words = f"{'month ' if not month and step > 58 else ''}{month + 1}"
            yield text(left + step / 2, 15, words, "t small", "middle")
        yield line(left, _HEAD, left, bottom, "grid")


def _row(row: HeatRow, top: float, step: float, frame: Frame) -> tuple[Markup, float]:
    title = ("● " if row.critical else "") + row.title
    if not frame.narrow:
        label = _link(row, [(fits(title, _LABELS - 8, 12.5), top + 17)])
        asked = text(_LABELS + _ASKED / 2, top + 17, count(row.required), "t strong", "middle")
        return group(label, asked, *_runs(row, top, step, frame)), _ROW
    lines = wrapped(title, frame.width - 78, 12.5)
    down = 17.0 * len(lines) + 4
    label = _link(row, [(words, top + 17 * n) for n, words in enumerate(lines, 1)])
    asked = text(frame.width, top + 17, f"asked {count(row.required)}", "t small", "end")
    return group(label, asked, *_runs(row, top + down, step, frame)), down + _ROW


def _link(row: HeatRow, lines: Sequence[tuple[str, float]]) -> Markup:
    words = (text(0, y, words) for words, y in lines)
    return element("a", element("title", row.title), *words, href=row.href, tabindex="-1")


def _runs(row: HeatRow, top: float, step: float, frame: Frame) -> Iterator[Markup]:
    start = 0
    for filled, run in groupby(row.filled):
        length = len(list(run))
        left, width = frame.left + start * step, length * step
        if filled is not None:
            months = f"month {start + 1}" if length == 1 else f"months {start + 1} to {start + length}"
            hint = f"{row.title}, {months}: {count(filled)} of {count(row.required)}"
            name = level(filled, row.required)
            yield rect(left + 1, top + 1.5, width - 2, _ROW - 3, f"cell {name}", hint=hint)
            if width > 12 + 7 * len(count(filled)) or (length == 1 and not frame.narrow):
                yield text(left + width / 2, top + 17, count(filled), f"t on-{name}", "middle")
        start += length


def _legend(top: float, frame: Frame) -> tuple[Markup, float]:
    # The meaning of the levels, with where it ends.
    heads = ("● critical line", 118.0), ("filled:", 48.0)
    widths = [*(width for _, width in heads), *(46 + 7.2 * len(words) for _, words in LEVELS)]
    places = flowed(widths, (0.0, top), frame.width, 22.0)
    parts = [text(x, y + 12, words, "t small") for (words, _), (x, y) in zip(heads, places, strict=False)]
    for (name, words), (x, y) in zip(LEVELS, places[len(heads) :], strict=True):
        parts += [rect(x, y, 20, 16, f"cell {name}"), text(x + 26, y + 12, words, "t small")]
    return group(*parts), places[-1][1] + 28
