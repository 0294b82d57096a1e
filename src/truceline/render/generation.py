"""Everything that ``truceline generate`` writes, by file name, and what it prints."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import numpy as np

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
from truceline.generation.orbat import Element, order_of_battle
from truceline.generation.people import at_peak
from truceline.render.generation_page import STYLES, added_name, generation_html, generation_pictures
from truceline.render.html import file
from truceline.render.orbat import orbat_csv, orbat_list, orbat_msdl
from truceline.render.pictures.standalone import standalone
from truceline.render.sections.conflict import conflict_months
from truceline.render.sections.contributed import contributed
from truceline.render.sections.kept import limited_by, pool_words
from truceline.render.sections.people import critical_lines, where
from truceline.results.force import ForceView
from truceline.results.names import Names, names_of
from truceline.views.wording import count, plural, share

MOST = 8
"""How many gaps, contributors and facts the text lists; the files list all."""

_WIDTH = 80


def generation_files(view: ForceView, case: Case) -> dict[str, str]:
    """Give the text of every result file by its name."""
    names, orbat = names_of(case), orbat_of(view)
    title = f"{case.title}: {view.standing.scenario.title}"
    styles = [file(name) for name in STYLES]
    return {
        "generation.json": json_text(generation_document(view, case)),
        "generation.html": generation_html(view, case, orbat),
        **_tables(view, names),
        **{f"{name}.svg": standalone(picture, styles) for name, picture in generation_pictures(view, case).items()},
        "orbat.txt": orbat_list(orbat, names),
        "orbat.csv": orbat_csv(orbat, names),
        "orbat.xml": orbat_msdl(orbat, names, title=title, as_of=view.as_of),
    }


def orbat_of(view: ForceView) -> tuple[Element, ...]:
    """Give the order of battle in the first month of greatest deployment."""
    month = int(np.argmax(view.plan.deployed_by_month)) + 1
    return order_of_battle(view.plan, view.lines, view.units, month=month)


def _tables(view: ForceView, names: Names) -> dict[str, str]:
    people = ((c.name, c.pledged, c.deployed, c.pool) for c in contributed(view, names))
    tables = {
        "lines.csv": lines_table(view),
        "fill.csv": fill_table(view),
        "tours.csv": tours_table(view),
        "contributors.csv": contributors_table(people),
    }
    if arrival := arrival_table(view):
        tables["arrival.csv"] = arrival
    return {name: csv_text(table) for name, table in tables.items()}


def generation_summary(view: ForceView, case: Case) -> str:
    """Write the view as text: figures, gaps, what no scenario fills, what would help, and what conflicts."""
    names, plan = names_of(case), view.plan
    head = f"{view.standing.scenario.title}, {view.concept} concept, as stated on {view.as_of.isoformat()}"
    figures = (
        f"Filled {share(view.fill.share)} of the people asked for ({critical_lines(view.fill)}), deployed "
        f"{count(plan.deployed)} at the peak, pool {count(plan.pool)}; {plan.status.value}."
    )
    places = at_peak(plan, view.places)
    there = _wrapped(f"At the peak: {where(places)}.") if places else []
    words = [
        *_wrapped(head),
        "",
        *_wrapped(figures),
        *there,
        *_kept(view, names),
        *_conversion(view),
        *_conflict(view),
        "",
    ]
    words += [*_gaps(view), "", *_never(view), "", *_adds(view, names)]
    return "\n".join(line.replace("\N{NARROW NO-BREAK SPACE}", " ") for line in words) + "\n"


def _kept(view: ForceView, names: Names) -> Iterator[str]:
    kept = view.plan.kept
    if kept.months:
        yield from _wrapped(f"Kept up {kept.months} of {kept.horizon} months, limited by {limited_by(kept)}.")
        yield from _wrapped(f"Pool: {pool_words(view.pools, names)}")


def _conversion(view: ForceView) -> Iterator[str]:
    if view.converted:
        parts = ", ".join(f"{share(c.fill)} if {share(c.share)} of what is pledged comes" for c in view.converted)
        yield from _wrapped(f"Filled {parts}.")


def _conflict(view: ForceView) -> Iterator[str]:
    if view.conflict:
        demands = ", ".join(f"{line.title} (at least {line.minimum})" for line in view.conflict.lines)
        when = conflict_months(view.conflict)
        yield from _wrapped(f"Smallest set of minimum demands in conflict: {demands}; {when}.")


def _gaps(view: ForceView) -> Iterator[str]:
    critical = {line.id: line.critical for line in view.lines}
    titles = {line.id: line.title for line in view.lines}
    short = [fill for fill in view.plan.lines if fill.reasons]
    yield f"{plural(len(short), 'line')} short, the critical first"
    for fill in sorted(short, key=lambda f: (not critical[f.line], -f.gap / f.required))[:MOST]:
        yield from _item(f"{titles[fill.line]}: {count(fill.filled)} of {fill.required}. {'; '.join(fill.reasons)}")


def _never(view: ForceView) -> Iterator[str]:
    nobody = [s.line.title for s in view.shortfalls if not s.offered]
    yield from _wrapped(f"{plural(len(view.shortfalls), 'line')} that no scenario fills; of these, nobody has offered")
    yield from _item(", ".join(nobody) or "none: each is offered in part")


def _adds(view: ForceView, names: Names) -> Iterator[str]:
    yield "What adds most (unit-months filled)"
    for adds in view.adds[:MOST]:
        now = "lost without it" if adds.has else "gained with it"
        yield from _item(f"{count(adds.fill):>7}  {added_name(adds, names)}, {now}")


def _wrapped(words: str) -> list[str]:
    return textwrap.wrap(words, _WIDTH, break_on_hyphens=False)


def _item(words: str) -> list[str]:
    return textwrap.wrap(words, _WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
