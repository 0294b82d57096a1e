"""Lines of contact for a case: out of other systems' shapes, and compared by date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from shapely import LineString, Polygon

from truceline.agreement.fronts import Front, front_along, front_between, front_inside, grounds
from truceline.agreement.line import chainage_m, length_m
from truceline.agreement.line_changes import LineMovement, change
from truceline.agreement.placement import misplaced
from truceline.agreement.simplification import Tidied, tidied
from truceline.case import Case
from truceline.errors import CaseError
from truceline.records.places import Line
from truceline.results.line import TidiedLines

_SLIVER_M = 50.0


@dataclass(frozen=True, slots=True)
class LineLabel:
    """What a line is called: its id, date, owner (an actor), source, and the note that says how exact it is."""

    id: str
    as_of: date
    owner: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Clue:
    """What tells the front from coast and borders, where polygons are given (see ``agreement.fronts``).

    The first of these that is given counts: ``ends``; ``country``; else the case's line ``along`` (its id; the
    agreement's where empty).
    """

    along: str = ""
    ends: tuple[tuple[float, float, float, float], ...] = ()
    country: tuple[Polygon, ...] = ()


def draw_lines(
    case: Case,
    shapes: tuple[Sequence[Polygon], Sequence[LineString]],
    label: LineLabel,
    clue: Clue,
    *,
    within_m: float,
) -> TidiedLines:
    """Build lines of contact of polygons (their front) or, where there are none, of lines; the longest first.

    Lines come out running as the case's line does. ``within_m`` is how far, in metres, generalisation may move the
    line; 0 keeps every vertex. The second and further parts get the id with -2, -3...

    Raises
    ------
    CaseError
        If the owner, source or line named is not the case's, no front is found, or it lies elsewhere than the case.
    """
    _known(case, label, clue)
    polygons, lines = shapes
    front = _front(case, polygons, clue) if polygons else Front(_by_length(_alike(case, lines, clue)), (), 0.0)
    done = tuple(tidied(part, sliver_m=_SLIVER_M, within_m=within_m) for part in front.parts)
    made = tuple(_line(label, part, number) for number, part in enumerate(done, start=1))
    _of_this_ground(case, made)
    return TidiedLines(made, done, front)


def compare_lines(case: Case, earlier: str, later: str) -> LineMovement:
    """Tell where the line moved between two of the case's lines.

    Raises
    ------
    CaseError
        If one is not the case's, or they run opposite ways.
    """
    return change(_line_of(case, earlier), _line_of(case, later))


def _front(case: Case, polygons: Sequence[Polygon], clue: Clue) -> Front:
    held = grounds(polygons)
    if clue.ends:
        return front_between(held, clue.ends)
    if clue.country:
        return front_inside(held, clue.country)
    return front_along(held, _line_of(case, clue.along or case.agreement.line))


def _line(label: LineLabel, part: Tidied, number: int) -> Line:
    name = label.id if number == 1 else f"{label.id}-{number}"
    line = Line(name, label.as_of.isoformat(), label.owner, part.geometry, label.source, label.note)
    said = f"{label.note}; {part.vertices} vertices, {length_m(line) / 1e3:.1f} km, generalised by {part.error_m:.0f} m"
    return replace(line, note=said)


def _alike(case: Case, lines: Sequence[LineString], clue: Clue) -> list[LineString]:
    # Lines run as the case's own does, so that sides and chainages keep their meaning.
    own = _line_of(case, clue.along or case.agreement.line)
    ends = [chainage_m(own, np.array(line.coords)[[0, -1]])[0] for line in lines]
    return [line if first <= last else line.reverse() for line, (first, last) in zip(lines, ends, strict=True)]


def _by_length(lines: Sequence[LineString]) -> tuple[LineString, ...]:
    return tuple(sorted(lines, key=lambda part: -length_m(Line("part", "", "", part, "", ""))))


def _of_this_ground(case: Case, lines: Sequence[Line]) -> None:
    problems = [f"{line.id} | {what}" for line in lines if (what := misplaced(line, case.sectors, case.sites))]
    if problems:
        raise CaseError("the line was not imported", tuple(problems))


def _line_of(case: Case, name: str) -> Line:
    known = {line.id: line for line in case.lines}
    if name not in known:
        raise CaseError("no such line", (f"{name} | is not a line of the case; choose from {', '.join(known)}",))
    return known[name]


def _known(case: Case, label: LineLabel, clue: Clue) -> None:
    ids = {
        "owner": (label.owner, ["", *(actor.id for actor in case.actors)]),
        "source": (label.source, [source.id for source in case.sources]),
        "along": (clue.along or case.agreement.line, [line.id for line in case.lines]),
    }
    problems = tuple(
        f"--{option} {given} | is not in the case; choose from {', '.join(filter(None, known[:12]))}"
        for option, (given, known) in ids.items()
        if given not in known
    )
    if problems:
        raise CaseError("the line was not imported", problems)
