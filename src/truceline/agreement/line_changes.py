"""Where a line of contact moved between two dates, by how much, and the ground that changed sides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely import LineString, Polygon

from truceline.agreement.line import GEOD, Floats, chainage_m, length_m, vertices_m
from truceline.errors import CaseError
from truceline.records.places import Line

_STEP_M = 500.0  # how finely the later line is sampled when its distance from the earlier one is measured


@dataclass(frozen=True, slots=True)
class MovedStretch:
    """A stretch of the earlier line from which the later line moved away, to one side.

    ``from_m`` and ``to_m`` are chainages on the earlier line, in metres; ``side`` is ``left`` or ``right`` of it;
    ``most_m`` the largest distance, in metres; ``km2`` the ground between the two lines; ``ground`` that ground.
    """

    from_m: float
    to_m: float
    side: str
    most_m: float
    km2: float
    ground: Polygon


@dataclass(frozen=True, slots=True)
class LineMovement:
    """The change of a line between two dates; lengths in kilometres, areas in square kilometres.

    ``now_right_km2`` is ground that was left of the line and is now right of it; ``now_left_km2`` the reverse.
    ``moved_km`` is the length of the later line that lies further than the tolerance from the earlier one.
    ``stretches`` are sorted by area, the largest first. What end differs from end is not ground that changed sides.
    """

    earlier_km: float
    later_km: float
    moved_km: float
    most_m: float
    now_right_km2: float
    now_left_km2: float
    stretches: tuple[MovedStretch, ...]


def change(earlier: Line, later: Line, *, within_m: float = 50.0, least_km2: float = 0.01) -> LineMovement:
    """Compare two lines of the same front that run the same way.

    Lines nearer than ``within_m`` metres count as unmoved in lengths; patches of ground under ``least_km2`` are left
    out of the stretches but not of the totals. Both lines are taken straight between vertices no more than 500 m apart.

    Raises
    ------
    CaseError
        If a line has no length, or the lines run opposite ways.
    """
    _must_run_alike(earlier, later)
    old, _ = vertices_m(earlier, _STEP_M)
    new, along = vertices_m(later, _STEP_M)
    _, off = chainage_m(earlier, new)
    patches = _patches(earlier, _faces(old, new))
    moved = np.minimum(np.abs(off[:-1]), np.abs(off[1:])) > within_m
    kept = (p for p in patches if p.km2 >= least_km2 and p.most_m > within_m)
    return LineMovement(
        earlier_km=length_m(earlier) / 1e3,
        later_km=length_m(later) / 1e3,
        moved_km=float(np.diff(along)[moved].sum() / 1e3),
        most_m=float(np.abs(off).max()),
        now_right_km2=sum(p.km2 for p in patches if p.side == "left"),
        now_left_km2=sum(p.km2 for p in patches if p.side == "right"),
        stretches=tuple(sorted(kept, key=lambda p: -p.km2)),
    )


def _must_run_alike(earlier: Line, later: Line) -> None:
    ends = shapely.get_coordinates(later.geometry)[[0, -1]]
    along, _ = chainage_m(earlier, ends)
    if along[0] >= along[1]:
        what = f"{later.id} | runs against {earlier.id}, or beside none of it; turn one round, or compare others"
        raise CaseError("the lines cannot be compared", (what,))


def _faces(old: Floats, new: Floats) -> list[Polygon]:
    # The ground between the lines: both lines, joined end to end, cut at their crossings.
    ties = [LineString([old[end], new[end]]) for end in (0, -1) if (old[end] != new[end]).any()]
    net = shapely.union_all([LineString(old), LineString(new), *ties])
    return [face for face in shapely.get_parts(shapely.polygonize([net])) if isinstance(face, Polygon)]


def _patches(earlier: Line, faces: list[Polygon]) -> tuple[MovedStretch, ...]:
    if not faces:
        return ()
    # One query for all corners of all faces; a face's side is that of a point within it.
    inside = shapely.get_coordinates([shapely.point_on_surface(face) for face in faces])
    corners, owner = shapely.get_coordinates(faces, return_index=True)
    along, apart = chainage_m(earlier, np.concatenate([inside, corners]))
    side = np.where(apart[: len(faces)] > 0, "left", "right")
    along, apart = along[len(faces) :], np.abs(apart[len(faces) :])
    found = []
    for i, face in enumerate(faces):
        mine, (area, _) = owner == i, GEOD.geometry_area_perimeter(face)
        reach = float(along[mine].min()), float(along[mine].max())
        found.append(MovedStretch(*reach, str(side[i]), float(apart[mine].max()), abs(area) / 1e6, face))
    return tuple(found)
