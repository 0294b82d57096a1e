"""What is said of lines of contact: those of a case, imported ones, and where one moved."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.agreement.line import length_m
from truceline.agreement.line_changes import LineMovement
from truceline.case import Case
from truceline.results.line import TidiedLines
from truceline.results.line_origin import drawn
from truceline.results.names import names_of
from truceline.views.text import TextLine, whole

MOST = 10
"""How many stretches the text lists; the JSON document lists all."""


def imported_lines(lines: TidiedLines, written: str) -> Iterator[TextLine]:
    """Say what was imported, what was set aside, and what is left to decide; ``written`` is the file."""
    for line, made in zip(lines.lines, lines.tidying, strict=True):
        yield whole(
            f"{line.id}: {length_m(line) / 1e3:,.1f} km as of {line.as_of}, {made.vertices} vertices, "
            f"generalised by at most {made.error_m:.0f} m, {made.loops} loops and {made.spikes} slivers taken out"
        )
    if lines.front.strays_m:
        yield whole(f"the rough line it follows is up to {lines.front.strays_m / 1e3:.1f} km off")
    if others := lines.front.others_km:
        listed = ", ".join(f"{km:,.1f}" for km in others)
        yield whole(
            f"set aside: {len(others)} other polygons (boundaries of {listed} km); take their fronts with --ends"
        )
    yield whole(f"written to {written}; to plan on it, name it in agreement.yaml: line: {lines.lines[0].id}")


def change_lines(earlier: str, later: str, movement: LineMovement) -> Iterator[TextLine]:
    """Say where the line moved, by how much, and the ground either side."""
    yield whole(f"{earlier} to {later}: {movement.earlier_km:,.1f} km to {movement.later_km:,.1f} km")
    yield whole(f"{movement.moved_km:,.1f} km of it moved, by at most {movement.most_m / 1e3:.1f} km")
    yield whole(f"ground that was right of the line and is now left: {movement.now_left_km2:,.1f} km²")
    yield whole(f"ground that was left of the line and is now right: {movement.now_right_km2:,.1f} km²")
    for s in movement.stretches[:MOST]:
        where = f"km {s.from_m / 1e3:,.0f} to {s.to_m / 1e3:,.0f}"
        yield whole(f"{where:>18}: {s.km2:8,.1f} km², moved {s.side} by at most {s.most_m / 1e3:.1f} km", 2)
    if (left := len(movement.stretches) - MOST) > 0:
        yield whole(f"and {left} smaller ones (--json lists all)", 2)


def case_lines(case: Case) -> Iterator[TextLine]:
    """List the case's lines with date, owner and length; the agreement's is marked."""
    names = names_of(case)
    for line in case.lines:
        mark = "*" if line.id == case.agreement.line else " "
        yield whole(f"{mark} {line.id}: {length_m(line) / 1e3:,.1f} km, {drawn(line, names)}")
    yield whole("* the agreement's line" if case.has_line else "the agreement names no line")
