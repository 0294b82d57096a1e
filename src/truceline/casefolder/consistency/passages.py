"""What a case's passages must agree on with its statements."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.casefolder.reading import FolderReading
from truceline.casefolder.schema.ledger import StatementRow
from truceline.casefolder.schema.passages import PassageRow
from truceline.formats.faults import FaultPlace, shown
from truceline.statements.passage import flat, pieces

Found = Iterator[tuple[FaultPlace, str]]
"""Faults: where, and what is wrong."""


def passages_hold_their_quotes(reading: FolderReading) -> Found:
    """A statement has one passage at most, and each piece of its quote stands in the passage's sentence."""
    quotes = {entry.shape.id: entry.shape.quote for entry in reading.of(StatementRow)}
    first: dict[str, int] = {}
    for entry in reading.of(PassageRow):
        row, place = entry.shape, entry.place(("statement",))
        if (line := first.setdefault(row.statement, place.line)) != place.line:
            yield place, f"{shown(row.statement)} has a passage on line {line} already; remove one"
        for piece in pieces(quotes.get(row.statement, "")):
            if piece not in flat(row.sentence):
                what = (
                    f"does not hold {shown(piece)} of the quote of {row.statement}; correct the sentence or the quote"
                )
                yield entry.place(("sentence",)), what
