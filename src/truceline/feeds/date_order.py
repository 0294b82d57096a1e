"""Dates such as 03/04/2031: which of the two is the day is decided by the whole file, never row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

import polars as pl

from truceline.errors import SourceError
from truceline.feeds import instants
from truceline.feeds.feed import Feed
from truceline.formats.faults import shown
from truceline.formats.rows import Chunk
from truceline.formats.table_form import DAY_FIRST, MONTH_FIRST

_SUMMARY = "the dates cannot be read"


@dataclass(frozen=True, slots=True)
class _Example:
    """A date that speaks for an order, and where it stands."""

    line: int
    column: str
    text: str

    def __str__(self) -> str:
        return f"line {self.line} {self.column} | {shown(self.text)}"


@dataclass
class DateOrder:
    """What the dates of a feed's file say of their order."""

    feed: Feed
    _proofs: dict[str, _Example] = field(default_factory=dict)
    _open: _Example | None = None

    @property
    def order(self) -> str | None:
        """Return the order by which rows are read, either where all dates are the same in both; None without dates."""
        return self._decided or (DAY_FIRST if self.feed.columns.dated else None)

    @property
    def _decided(self) -> str | None:
        return self.feed.columns.form.dates or next(iter(self._proofs), None)

    def chunks(self, stream: BinaryIO) -> Iterator[Chunk]:
        """Return the chunks of a file once the order of its dates is known, held back until then.

        Memory grows with the rows before the first date that decides, and not beyond.

        Raises
        ------
        SourceError
            If dates speak for both orders, for another than was asked for, or no date decides.
        """
        held: list[Chunk] = []
        for chunk in self.feed.rows(stream, self.feed.columns):
            self._look_at(chunk)
            held.append(chunk)
            if self._decided or self._open is None:
                yield from held
                held.clear()
        self._must_agree()
        if self._open is not None and not self._decided:
            what = f"{self._open} is one of two days, and no date of the file decides which"
            remedy = "give the order: --dates day-first or --dates month-first (or time_format in a mapping)"
            raise SourceError(_SUMMARY, (f"{what}; {remedy}",))
        yield from held

    def _look_at(self, chunk: Chunk) -> None:
        for column in (name for name in self.feed.columns.dated if name in chunk.texts.columns):
            first, second = instants.slashed(chunk.texts[column])
            speaks = {
                DAY_FIRST: first.is_between(13, 31) & second.is_between(1, 12),
                MONTH_FIRST: second.is_between(13, 31) & first.is_between(1, 12),
            }
            for order, rows in speaks.items():
                if rows.any():
                    self._proofs.setdefault(order, _first(chunk, column, rows))
            unclear = (first != second) & (first <= 12) & (second <= 12)
            if self._open is None and unclear.any():
                self._open = _first(chunk, column, unclear)
        if len(self._proofs) > 1 and self.feed.columns.form.dates is None:
            proofs = sorted(self._proofs.items(), key=lambda proof: proof[1].line)
            both = [f"{each} is {order.replace('-', ' ')}" for order, each in proofs]
            remedy = "write dates as 2031-01-31, or give the order that most have: --dates day-first or month-first"
            raise SourceError(_SUMMARY, (f"{both[0]}; {remedy}", f"{both[1]}; {remedy}"))

    def _must_agree(self) -> None:
        asked = self.feed.columns.form.dates
        if asked and self._proofs and asked not in self._proofs:
            (order, proof) = next(iter(self._proofs.items()))
            what = f"{proof} is {order.replace('-', ' ')}, and so may be all; {asked.replace('-', ' ')} was asked for"
            raise SourceError(_SUMMARY, (f"{what}, and no date speaks for that; ask for {order}",))


def _first(chunk: Chunk, column: str, rows: pl.Series) -> _Example:
    row = int(rows.arg_true()[0])
    return _Example(chunk.lines[row], column, str(chunk.texts[column][row]))
