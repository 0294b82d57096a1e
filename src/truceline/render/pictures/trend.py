"""The trend: observations day by day, stacked by sector."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from truceline.render.pictures.frame import NARROW, WIDE, Frame, every
from truceline.render.pictures.svg import group, line, picture, rect, text
from truceline.views.pictures.bars import TrendBars
from truceline.views.wording import count

_BOTTOM, _TALL = 168.0, 136.0
_WIDE, _NARROW = Frame(WIDE, 70.0, 20.0), Frame(NARROW, 4.0, 14.0)


def trend_bars(shown: TrendBars, *, narrow: bool = False) -> Markup:
    """Draw one bar a day, its parts in the colours of the sectors in their order.

    Where there is no room for all, fewer days bear their number and their date, the last always.
    """
    frame = _NARROW if narrow else _WIDE
    totals = [sum(found.values()) for _, found in shown.days]
    most, step = max(totals, default=0) or 1, frame.across / max(len(totals), 1)
    scale = _TALL / most
    return picture(
        frame.width,
        204,
        *(
            group(*_parts(found, shown.sectors, (frame.left + n * step, step, scale)))
            for n, (_, found) in enumerate(shown.days)
        ),
        *_words(shown, totals, (step, scale), frame),
        line(frame.left, _BOTTOM, frame.left + frame.across, _BOTTOM, "axis"),
        text(0, _BOTTOM + (32 if narrow else 0), "observed", "t small"),
        title=shown.title,
        kind="bars",
    )


def _words(shown: TrendBars, totals: Sequence[int], scales: tuple[float, float], frame: Frame) -> Iterator[Markup]:
    # Numbers above the bars, a point for none, and dates below.
    step, scale = scales
    numbered, dated = every(step, 8.0 * max((len(count(total)) for total in totals), default=1)), every(step, 40.0)
    for n, (total, (day, _)) in enumerate(zip(totals, shown.days, strict=True)):
        middle, left = frame.left + (n + 0.5) * step, len(totals) - 1 - n
        if not total or left % numbered == 0:
            yield text(middle, _BOTTOM - total * scale - 6, count(total) if total else "·", "t strong", "middle")
        if left % dated == 0:
            yield text(middle, _BOTTOM + 16, f"{day.day}/{day.month}", "t small", "middle")


def _parts(found: Mapping[str, int], sectors: Sequence[str], place: tuple[float, float, float]) -> Iterator[Markup]:
    left, step, scale = place
    top = _BOTTOM
    for number, sector in enumerate(sectors):
        if tall := found.get(sector, 0) * scale:
            top -= tall
            yield rect(left + step * 0.15, top, step * 0.7, tall, f"who{number % 8}", hint=f"{count(found[sector])}")
