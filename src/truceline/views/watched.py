"""What is watched, in words and rows: a line or, where there is none, places and roads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from truceline.agreement.line import Segments, WatchedPieces
from truceline.case import Case
from truceline.results.names import Names
from truceline.siting.plan import Siting
from truceline.views.wording import count, listed, plural


@dataclass(frozen=True, slots=True)
class WatchedRow:
    """A place or road: how surely it is seen, as a mean over its length, and how soon all of it is reached.

    ``minutes`` is None where some of it is reached by nobody.
    """

    name: str
    kind: str
    sectors: str
    day: float
    night: float
    minutes: float | None


def what(cut: Segments) -> str:
    """Name what is watched, to stand after "the": line, places and roads to watch, places to watch, roads to watch."""
    if cut.watched is None:
        return "line"
    parts = [("places", cut.watched.places > 0), ("roads", len(cut.lon) > cut.watched.places)]
    return f"{listed([name for name, there in parts if there])} to watch"


def extent(cut: Segments) -> str:
    """Say how much is watched: the line's kilometres, or so many places and kilometres of road."""
    if cut.watched is None:
        return f"{count(float(cut.length_m.sum()) / 1000)} km"
    places, road_km = cut.watched.places, float(cut.length_m[cut.watched.places :].sum()) / 1000
    parts = [plural(places, "place")] if places else []
    return listed([*parts, f"{count(road_km)} km of road"] if road_km else parts)


def over(cut: Segments, station_m: float) -> str:
    """Name the orbit at a station: by its kilometre of line, or by what it flies over."""
    if cut.watched is None:
        return f"the orbit at km {station_m / 1e3:.0f}"
    return f"the orbit over {cut.watched.ids[int(np.searchsorted(cut.end_m, station_m))]}"


def rows(cut: Segments, siting: Siting, case: Case, names: Names) -> tuple[WatchedRow, ...]:
    """List the places and roads of a case without a line, in its order; none where there is a line."""
    return () if cut.watched is None else tuple(_rows(cut, cut.watched, siting, case, names=names))


def _rows(cut: Segments, watched: WatchedPieces, siting: Siting, case: Case, *, names: Names) -> Iterator[WatchedRow]:
    titles = {site.id: site.name for site in case.sites} | {road.id: road.name for road in case.roads}
    ids = np.array(watched.ids)
    for kind, part in (("place", slice(None, watched.places)), ("road", slice(watched.places, None))):
        for name in dict.fromkeys(watched.ids[part]):
            mine = np.flatnonzero(ids[part] == name) + (part.start or 0)
            late = float(siting.minutes[mine].max())
            sectors = dict.fromkeys((*cut.sectors, "")[n] for n in cut.sector[mine])
            day, night = (
                float(np.average(chance[mine], weights=cut.length_m[mine])) for chance in (siting.day, siting.night)
            )
            where = listed([names.sectors[sector] for sector in sectors if sector])
            yield WatchedRow(titles[name], kind, where, day, night, late if np.isfinite(late) else None)
