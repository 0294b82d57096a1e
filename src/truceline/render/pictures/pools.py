"""Pool against deployed, by contributor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from truceline.render.pictures.svg import element, fits, group, line, picture, rect, text
from truceline.views.wording import count

_WIDTH, _LABELS, _ROW = 960.0, 210.0, 34.0


@dataclass(frozen=True, slots=True)
class Contributed:
    """One contributor: personnel ``pledged``, ``deployed`` at their own peak, and the ``pool`` to keep them there."""

    name: str
    pledged: float
    deployed: float
    pool: float


def pool_bars(rows: Sequence[Contributed], title: str) -> Markup:
    """Draw two bars per contributor on one scale: the pool, and within it those deployed at their peak."""
    scale = (_WIDTH - _LABELS - 190) / max([max(row.pool, row.deployed) for row in rows], default=1.0)
    top = 26.0
    legend = group(
        rect(_LABELS, 2, 20, 12, "bar deployed"),
        text(_LABELS + 26, 12, "deployed at its peak", "t small"),
        rect(_LABELS + 170, 2, 20, 12, "bar pool-bar"),
        text(_LABELS + 196, 12, "pool that keeps them there", "t small"),
    )
    bars = (_contributor(row, top + i * _ROW, scale) for i, row in enumerate(rows))
    bottom = top + _ROW * len(rows)
    axis = line(_LABELS, top - 4, _LABELS, bottom, "axis")
    return picture(_WIDTH, bottom + 6, legend, *bars, axis, title=title, kind="bars")


def _contributor(row: Contributed, top: float, scale: float) -> Markup:
    return group(
        element("title", f"{row.name}: {count(row.deployed)} deployed, pool {count(row.pool)}"),
        text(0, top + 17, fits(row.name, _LABELS - 12, 12.5)),
        rect(_LABELS, top, row.pool * scale, 22, "bar pool-bar"),
        rect(_LABELS, top + 5, row.deployed * scale, 12, "bar deployed"),
        text(_LABELS + max(row.pool, row.deployed) * scale + 8, top + 16, _words(row), "t small"),
    )


def _words(row: Contributed) -> str:
    return f"{count(row.deployed)} of {count(row.pool)}"
