"""The timeline: a lane per actor, a mark per statement, and the meetings across all lanes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from truceline.render.pictures.frame import NARROW, WIDE, Frame, flowed
from truceline.render.pictures.svg import element, fits, group, line, number, picture, rect, text
from truceline.views.pictures.charts import MeetingFlag, StatementMark, Timeline
from truceline.views.wording import month_name

_ROW, _TOP, _APART, _NAME = 12.0, 54.0, 11.5, 15.0
_WIDE, _NARROW = Frame(WIDE, 182.0, 16.0), Frame(NARROW, 10.0, 10.0)
_EARLIER = 34.0
_GAP = timedelta(days=183)

STANCES = ("for", "conditional", "open", "against", "none")
"""The stances in the order of the legend; each has a shape and a colour of its own."""


@dataclass(frozen=True, slots=True)
class _Scale:
    # Days before ``first`` share one place at the left.
    first: date
    per_day: float
    left: float
    frame: Frame

    def x(self, on: date) -> float:
        if on < self.first:
            return self.left - _EARLIER / 2 - 4
        return self.left + ((on - self.first).days + 0.5) * self.per_day


@dataclass(frozen=True, slots=True)
class _Lane:
    # Its marks with their x and row, where it lies, and how high its name stands above them.
    name: str
    top: float
    rows: int
    marks: tuple[tuple[StatementMark, float, int], ...]
    head: float

    @property
    def height(self) -> float:
        return self.head + self.rows * _ROW + 9


def timeline(shown: Timeline, *, narrow: bool = False) -> Markup:
    """Draw the statements and meetings; lanes in the order given, as high as their marks need.

    Where a long silence follows a few early statements, those are drawn at the left, in a place of their own.
    """
    marks, flags, until = shown.marks, shown.flags, shown.until
    frame = _NARROW if narrow else _WIDE
    scale = _scale([*(m.last for m in marks), *(f.on for f in flags)], until, frame)
    placed = list(_lanes(shown.lanes, marks, scale))
    bottom = placed[-1].top + placed[-1].height if placed else _TOP
    legend, foot = _legend(bottom + 46, frame)
    return picture(
        frame.width,
        foot + 12,
        *(_lane(lane, i, frame) for i, lane in enumerate(placed)),
        *_months(scale, until, bottom),
        *_flags(flags, scale, bottom),
        *(_mark(lane, *found, scale) for lane in placed for found in lane.marks),
        line(scale.x(until), _TOP - 6, scale.x(until), bottom, "today"),
        legend,
        title=shown.title,
        kind="timeline",
        links=True,
    )


def _scale(dates: Sequence[date], until: date, frame: Frame) -> _Scale:
    ordered = sorted(dates) or [until]
    after = [i for i in range(1, len(ordered)) if ordered[i] - ordered[i - 1] > _GAP and i <= len(ordered) / 5]
    begin = after[-1] if after else 0
    first = ordered[begin].replace(day=1)
    left = frame.left + (_EARLIER if begin else 0)
    return _Scale(first, (frame.width - left - frame.right) / ((until - first).days + 1), left, frame)


def _lanes(names: Sequence[str], marks: Sequence[StatementMark], scale: _Scale) -> Iterator[_Lane]:
    top = _TOP
    for name in names:
        found: list[tuple[StatementMark, float, int]] = []
        ends: list[float] = []
        for mark in sorted((m for m in marks if m.lane == name), key=lambda m: (m.last, m.href)):
            x = scale.x(mark.last)
            row = next((i for i, end in enumerate(ends) if x - end >= _APART), len(ends))
            ends[row : row + 1] = [x]
            found.append((mark, x, row))
        lane = _Lane(name, top, max(len(ends), 1), tuple(found), _NAME if scale.frame.narrow else 0.0)
        top += lane.height
        yield lane


def _lane(lane: _Lane, index: int, frame: Frame) -> Markup:
    room, at = (frame.width - 4, 13.0) if frame.narrow else (frame.left - 14, lane.height / 2 + 4)
    return group(
        rect(0, lane.top, frame.width, lane.height, f"stretch {'odd' if index % 2 else 'even'}"),
        text(4, lane.top + at, fits(lane.name, room, 12)),
    )


def _months(scale: _Scale, until: date, bottom: float) -> Iterator[Markup]:
    on, shown = scale.first, -100.0
    if scale.left > scale.frame.left:
        at = max(scale.left - 10, 46.0)
        yield text(at, bottom + 18, "earlier", "t small", "end")
        shown = at - 60
    while on <= until:
        x = scale.x(on) - scale.per_day / 2
        yield line(x, _TOP, x, bottom + 5, "grid")
        if x - shown > 62 and x < scale.frame.width - 40:
            yield text(x, bottom + 18, month_name(on), "t small")
            shown = x
        on = (on.replace(day=28) + timedelta(days=4)).replace(day=1)


def _flags(flags: Sequence[MeetingFlag], scale: _Scale, bottom: float) -> Iterator[Markup]:
    ends = [-100.0, -100.0, -100.0]  # the right ends of the rows of numbers above the lanes
    for flag in flags:
        x = scale.x(flag.on)
        row = next((i for i, end in enumerate(ends) if x - end >= 18), ends.index(min(ends)))
        at = max(x, ends[row] + 18)
        ends[row] = at
        words = text(at, 13 + row * 14, str(flag.number), "t flag", "middle")
        yield line(x, _TOP, x, bottom, "meeting")
        yield line(at, 16 + row * 14, x, _TOP, "meeting")
        yield element("a", element("title", flag.hint), words, href=flag.href, tabindex="-1")


def _mark(lane: _Lane, mark: StatementMark, x: float, row: int, scale: _Scale) -> Markup:
    y = lane.top + lane.head + 4.5 + _ROW * (row + 0.5)
    shape = stance_shape(mark.stance, x, y)
    doubt = line(scale.x(mark.first), y, x, y, "doubt") if mark.first < mark.last else Markup("")
    return element("a", element("title", mark.hint), doubt, shape, href=mark.href, tabindex="-1")


def stance_shape(stance: str, x: float, y: float) -> Markup:
    """Draw a stance: disc for, half disc conditional, ring open, cross against, dot none."""
    match stance:
        case "for":
            return element("circle", cx=x, cy=y, r=5.5, class_="for")
        case "conditional":
            half = element("path", d=f"M{number(x)} {number(y - 5.5)}a5.5 5.5 0 0 0 0 11z", class_="for")
            return group(element("circle", cx=x, cy=y, r=5.5, class_="ring"), half)
        case "open":
            return element("circle", cx=x, cy=y, r=5.5, class_="ring")
        case "against":
            return element("path", d=f"M{number(x - 4.5)} {number(y - 4.5)}l9 9m0 -9l-9 9", class_="against")
        case _:
            return element("circle", cx=x, cy=y, r=3.0, class_="neutral")


def _legend(y: float, frame: Frame) -> tuple[Markup, float]:
    # The stances and the line of a meeting, with where the last of them stands.
    words = ("for", "for, on conditions", "not excluded", "against", "a number or fact", "meeting")
    corner = (max(frame.left - 2, 0.0), y)
    places = flowed([46 + 6.8 * len(meaning) for meaning in words], corner, frame.width, 20.0)
    parts = [text(x + 18, at + 4, meaning, "t small") for meaning, (x, at) in zip(words[:-1], places, strict=False)]
    parts += [stance_shape(stance, x + 6, at) for stance, (x, at) in zip(STANCES, places, strict=False)]
    x, at = places[-1]
    parts += [line(x + 4, at, x + 20, at, "meeting"), text(x + 26, at + 4, words[-1], "t small")]
    return group(*parts), at
