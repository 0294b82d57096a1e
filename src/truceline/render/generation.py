"""Everything that ``truceline generate`` writes, by file name, and what it prints."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from truceline.case import Case
from truceline.generation.orbat import Element, order_of_battle
from truceline.generation.people import at_peak
from truceline.render.generation_json import generation_document
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

_Rows = Iterable[Sequence[object]]


def generation_files(view: ForceView, case: Case) -> dict[str, str]:
    """Give the text of every result file by its name."""
    names, orbat = names_of(case), orbat_of(view)
    title = f"{case.title}: {view.standing.scenario.title}"
    styles = [file(name) for name in STYLES]
    return {
        "generation.json": generation_document(view),
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
    lines = ("line", "title", "capability", "required", "filled", "worst", "best", "gap", "reasons")
    tours = ("unit", "contributor", "line", "first_month", "last_month", "personnel")
    people = ((c.name, _cell(c.pledged), _cell(c.deployed), _cell(c.pool)) for c in contributed(view, names))
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
