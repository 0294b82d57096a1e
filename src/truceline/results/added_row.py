"""What `add` gives back: one row that a person put on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AddedRow:
    """A row added to a table of monitoring: its id, and its cells as written, by column."""

    table: str
    file: str
    id: str
    row: Mapping[str, str]
