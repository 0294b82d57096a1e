"""Bars: what facts are worth, and the force deployed month by month beside the pool that keeps it there."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from truceline.render.pictures.frame import NARROW, WIDE, Frame, Label, every, labelled, stacked
from truceline.render.pictures.svg import element, group, line, picture, rect, text
from truceline.views.pictures.bars import DeployedBars, FactBar, FactBars
from truceline.views.wording import count, within

_FACTS, _FACTS_NARROW = Frame(WIDE, 330.0, 130.0), Frame(NARROW, 0.0, 110.0)
_MONTHS, _MONTHS_NARROW = Frame(WIDE, 70.0, 150.0, 22.0, 152.0), Frame(NARROW, 0.0, 0.0, 62.0, 172.0)


def fact_bars(shown: FactBars, *, narrow: bool = False) -> Markup:
    """Draw a bar per fact for what it brings on average, with what it brings alone and what is lost without it."""
    frame = _FACTS_NARROW if narrow else _FACTS
    scale = frame.across / (max([fact.value for fact in shown.rows], default=0.0) or 1.0)
    rows, bottom = stacked(shown.rows, 6, lambda fact, top: _fact(fact, top, scale, frame))
    return picture(frame.width, bottom + 2, *rows, title=shown.title, kind="bars")


def _signed(sign: str, value: float) -> str:
    return f"{sign if value > 0 else ''}{count(value)}"


def _fact(fact: FactBar, top: float, scale: float, frame: Frame) -> tuple[Markup, float]:
    words, down = labelled([Label(fact.title, 15)], top, frame)
    left, at = frame.left, top + down
    long = max(fact.value * scale, 1.5)
    drawn = group(
        element("title", fact.title),
        words,
        rect(left, at, long, 20, "bar last"),
        text(left + long + 8, at + 15, f"+{within(fact.value, fact.margin)}", "t strong"),
        text(left, at + 34, f"alone {_signed('+', fact.alone)}; without it {_signed('−', fact.last)}", "t small"),
    )
    return drawn, down + 44


def deployed_bars(shown: DeployedBars, *, narrow: bool = False) -> Markup:
    """Draw the personnel deployed in each month as bars, below a line for the pool that contributors must hold."""
    frame = _MONTHS_NARROW if narrow else _MONTHS
    by_month, bottom = shown.by_month, frame.bottom
    scale = (bottom - frame.top) / (max(shown.pool, *by_month, 1.0))
    step = frame.across / len(by_month)
    level, right = bottom - shown.pool * scale, frame.left + frame.across
    numbered = every(step, 24.0)
    return picture(
        frame.width,
        bottom + 38,
        *(_month(i, people, (frame.left + i * step, bottom), (step, scale)) for i, people in enumerate(by_month)),
        *(
            text(frame.left + (i + 0.5) * step, bottom + 14, str(i + 1), "t small", "middle")
            for i in range(0, len(by_month), numbered)
        ),
        line(frame.left, bottom, right, bottom, "axis"),
        line(frame.left, level, right, level, "pool"),
        *(_deployed_key(shown) if narrow else _deployed_names(shown, frame, scale)),
        text(frame.left, bottom + 33, "months after D-day", "t small"),
        title=shown.title,
        kind="bars",
    )


def _deployed_names(shown: DeployedBars, frame: Frame, scale: float) -> Iterator[Markup]:
    # What the line and the highest bar are, beside them.
    left, most = frame.left + frame.across + 8, max(shown.by_month)
    yield text(left, frame.bottom - shown.pool * scale + 4, f"pool {count(shown.pool)}", "t strong")
    yield text(left, min(frame.bottom - most * scale + 12, frame.bottom), f"deployed {count(most)}", "t strong")
    yield text(0, frame.bottom, "people", "t small")


def _deployed_key(shown: DeployedBars) -> Iterator[Markup]:
    yield line(0, 8, 20, 8, "pool")
    yield text(28, 13, f"pool {count(shown.pool)} people", "t strong")
    yield rect(0, 24, 20, 12, "bar deployed")
    yield text(28, 35, f"deployed {count(max(shown.by_month))} people at most", "t strong")


def _month(index: int, people: float, corner: tuple[float, float], scales: tuple[float, float]) -> Markup:
    (left, bottom), (step, scale) = corner, scales
    hint = f"month {index + 1}: {count(people)} deployed"
    return rect(left + step * 0.12, bottom - people * scale, step * 0.76, people * scale, "bar deployed", hint=hint)
