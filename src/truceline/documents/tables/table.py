"""A table before it is text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | float | int | None


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV table: its ``columns``, and ``rows`` with a cell for each; None is an empty cell."""

    columns: tuple[str, ...]
    rows: tuple[Sequence[Cell], ...]
