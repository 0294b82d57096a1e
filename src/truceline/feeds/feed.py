"""What a feed is: how rows come out of its file, and how they become reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

import polars as pl

from truceline.feeds.codes import Codes, codes_of
from truceline.feeds.sheet import Sheet
from truceline.feeds.table_rows import table_rows
from truceline.formats.rows import Chunk, FeedColumns

KINDS = ("report", "context", "aggregate", "claim")
"""A report is of one place; context supports an incident and never makes one; an aggregate counts what a region saw; a
claim is what one party says of the other."""

Fields = Mapping[str, pl.Series]
"""The columns of ``sheet.FIELDS`` that a feed gives; ``line`` is known already."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A source of reports: ``rows`` takes a file apart, ``read`` gives a chunk's columns, refusing bad rows.

    ``name`` is what its reports are known by in the store; ``kind`` is one of ``KINDS``.
    """

    name: str
    kind: str
    columns: FeedColumns
    read: Callable[[Sheet], Fields]
    rows: Callable[[BinaryIO, FeedColumns], Iterator[Chunk]] = table_rows


def zone_of(codes: Codes, sheet: Sheet) -> str:
    """Return the time zone of a feed's dates."""
    return sheet.setting.zone if codes.zone == "case" else codes.zone


def table_feed(
    name: str, columns: FeedColumns, read: Callable[[Sheet, Codes], Fields], **ways: Callable[..., Iterator[Chunk]]
) -> Feed:
    """Build a feed that has a code table of its name."""
    codes = codes_of(name)
    return Feed(name, codes.kind, columns, lambda sheet: read(sheet, codes), **ways)
