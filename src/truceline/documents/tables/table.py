"""A table before it is text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

Cell = str | float | int | None


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV table: its ``columns``, and ``rows`` with a cell for each; None is an empty cell."""

    columns: tuple[str, ...]
    rows: tuple[Sequence[Cell], ...]


def keyed_table(columns: tuple[str, ...], parts: Iterable[Mapping[str, object]]) -> Table:
    """Build the table of parts of a document, each with the columns among its keys and a cell under each."""
    return Table(columns, tuple(tuple(cast("Cell", part[column]) for column in columns) for part in parts))
