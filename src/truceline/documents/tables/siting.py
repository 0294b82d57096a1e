"""The tables of ``truceline site``: segments and losses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truceline.agreement.line import Segments
from truceline.documents.numbers import degrees, minutes, number, share
from truceline.documents.tables.table import Cell, Table
from truceline.results.siting import ScenarioSiting

_SEEN = ("lon", "lat", "sector", "day", "night", "response_minutes")


def segments_table(view: ScenarioSiting) -> Table:
    """List every segment of the line, or place and road, with the chance that it is seen and how soon a force comes."""
    where = ("start_km", "end_km") if view.segments.watched is None else ("kind", "id")
    return Table((*where, *_SEEN), tuple(_segments(view)))


def _segments(view: ScenarioSiting) -> Iterator[Sequence[Cell]]:
    cut, made = view.segments, view.siting
    for i in range(len(cut.lon)):
        yield (
            *_where(cut, i),
            degrees(float(cut.lon[i])),
            degrees(float(cut.lat[i])),
            (*cut.sectors, "")[int(cut.sector[i])],
            share(float(made.day[i])),
            share(float(made.night[i])),
            minutes(float(made.minutes[i])),
        )


def _where(cut: Segments, i: int) -> tuple[Cell, Cell]:
    # Which piece a segment is: its chainages, or the place or road that it belongs to.
    if cut.watched is None:
        return number(float(cut.start_m[i]) / 1000, 3), number(float(cut.end_m[i]) / 1000, 3)
    return "place" if i < cut.watched.places else "road", cut.watched.ids[i]


def losses_table(view: ScenarioSiting) -> Table:
    """List what the loss of each site, of each contributor and of the worst sites leaves."""
    held = view.resilience
    kinds = (("site", held.sites), ("contributor", held.contributors), ("worst", [w.loss for w in held.worst]))
    rows = ((kind, " ".join(x.names), share(x.left), share(x.lost)) for kind, losses in kinds for x in losses)
    return Table(("kind", "lost", "left", "cost"), tuple(rows))
