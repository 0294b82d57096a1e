"""Ids for rows that have none: a row is known by all that it says, and among rows that say the same by its place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import polars as pl


@dataclass
class Places:
    """How often each key was met in a file: the second row that says the same is another report.

    Memory grows with the rows that differ, by some 100 bytes each.
    """

    met: Counter[str] = field(default_factory=Counter)

    def ids(self, keys: pl.Series) -> pl.Series:
        """Return an id for each key: it and which of its kind this is, from 1."""
        found = []
        for key in keys:
            self.met[key] += 1
            found.append(f"{key}/{self.met[key]}")
        return pl.Series(keys.name, found, dtype=pl.String)
