"""The order of battle as CSV with APP-6 symbols, and as MSDL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from truceline.documents.tables.generation import orbat_table
from truceline.formats.csv_table import csv_text
from truceline.generation.orbat import FORCE, Element
from truceline.render.msdl import ScenarioUnit, msdl_text
from truceline.render.symbols import symbol_of
from truceline.results.names import Names
from truceline.views.orbat import title_of


def orbat_csv(elements: Sequence[Element], names: Names) -> str:
    """Write a CSV table: id, superior, kind, title, contributor, capability, personnel, and the 20-digit symbol."""
    return csv_text(orbat_table((e, title_of(e, names), symbol_of(_drawn(e), names).sidc) for e in elements))


def orbat_msdl(elements: Sequence[Element], names: Names, *, title: str, as_of: date) -> str:
    """Write an MSDL scenario: a unit for every element below the force, related to its superior; no positions."""
    units = [
        ScenarioUnit(
            id=element.id,
            name=title_of(element, names),
            designation=element.name,
            superior="" if element.superior == FORCE else element.superior,
            nation=names.actor(element.contributor) if element.contributor else "",
            symbol=symbol_of(_drawn(element), names),
        )
        for element in elements[1:]
    ]
    return msdl_text(units, title=title, as_of=as_of)


def _drawn(element: Element) -> str:
    # The capability of the symbol; the force and its sectors are commands.
    return "" if element.kind in ("force", "sector") else element.capability
