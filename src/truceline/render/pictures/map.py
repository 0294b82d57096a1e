"""The map: the line, how well it is seen by day and by night, and who stands where. No borders from any base map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import shapely
from markupsafe import Markup
from pyproj import Transformer

from truceline.render.pictures.frame import NARROW
from truceline.render.pictures.labels import MapLabel, place_labels
from truceline.render.pictures.svg import element, group, line, number, path, picture, rect, text
from truceline.views.pictures.maps import Floats, LineMap, MapLayers, MapPoint, looks_of_others

_MARGIN, _THIN = 26.0, 0.5
_WIDTH, _TALLEST, _NARROW_TALLEST = 760.0, 860.0, 480.0
_DOT = 2.6  # radius of a settlement
_HALF = 5.5  # half the width of the strokes of class "seen"

STEPS = (0.05, 0.25, 0.5, 0.75)
"""Chances of detection at which the colour of the line changes: below the first nothing is drawn."""


@dataclass(frozen=True, slots=True)
class _Projection:
    # From EPSG:4326 to the picture: metres, then units of the picture, north up.
    transformer: Transformer
    left: float
    top: float
    scale: float
    height: float
    width: float = _WIDTH

    @property
    def size(self) -> float:
        """How large marks are drawn."""
        return 1.0 if self.width == _WIDTH else 0.75

    def __call__(self, points: Floats) -> Floats:
        east, north = self.transformer.transform(points[:, 0], points[:, 1])
        x = _MARGIN + (np.asarray(east) - self.left) * self.scale
        y = _MARGIN + (self.top - np.asarray(north)) * self.scale
        return np.column_stack([x, y])


_ALONE_M = 5_000.0
"""What is shown around a single point, in metres."""


def line_map(shown: LineMap, *, narrow: bool = False) -> Markup:
    """Draw the line with what stands along it."""
    ground, places = shown.layers, shown.points
    frame = _frame(ground, places, *((NARROW, _NARROW_TALLEST) if narrow else (_WIDTH, _TALLEST)))
    at = frame(np.array([(p.lon, p.lat) for p in places]).reshape(-1, 2))
    stretches = [frame(piece) for piece in ground.pieces]
    looks = looks_of_others(name for name, _ in ground.others)
    return picture(
        frame.width,
        frame.height,
        rect(0, 0, frame.width, frame.height, "sea"),
        *(_area(name, frame(ring), "sector") for name, ring in ground.sectors),
        *(_area(name, _thinned(frame(ring)), "belt") for name, ring in (*ground.belts, *ground.areas)),
        *(_stroke(name, frame(points), looks[name]) for name, points in ground.others),
        *(group(*_seen(stretches, chance), class_=f"by-{light}") for light, chance in shown.chances.items()),
        *_watched(ground, stretches, frame),
        *_settlements(ground, frame),
        *(_marker(place, x, y, frame.size) for place, (x, y) in zip(places, at.tolist(), strict=True)),
        *_words(ground, places, at, frame),
        *_furniture(frame),
        title=shown.title,
        kind="map",
    )


def _frame(ground: MapLayers, places: Sequence[MapPoint], width: float, tallest: float) -> _Projection:
    transformer = Transformer.from_crs("EPSG:4326", ground.crs, always_xy=True)
    sites = np.array([(p.lon, p.lat) for p in places]).reshape(-1, 2)
    rings = () if len(ground.line) or ground.pieces else ground.sectors  # without a line the sectors are the ground
    named = (*ground.others, *rings, *ground.settlements)
    shown = np.concatenate([ground.line, sites, *ground.pieces, *(points for _, points in named)])
    east, north = transformer.transform(shown[:, 0], shown[:, 1])
    pad = 0.05 * max(np.ptp(east), np.ptp(north)) or _ALONE_M
    left, right, low, top = min(east) - pad, max(east) + pad, min(north) - pad, max(north) + pad
    scale = min((width - 2 * _MARGIN) / (right - left), (tallest - 2 * _MARGIN) / (top - low))
    spare = (width - 2 * _MARGIN) / scale - (right - left)
    height = max((top - low) * scale + 2 * _MARGIN, 300.0 if width == _WIDTH else 160.0)
    return _Projection(transformer, left - spare / 2, top, scale, height, width)


def _thinned(ring: Floats) -> Floats:
    # Belts are wide and pale: leaving out what lies within half a unit of the picture cannot be seen.
    thinned: Floats = shapely.get_coordinates(shapely.simplify(shapely.linestrings(ring), _THIN))
    return thinned


def _area(name: str, ring: Floats, class_: str) -> Markup:
    return element("path", element("title", name), d=path(ring.tolist(), close=True), class_=class_)


def _stroke(name: str, points: Floats, class_: str) -> Markup:
    return element("path", element("title", name), d=path(points.tolist()), class_=class_)


def _watched(ground: MapLayers, stretches: Sequence[Floats], frame: _Projection) -> Iterator[Markup]:
    if len(ground.line):
        yield _stroke("line of contact", frame(ground.line), "contact")
        return
    for piece in stretches[len(ground.watched) :]:
        yield _stroke("road to watch", piece, "contact")
    for name, piece in zip(ground.watched, stretches, strict=False):
        yield watched_place(float(piece[0, 0]), float(piece[0, 1]), f"{name}: place to watch")


def watched_place(x: float, y: float, title: str = "") -> Markup:
    """Draw the frame of a place to watch: a square as wide as the stroke that says how well it is seen."""
    corners = [(x - _HALF, y - _HALF), (x + _HALF, y - _HALF), (x + _HALF, y + _HALF), (x - _HALF, y + _HALF)]
    told = element("title", title) if title else Markup("")
    return element("path", told, d=path(corners, close=True), class_="contact")


def _settlements(ground: MapLayers, frame: _Projection) -> Iterator[Markup]:
    for name, place in ground.settlements:
        ((x, y),) = frame(place).tolist()
        yield group(element("title", f"{name}: settlement"), element("circle", cx=x, cy=y, r=_DOT, class_="settlement"))


def _point(piece: Floats, class_: str) -> Markup:
    # A square: the stroke is as wide as it is long.
    (x, y) = piece[0].tolist()
    return element("path", d=path([(x - _HALF, y), (x + _HALF, y)]), class_=class_)


def _seen(stretches: Sequence[Floats], chance: Floats) -> Iterator[Markup]:
    # Neighbours that meet and are seen alike are one stroke.
    level = np.searchsorted(STEPS, chance, side="right").tolist()
    met = [i > 0 and np.array_equal(stretches[i - 1][-1], stretches[i][0]) for i in range(len(stretches))]
    run = np.cumsum([not meets or level[i] != level[i - 1] for i, meets in enumerate(met)]).tolist()
    for _, members in groupby(range(len(stretches)), key=run.__getitem__):
        mine = list(members)
        if not level[mine[0]]:
            continue
        points = np.concatenate([stretches[mine[0]][:1], *(stretches[i][1:] for i in mine)])
        seen = f"seen s{level[mine[0]]}"
        yield _point(points, seen) if len(points) == 1 else element("path", d=path(points.tolist()), class_=seen)


def _marker(place: MapPoint, x: float, y: float, size: float) -> Markup:
    return group(element("title", f"{place.name}: {place.hint}"), marker(place.kind, place.mark, x, y, size))


def marker(kind: str, mark: int, x: float, y: float, scale: float = 1.0) -> Markup:
    """Draw a post (small), a base (large, ringed) or an airfield: each contributor has a colour and a shape."""
    size = (4.6 if kind == "post" else 7.0) * scale
    shapes = {
        0: f"M{number(x - size)} {number(y)}a{size} {size} 0 1 0 {2 * size} 0a{size} {size} 0 1 0 {-2 * size} 0z",
        1: path([(x - size, y - size), (x + size, y - size), (x + size, y + size), (x - size, y + size)], close=True),
        2: path([(x, y - size * 1.3), (x + size * 1.2, y + size), (x - size * 1.2, y + size)], close=True),
        3: path([(x, y - size * 1.35), (x + size * 1.35, y), (x, y + size * 1.35), (x - size * 1.35, y)], close=True),
        4: path([(x, y + size * 1.3), (x + size * 1.2, y - size), (x - size * 1.2, y - size)], close=True),
    }
    ring = element("circle", cx=x, cy=y, r=size + 4, class_="base-ring") if kind != "post" else Markup("")
    return group(ring, element("path", d=shapes[mark % len(shapes)], class_=f"who who{mark % 8}"))


def _words(ground: MapLayers, places: Sequence[MapPoint], at: Floats, frame: _Projection) -> Iterator[Markup]:
    wanted = [
        MapLabel(place.name, x, y, 11.5, 9.0 if place.kind == "post" else 15.0, "t place")
        for place, (x, y) in sorted(zip(places, at.tolist(), strict=True), key=lambda pair: pair[0].kind == "post")
    ]
    for name, piece in zip(ground.watched, ground.pieces, strict=False):
        (x, y) = frame(piece)[0].tolist()
        wanted.append(MapLabel(name, x, y, 11.5, 9.0, "t place"))
    for name, place in ground.settlements:
        (x, y) = frame(place)[0].tolist()
        wanted.append(MapLabel(name, x, y, 11.5, 6.0, "t settlement-name"))
    for name, ring in ground.sectors:
        inside = frame(ring)
        middle = (inside.min(axis=0) + inside.max(axis=0)) / 2
        wanted.append(MapLabel(name, float(middle[0]), float(middle[1]), 13.0, 9.0, "t sector-name"))
    wanted = list(dict.fromkeys(wanted))  # several at one site are named once
    reach = [6.0 if place.kind == "post" else 12.0 for place in places]
    taken = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(at.tolist(), reach, strict=True)]
    taken += [(x - 6, y - 6, x + 6, y + 6) for x, y in frame(_corners(ground)).tolist()]
    for label, x, y in place_labels(wanted, taken, (frame.width, frame.height)):
        yield text(x, y, label.words, label.class_)


def _corners(ground: MapLayers) -> Floats:
    ends = [piece[[0, -1]] for piece in ground.pieces]
    return np.unique(np.concatenate(ends), axis=0) if ends else ground.line


def _furniture(frame: _Projection) -> Iterator[Markup]:
    km = next(k for k in (500, 200, 100, 50, 20, 10, 5, 2, 1) if k * 1000 * frame.scale < frame.width / 4 or k == 1)
    length, left, y = km * 1000 * frame.scale, 18.0, frame.height - 18
    yield line(left, y, left + length, y, "scale")
    yield line(left, y - 5, left, y + 1, "scale")
    yield line(left + length, y - 5, left + length, y + 1, "scale")
    yield text(left, y - 9, f"{km} km", "t small")
    yield element("path", d=f"M{frame.width - 24} 36v-20m-5 7l5 -7l5 7", class_="scale")
    yield text(frame.width - 24, 50, "N", "t small", "middle")
