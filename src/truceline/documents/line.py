"""Lines of contact as documents: the one that a plan rests on, those of a case, imported ones, and what moved."""

from __future__ import annotations

from datetime import date

from truceline.agreement.line import length_m
from truceline.agreement.line_changes import LineMovement, MovedStretch
from truceline.agreement.simplification import Tidied
from truceline.case import Case
from truceline.documents.envelope import head
from truceline.documents.numbers import Number, number
from truceline.documents.shapes.line import (
    ImportedLine,
    ImportedLinesDocument,
    LineChangeDocument,
    LinePart,
    LinesDocument,
    ListedLine,
    StretchPart,
)
from truceline.records.places import Line
from truceline.results.line import TidiedLines
from truceline.results.line_origin import days_older, drawn
from truceline.results.names import Names

LINES_FORMAT = 2
IMPORTED_FORMAT = 2
CHANGE_FORMAT = 2


def line_part(line: Line, names: Names, as_of: date) -> LinePart:
    """Describe the line that a plan rests on."""
    return {
        "id": line.id,
        "as_of": line.as_of,
        "owner": line.owner or None,
        "source": line.source or None,
        "drawn": drawn(line, names),
        "length_km": _length_km(line),
        "days_older_than_plan": days_older(line, as_of),
        "note": line.note,
    }


def lines_document(case: Case, *, version: str) -> LinesDocument:
    """List the case's lines."""
    rows: list[ListedLine] = [
        {
            "id": line.id,
            "as_of": line.as_of,
            "owner": line.owner or None,
            "length_km": _length_km(line),
            "note": line.note,
        }
        for line in case.lines
    ]
    lines = head("lines", LINES_FORMAT, version=version)
    return {**lines, "case": case.id, "agreement": case.agreement.line, "lines": rows}


def imported_document(lines: TidiedLines, written: str, *, version: str) -> ImportedLinesDocument:
    """Describe the lines that were imported: ``written`` is the path of the file that holds them."""
    return {
        **head("imported-lines", IMPORTED_FORMAT, version=version),
        "written": written,
        "lines": [_imported(line, tidied) for line, tidied in zip(lines.lines, lines.tidying, strict=True)],
        "set_aside_km": [number(km) for km in lines.front.others_km],
        "strays_m": number(lines.front.strays_m, 0),
    }


def _imported(line: Line, tidied: Tidied) -> ImportedLine:
    return {
        "id": line.id,
        "as_of": line.as_of,
        "length_km": _length_km(line),
        "vertices": tidied.vertices,
        "generalised_m": number(tidied.error_m, 1),
        "loops_removed": tidied.loops,
        "slivers_removed": tidied.spikes,
    }


def line_change_document(earlier: str, later: str, movement: LineMovement, *, version: str) -> LineChangeDocument:
    """Describe how a line moved between two dates: ``earlier`` and ``later`` are the lines' ids."""
    return {
        **head("line-change", CHANGE_FORMAT, version=version),
        "from": earlier,
        "to": later,
        "length_km": {"from": number(movement.earlier_km), "to": number(movement.later_km)},
        "moved_km": number(movement.moved_km),
        "most_m": number(movement.most_m, 0),
        "now_left_km2": number(movement.now_left_km2),
        "now_right_km2": number(movement.now_right_km2),
        "stretches": [_stretch(stretch) for stretch in movement.stretches],
    }


def _stretch(stretch: MovedStretch) -> StretchPart:
    return {
        "from_km": number(stretch.from_m / 1000),
        "to_km": number(stretch.to_m / 1000),
        "moved_to": stretch.side,
        "most_m": number(stretch.most_m, 0),
        "km2": number(stretch.km2),
    }


def _length_km(line: Line) -> Number:
    return number(length_m(line) / 1000)
