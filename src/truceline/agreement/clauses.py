"""Where in the text of an agreement something stands, and in whose reading of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from truceline.records.quantities import Reliance


@dataclass(frozen=True, slots=True)
class Clause:
    """The place in the agreement's text that something rests on.

    ``ref`` is the clause as its readers call it, such as ``point 2``; ``source`` a source id; ``standing`` how far the
    encoding may be relied on, and ``note`` what the encoder had to decide. What rests on it counts from
    ``known_from``, or from when the source was published.
    """

    ref: str
    source: str
    standing: Reliance
    note: str
    known_from: date | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One reading of the clauses that are contested; ``held_by`` are the actors that hold it."""

    id: str
    title: str
    held_by: tuple[str, ...]
    clause: Clause
