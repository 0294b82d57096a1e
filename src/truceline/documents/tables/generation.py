"""The tables of ``truceline generate``: lines, fill by month, tours, contributors, arrival and order of battle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from truceline.documents.numbers import number
from truceline.documents.tables.table import Cell, Table
from truceline.generation.orbat import Element
from truceline.results.force import ForceView


def lines_table(view: ForceView) -> Table:
    """List the requirement lines with how far they are filled, in units of their capability, and why no further."""
    columns = (
        "line",
        "title",
        "capability",
        "required",
        "filled",
        "worst",
        "best",
        "gap",
        "minimum",
        "minimum_met",
        "reasons",
    )
    return Table(columns, tuple(_lines(view)))


def _lines(view: ForceView) -> Iterator[Sequence[Cell]]:
    for line, fill in zip(view.lines, view.plan.lines, strict=True):
        numbers = (number(n) for n in (fill.filled, fill.worst, fill.best, fill.gap))
        least = fill.minimum, str(fill.minimum_met).lower()
        yield line.id, line.title, line.capability, line.quantity, *numbers, *least, "; ".join(fill.reasons)


def fill_table(view: ForceView) -> Table:
    """List how far each line is filled in each month in which it asks."""
    return Table(("line", "month", "asked", "filled"), tuple(_fill(view)))


def _fill(view: ForceView) -> Iterator[Sequence[Cell]]:
    for line, filled in zip(view.lines, view.plan.filled.tolist(), strict=True):
        for month, value in enumerate(filled, start=1):
            if line.from_month <= month <= line.to_month:
                yield line.id, month, line.quantity, number(value)


def tours_table(view: ForceView) -> Table:
    """List the tours: which unit of whom serves on which line, from and to which month, with how many people."""
    units = {unit.id: unit for unit in view.units}
    rows = (
        (t.unit, units[t.unit].contributor, t.line, t.first_month, t.last_month, number(units[t.unit].personnel))
        for t in view.plan.assignments
    )
    return Table(("unit", "contributor", "line", "first_month", "last_month", "personnel"), tuple(rows))


def contributors_table(contributed: Iterable[tuple[str, float, float, float]]) -> Table:
    """List each contributor by name, with its people pledged, deployed at its own peak, and in its pool."""
    rows = ((name, *map(number, people)) for name, *people in contributed)
    return Table(("contributor", "pledged", "deployed", "pool"), tuple(rows))


def arrival_table(view: ForceView) -> Table | None:
    """List the people arrived by the end of each day after D-day; None where the case states no lift."""
    if view.arrivals is None:
        return None
    days = enumerate(view.arrivals.people.T.tolist())
    return Table(("day", "low", "likely", "high"), tuple((day, *map(number, row)) for day, row in days))


def orbat_table(elements: Iterable[tuple[Element, str, str]]) -> Table:
    """List the order of battle: each element with its title and the 20 digits of its APP-6D symbol."""
    columns = ("id", "superior", "kind", "title", "contributor", "capability", "personnel", "sidc")
    rows = (
        (e.id, e.superior, e.kind, title, e.contributor, e.capability, number(e.personnel, 0), sidc)
        for e, title, sidc in elements
    )
    return Table(columns, tuple(rows))
