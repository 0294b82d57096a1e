"""Coded references of actors to concepts, out of a CSV table."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from truceline.formats.cells import Day, Text, Words
from truceline.formats.csv_table import read_rows
from truceline.formats.faults import FaultPlace, Faults
from truceline.formats.shape import Shape, fit
from truceline.formats.texts import read_text
from truceline.formats.yaml_tree import Path as Keys
from truceline.formats.yaml_tree import written
from truceline.statements.discourse.reference import Reference


class ReferenceRow(Shape):
    """One coded reference of an actor to a concept."""

    actor: Words
    """Who."""
    concept: Words
    """What."""
    agreement: int
    """1 agrees, 0 disagrees; or any whole number on a scale."""
    on: Day
    """When."""
    document: Text
    """Where it stands."""


def read_references(path: Path) -> tuple[Reference, ...]:
    """Read coded references from a CSV table with the columns of ``ReferenceRow``.

    Raises
    ------
    CaseError
        If the file or any of its rows is at fault; all faults are listed.
    """
    faults = Faults()
    found = []
    read = read_text(path.parent, path.name, faults)
    columns = ReferenceRow.written_keys()
    for row in read_rows(read[0], path.name, columns, faults) if read else ():
        shape = fit(ReferenceRow, row.cells, partial(_in_row, path.name, row.line), faults)
        if shape is not None:
            found.append(Reference(shape.actor, shape.concept, shape.agreement, shape.on, shape.document))
    faults.raise_if_any(str(path))
    return tuple(found)


def _in_row(file: str, line: int, path: Keys) -> FaultPlace:
    return FaultPlace(file, line, written(path[:1]))
