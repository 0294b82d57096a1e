"""Imported lines and changes of the line: as text, and as one JSON document."""

from __future__ import annotations

import json

from truceline.agreement.line import length_m
from truceline.agreement.line_changes import Change
from truceline.case import Case
from truceline.render.drawn import drawn
from truceline.results.line import Drawn
from truceline.results.names import names_of

MOST = 10
"""How many stretches the text lists; the JSON document lists all."""


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


def drawn_summary(drawn: Drawn, written: str) -> str:
    """Write what was imported, what was set aside, and what is left to decide."""
    rows = []
    for line, made in zip(drawn.lines, drawn.tidying, strict=True):
        rows.append(
            f"{line.id}: {length_m(line) / 1e3:,.1f} km as of {line.as_of}, {made.vertices} vertices, "
            f"generalised by at most {made.error_m:.0f} m, {made.loops} loops and {made.spikes} slivers taken out"
        )
    if drawn.front.strays_m:
        rows.append(f"the rough line it follows is up to {drawn.front.strays_m / 1e3:.1f} km off")
    if others := drawn.front.others_km:
        listed = ", ".join(f"{km:,.1f}" for km in others)
        rows.append(
            f"set aside: {len(others)} other polygons (boundaries of {listed} km); take their fronts with --ends"
        )
    rows.append(f"written to {written}; to plan on it, name it in agreement.yaml: line: {drawn.lines[0].id}")
    return "\n".join(rows) + "\n"


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


def change_summary(earlier: str, later: str, found: Change) -> str:
    """Write where the line moved, by how much, and the ground either side."""
    rows = [
        f"{earlier} to {later}: {found.earlier_km:,.1f} km to {found.later_km:,.1f} km",
        f"{found.moved_km:,.1f} km of it moved, by at most {found.most_m / 1e3:.1f} km",
        f"ground that was right of the line and is now left: {found.now_left_km2:,.1f} km²",
        f"ground that was left of the line and is now right: {found.now_right_km2:,.1f} km²",
    ]
    for s in found.stretches[:MOST]:
        where = f"km {s.from_m / 1e3:,.0f} to {s.to_m / 1e3:,.0f}"
        rows.append(f"  {where:>18}: {s.km2:8,.1f} km², moved {s.side} by at most {s.most_m / 1e3:.1f} km")
    if left := len(found.stretches) - MOST:
        rows += [f"  and {left} smaller ones (--json lists all)"] if left > 0 else []
    return "\n".join(rows) + "\n"


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


def lines_summary(case: Case) -> str:
    """List the case's lines with date, owner and length; the agreement's is marked."""
    names = names_of(case)
    rows = [
        f"{'*' if x.id == case.agreement.line else ' '} {x.id}: {length_m(x) / 1e3:,.1f} km, {drawn(x, names)}"
        for x in case.lines
    ]
    marked = "* the agreement's line" if case.has_line else "the agreement names no line"
    return "\n".join([*rows, marked]) + "\n"
