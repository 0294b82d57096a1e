"""Who waits for what: contributors on the left, what they wait for on the right, a line for each; or in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from truceline.render.pictures.frame import NARROW, WIDE, Frame, Label, labelled, stacked
from truceline.render.pictures.svg import element, fits, group, line, picture, text
from truceline.views.pictures.charts import WaitingGraph

_LEFT, _RIGHT, _ROW = 210.0, 520.0, 24.0


def waiting_graph(shown: WaitingGraph, *, narrow: bool = False) -> Markup:
    """Draw what each contributor waits for; what most wait for comes first."""
    wanted: dict[str, list[str]] = {}
    for who, things in shown.waits.items():
        for thing in things:
            wanted.setdefault(thing, []).append(who)
    ordered = {thing: wanted[thing] for thing in sorted(wanted, key=lambda thing: (-len(wanted[thing]), thing))}
    return _listed(shown, ordered) if narrow else _graph(shown, ordered)


def _graph(shown: WaitingGraph, wanted: Mapping[str, Sequence[str]]) -> Markup:
    rows = max(len(shown.waits), len(wanted))
    who_y = _spread(list(shown.waits), rows)
    thing_y = _spread(list(wanted), rows)
    return picture(
        WIDE,
        rows * _ROW + 12,
        *(
            line(_LEFT + 8, who_y[who], _RIGHT - 8, thing_y[thing], "wait")
            for who, things in shown.waits.items()
            for thing in things
        ),
        *(text(_LEFT, y + 4, fits(who, _LEFT, 12.5), anchor="end") for who, y in who_y.items()),
        *(_thing(thing, y, len(wanted[thing])) for thing, y in thing_y.items()),
        title=shown.title,
        kind="bars",
    )


def _listed(shown: WaitingGraph, wanted: Mapping[str, Sequence[str]]) -> Markup:
    # On a phone there is no room for lines: each thing with those who wait for it below.
    frame = Frame(NARROW, 0.0, 0.0)

    def listed(thing: str, top: float) -> tuple[Markup, float]:
        head = f"{thing} ({len(wanted[thing])})"
        return labelled([Label(head, 0, class_="t strong"), Label(", ".join(wanted[thing]), 0, 11.5)], top, frame)

    rows, bottom = stacked(wanted, 0.0, listed)
    return picture(NARROW, bottom + 4, *rows, title=shown.title, kind="bars")


def _spread(names: Sequence[str], rows: int) -> dict[str, float]:
    step = rows * _ROW / max(len(names), 1)
    return {name: 6 + step * (i + 0.5) for i, name in enumerate(names)}


def _thing(thing: str, y: float, count: int) -> Markup:
    words = fits(thing, WIDE - _RIGHT - 60, 12.5)
    return group(
        element("title", thing),
        text(_RIGHT, y + 4, f"{words} ({count})", "t strong" if count > 1 else "t"),
    )
