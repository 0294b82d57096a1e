"""Bars: what facts are worth, and the force deployed month by month beside the pool that keeps it there."""

from __future__ import annotations

from markupsafe import Markup

from truceline.render.pictures.svg import element, fits, group, line, picture, rect, text
from truceline.views.pictures.bars import DeployedBars, FactBar, FactBars
from truceline.views.wording import count, within

_LABELS, _WIDTH = 330.0, 960.0


def fact_bars(shown: FactBars) -> Markup:
    """Draw a bar per fact for what it brings on average, with what it brings alone and what is lost without it."""
    most = max([fact.value for fact in shown.rows], default=0.0) or 1.0
    scale = (_WIDTH - _LABELS - 130) / most
    rows = (_fact(fact, 6 + i * 44, scale) for i, fact in enumerate(shown.rows))
    return picture(_WIDTH, 8 + 44 * len(shown.rows), *rows, title=shown.title, kind="bars")


def _signed(sign: str, value: float) -> str:
    return f"{sign if value > 0 else ''}{count(value)}"


def _fact(fact: FactBar, top: float, scale: float) -> Markup:
    end = _LABELS + max(fact.value * scale, 1.5)
    return group(
        element("title", fact.title),
        text(0, top + 15, fits(fact.title, _LABELS - 14, 12.5)),
        rect(_LABELS, top, end - _LABELS, 20, "bar last"),
        text(end + 8, top + 15, f"+{within(fact.value, fact.margin)}", "t strong"),
        text(
            _LABELS,
            top + 34,
            f"alone {_signed('+', fact.alone)}; without it {_signed('−', fact.last)}",
            "t small",
        ),
    )


def deployed_bars(shown: DeployedBars) -> Markup:
    """Draw the personnel deployed in each month as bars, below a line for the pool that contributors must hold."""
    by_month, pool = shown.by_month, shown.pool
    scale = 130 / (max(pool, *by_month, 1.0))
    left, bottom = 70.0, 152.0
    step = (_WIDTH - left - 150) / len(by_month)
    level = bottom - pool * scale
    return picture(
        _WIDTH,
        190,
        *(_month(i, people, (left + i * step, bottom), (step, scale)) for i, people in enumerate(by_month)),
        line(left, bottom, _WIDTH - 150, bottom, "axis"),
        line(left, level, _WIDTH - 150, level, "pool"),
        text(_WIDTH - 142, level + 4, f"pool {count(pool)}", "t strong"),
        text(
            _WIDTH - 142,
            min(bottom - max(by_month) * scale + 12, bottom),
            f"deployed {count(max(by_month))}",
            "t strong",
        ),
        text(0, bottom, "people", "t small"),
        text(left, 185, "months after D-day", "t small"),
        title=shown.title,
        kind="bars",
    )


def _month(index: int, people: float, corner: tuple[float, float], scales: tuple[float, float]) -> Markup:
    (left, bottom), (step, scale) = corner, scales
    hint = f"month {index + 1}: {count(people)} deployed"
    return group(
        rect(left + step * 0.12, bottom - people * scale, step * 0.76, people * scale, "bar deployed", hint=hint),
        text(left + step / 2, bottom + 14, str(index + 1), "t small", "middle"),
    )
