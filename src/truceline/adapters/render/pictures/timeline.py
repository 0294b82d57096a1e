"""The timeline: a lane per actor, a mark per statement, and the meetings across all lanes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from truceline.adapters.render.pictures.svg import element, fits, group, line, number, picture, rect, text
from truceline.adapters.render.wording import month_name

_LABELS, _WIDTH, _LANE, _TOP = 168.0, 960.0, 21.0, 40.0

STANCES = ("for", "conditional", "open", "against", "none")
"""The stances in the order of the legend; each has a shape and a colour of its own."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement on its lane: ``first`` to ``last`` is the span in which it was made, ``href`` leads to its text."""

    lane: str
    first: date
    last: date
    stance: str
    hint: str
    href: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A meeting, by its ``number`` in the list below the picture."""

    number: int
    on: date
    hint: str
    href: str


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    per_day: float

    def x(self, on: date) -> float:
        return _LABELS + 12 + ((on - self.first).days + 0.5) * self.per_day


def timeline(lanes: Sequence[str], marks: Sequence[Mark], flags: Sequence[Flag], until: date, title: str) -> Markup:
    """Draw the statements and meetings up to ``until``; lanes in the order given."""
    first = min([*(m.first for m in marks), *(f.on for f in flags), until]).replace(day=1)
    scale = _Scale(first, (_WIDTH - _LABELS - 30) / ((until - first).days + 1))
    bottom = _TOP + _LANE * len(lanes)
    return picture(
        _WIDTH,
        bottom + 58,
        *(_lane(name, _TOP + i * _LANE, i) for i, name in enumerate(lanes)),
        *_months(scale, until, bottom),
        *_flags(flags, scale, bottom),
        *_marks(lanes, marks, scale),
        line(scale.x(until), _TOP - 6, scale.x(until), bottom, "today"),
        _legend(bottom + 46),
        title=title,
        kind="timeline",
    )


def _lane(name: str, top: float, index: int) -> Markup:
    return group(
        rect(0, top, _WIDTH, _LANE, f"stretch {'odd' if index % 2 else 'even'}"),
        text(4, top + 15, fits(name, _LABELS, 12)),
    )


def _months(scale: _Scale, until: date, bottom: float) -> Iterator[Markup]:
    on, shown = scale.first, -100.0
    while on <= until:
        x = scale.x(on)
        yield line(x, _TOP, x, bottom + 5, "grid")
        if x - shown > 62:
            yield text(x, bottom + 18, month_name(on), "t small")
            shown = x
        on = (on.replace(day=28) + timedelta(days=4)).replace(day=1)


def _flags(flags: Sequence[Flag], scale: _Scale, bottom: float) -> Iterator[Markup]:
    free = [-100.0, -100.0]  # the right ends of the two rows of numbers above the lanes
    for flag in flags:
        x = scale.x(flag.on)
        row = 0 if x - free[0] > 17 else 1
        x_label = max(x, free[row] + 17)
        free[row] = x_label
        number_ = text(x_label, 13 + row * 15, str(flag.number), "t flag", "middle")
        yield line(x, _TOP, x, bottom, "meeting")
        yield line(x_label, 17 + row * 15, x, _TOP, "meeting")
        yield element("a", element("title", flag.hint), number_, href=flag.href, tabindex="-1")


def _marks(lanes: Sequence[str], marks: Sequence[Mark], scale: _Scale) -> Iterator[Markup]:
    row = {name: i for i, name in enumerate(lanes)}
    taken: dict[str, float] = {}
    for mark in sorted(marks, key=lambda m: (m.lane, m.last, m.href)):
        y = _TOP + row[mark.lane] * _LANE + _LANE / 2
        x = max(scale.x(mark.last), taken.get(mark.lane, 0.0) + 10)
        taken[mark.lane] = x
        shape = stance_shape(mark.stance, x, y)
        doubt = line(scale.x(mark.first), y, x, y, "doubt") if mark.first < mark.last else Markup("")
        yield element("a", element("title", mark.hint), doubt, shape, href=mark.href, tabindex="-1")


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


def _legend(y: float) -> Markup:
    words = dict(
        zip(STANCES, ("for", "for, on conditions", "not excluded", "against", "a number or fact"), strict=True)
    )
    parts, left = [], _LABELS + 12
    for stance, meaning in words.items():
        parts += [stance_shape(stance, left + 6, y), text(left + 18, y + 4, meaning, "t small")]
        left += 46 + 6.8 * len(meaning)
    return group(*parts, line(left + 4, y, left + 20, y, "meeting"), text(left + 26, y + 4, "meeting", "t small"))
