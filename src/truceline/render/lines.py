"""Imported lines and changes of the line: as text, and as one JSON document."""

from __future__ import annotations

import json
from datetime import date

from truceline.agreement.line import length_m
from truceline.agreement.line_changes import Change
from truceline.case import Case
from truceline.records.places import Line
from truceline.render.terminal import laid_out
from truceline.results.line import Drawn
from truceline.results.line_origin import days_older, drawn
from truceline.results.names import Names
from truceline.views.lines import case_lines, change_lines, imported_lines


def drawn_document(drawn: Drawn, written: str) -> str:
    """Write what was imported as one JSON document."""
    lines = [
        {
            "id": line.id,
            "as_of": line.as_of,
            "length_km": round(length_m(line) / 1e3, 3),
            "vertices": made.vertices,
            "generalised_m": round(made.error_m, 1),
            "loops_removed": made.loops,
            "slivers_removed": made.spikes,
        }
        for line, made in zip(drawn.lines, drawn.tidying, strict=True)
    ]
    others = [round(km, 1) for km in drawn.front.others_km]
    document = {"written": written, "lines": lines, "set_aside_km": others, "strays_m": round(drawn.front.strays_m)}
    return json.dumps(document, indent=2) + "\n"


def change_document(earlier: str, later: str, found: Change) -> str:
    """Write a change of the line as one JSON document."""
    document = {
        "from": earlier,
        "to": later,
        "length_km": {"from": round(found.earlier_km, 3), "to": round(found.later_km, 3)},
        "moved_km": round(found.moved_km, 3),
        "most_m": round(found.most_m),
        "now_left_km2": round(found.now_left_km2, 2),
        "now_right_km2": round(found.now_right_km2, 2),
        "stretches": [
            {
                "from_km": round(s.from_m / 1e3, 2),
                "to_km": round(s.to_m / 1e3, 2),
                "moved_to": s.side,
                "most_m": round(s.most_m),
                "km2": round(s.km2, 2),
            }
            for s in found.stretches
        ],
    }
    return json.dumps(document, indent=2) + "\n"


def lines_document(case: Case) -> str:
    """List the case's lines as one JSON document."""
    rows = [
        {
            "id": x.id,
            "as_of": x.as_of,
            "owner": x.owner or None,
            "length_km": round(length_m(x) / 1e3, 3),
            "note": x.note,
        }
        for x in case.lines
    ]
    return json.dumps({"agreement": case.agreement.line, "lines": rows}, indent=2, ensure_ascii=False) + "\n"


def line_document(line: Line, names: Names, as_of: date) -> dict[str, object]:
    """Describe the line that a plan rests on, for a JSON document."""
    return {
        "id": line.id,
        "as_of": line.as_of,
        "owner": line.owner or None,
        "source": line.source or None,
        "drawn": drawn(line, names),
        "length_km": round(length_m(line) / 1000, 3),
        "days_older_than_plan": days_older(line, as_of),
        "note": line.note,
    }


def drawn_summary(drawn: Drawn, written: str) -> str:
    """Write what was imported, what was set aside, and what is left to decide."""
    return laid_out(imported_lines(drawn, written))


def change_summary(earlier: str, later: str, found: Change) -> str:
    """Write where the line moved, by how much, and the ground either side."""
    return laid_out(change_lines(earlier, later, found))


def lines_summary(case: Case) -> str:
    """List the case's lines with date, owner and length; the agreement's is marked."""
    return laid_out(case_lines(case))
