"""Everything that ``truceline generate`` writes, by file name, and what it prints."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from truceline.case import Case
from truceline.generation.orbat import Element, order_of_battle
from truceline.render.generation_json import generation_document
from truceline.render.generation_page import generation_html, generation_svgs
from truceline.render.orbat import orbat_csv, orbat_list, orbat_msdl
from truceline.render.terminal import laid_out
from truceline.results.contributors import people_by_contributor
from truceline.results.force import ForceView
from truceline.results.names import Names
from truceline.views.generation import generation_view
from truceline.views.generation_text import generation_lines

_Rows = Iterable[Sequence[object]]


def generation_files(view: ForceView, case: Case) -> dict[str, str]:
    """Give the text of every result file by its name."""
    shown, orbat = generation_view(view, case), orbat_of(view)
    names, title = shown.names, f"{case.title}: {view.standing.scenario.title}"
    return {
        "generation.json": generation_document(view),
        "generation.html": generation_html(shown, orbat),
        **_tables(view, names),
        **{f"{name}.svg": svg for name, svg in generation_svgs(shown.pictures).items()},
        "orbat.txt": orbat_list(orbat, names),
        "orbat.csv": orbat_csv(orbat, names),
        "orbat.xml": orbat_msdl(orbat, names, title=title, as_of=view.as_of),
    }


def generation_summary(view: ForceView, case: Case) -> str:
    """Write the view as text: figures, gaps, what no scenario fills, what would help, and what conflicts."""
    return laid_out(generation_lines(view, case), break_on_hyphens=False)


def orbat_of(view: ForceView) -> tuple[Element, ...]:
    """Give the order of battle in the first month of greatest deployment."""
    month = int(np.argmax(view.plan.deployed_by_month)) + 1
    return order_of_battle(view.plan, view.lines, view.units, month=month)


def _tables(view: ForceView, names: Names) -> dict[str, str]:
    lines = ("line", "title", "capability", "required", "filled", "worst", "best", "gap", "reasons")
    tours = ("unit", "contributor", "line", "first_month", "last_month", "personnel")
    people = ((c.name, _cell(c.pledged), _cell(c.deployed), _cell(c.pool)) for c in people_by_contributor(view, names))
    found = {
        "lines.csv": _table(lines, _lines(view)),
        "fill.csv": _table(("line", "month", "asked", "filled"), _fill(view)),
        "tours.csv": _table(tours, _tours(view)),
        "contributors.csv": _table(("contributor", "pledged", "deployed", "pool"), people),
    }
    if view.arrivals is not None:
        days = ((day, *map(_cell, row)) for day, row in enumerate(view.arrivals.people.T.tolist()))
        found["arrival.csv"] = _table(("day", "low", "likely", "high"), days)
    return found


def _lines(view: ForceView) -> Iterator[Sequence[object]]:
    for line, fill in zip(view.lines, view.plan.lines, strict=True):
        numbers = (_cell(n) for n in (fill.filled, fill.worst, fill.best, fill.gap))
        yield line.id, line.title, line.capability, line.quantity, *numbers, "; ".join(fill.reasons)


def _fill(view: ForceView) -> Iterator[Sequence[object]]:
    for line, filled in zip(view.lines, view.plan.filled.tolist(), strict=True):
        for month, value in enumerate(filled, start=1):
            if line.from_month <= month <= line.to_month:
                yield line.id, month, line.quantity, _cell(value)


def _tours(view: ForceView) -> Iterator[Sequence[object]]:
    units = {unit.id: unit for unit in view.units}
    for t in view.plan.assignments:
        unit = units[t.unit]
        yield t.unit, unit.contributor, t.line, t.first_month, t.last_month, _cell(unit.personnel)


def _cell(value: float) -> str:
    return f"{round(value, 2) + 0.0:g}" if abs(value) < 1e5 else f"{value:.0f}"


def _table(head: Sequence[str], rows: _Rows) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()
