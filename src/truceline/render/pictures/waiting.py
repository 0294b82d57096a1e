"""Who waits for what: contributors on the left, what they wait for on the right, a line for each."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from truceline.render.pictures.svg import element, fits, group, line, picture, text
from truceline.views.pictures.charts import WaitingGraph

_LEFT, _RIGHT, _WIDTH, _ROW = 210.0, 520.0, 960.0, 24.0


def waiting_graph(shown: WaitingGraph) -> Markup:
    """Draw what each contributor waits for; what most wait for comes first."""
    waits = shown.waits
    wanted: dict[str, int] = {}
    for wanted_by in waits.values():
        for thing in wanted_by:
            wanted[thing] = wanted.get(thing, 0) + 1
    things = sorted(wanted, key=lambda thing: (-wanted[thing], thing))
    rows = max(len(waits), len(things))
    who_y = _spread(list(waits), rows)
    thing_y = _spread(things, rows)
    return picture(
        _WIDTH,
        rows * _ROW + 12,
        *(
            line(_LEFT + 8, who_y[who], _RIGHT - 8, thing_y[thing], "wait")
            for who, wanted_by in waits.items()
            for thing in wanted_by
        ),
        *(text(_LEFT, y + 4, fits(who, _LEFT, 12.5), anchor="end") for who, y in who_y.items()),
        *(_thing(thing, y, wanted[thing]) for thing, y in thing_y.items()),
        title=shown.title,
        kind="bars",
    )


def _spread(names: Sequence[str], rows: int) -> dict[str, float]:
    step = rows * _ROW / max(len(names), 1)
    return {name: 6 + step * (i + 0.5) for i, name in enumerate(names)}


def _thing(thing: str, y: float, count: int) -> Markup:
    words = fits(thing, _WIDTH - _RIGHT - 60, 12.5)
    return group(
        element("title", thing),
        text(_RIGHT, y + 4, f"{words} ({count})", "t strong" if count > 1 else "t"),
    )
