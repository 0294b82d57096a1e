"""Everything that ``truceline generate`` writes, by file name, and what it prints."""

from __future__ import annotations

from truceline.case import Case
from truceline.documents.generation import generation_document
from truceline.documents.tables.generation import (
    arrival_table,
    contributors_table,
    fill_table,
    lines_table,
    tours_table,
)
from truceline.formats.csv_table import csv_text
from truceline.formats.json_text import json_text
from truceline.render.generation_page import generation_html, generation_svgs
from truceline.render.orbat import orbat_csv, orbat_msdl
from truceline.render.terminal import laid_out
from truceline.results.contributors import people_by_contributor
from truceline.results.force import ForceView
from truceline.results.names import Names
from truceline.views.generation import generation_view
from truceline.views.generation_text import generation_lines
from truceline.views.orbat import orbat_lines


def generation_summary(view: ForceView, case: Case) -> str:
    """Write the view as text: figures, gaps, what no scenario fills, what would help, and what conflicts."""
    return laid_out(generation_lines(view, case), break_on_hyphens=False)


def generation_files(view: ForceView, case: Case) -> dict[str, str]:
    """Return the text of every result file by its name."""
    shown = generation_view(view, case)
    names, orbat, title = shown.names, shown.orbat, f"{case.title}: {view.standing.scenario.title}"
    return {
        "generation.json": json_text(generation_document(view, case)),
        "generation.html": generation_html(shown),
        **_tables(view, names),
        **{f"{name}.svg": svg for name, svg in generation_svgs(shown.pictures).items()},
        "orbat.txt": laid_out(orbat_lines(orbat, names)),
        "orbat.csv": orbat_csv(orbat, names),
        "orbat.xml": orbat_msdl(orbat, names, title=title, as_of=view.as_of),
    }


def _tables(view: ForceView, names: Names) -> dict[str, str]:
    people = ((c.name, c.pledged, c.deployed, c.pool) for c in people_by_contributor(view, names))
    tables = {
        "lines.csv": lines_table(view),
        "fill.csv": fill_table(view),
        "tours.csv": tours_table(view),
        "contributors.csv": contributors_table(people),
    }
    if arrival := arrival_table(view):
        tables["arrival.csv"] = arrival
    return {name: csv_text(table) for name, table in tables.items()}
