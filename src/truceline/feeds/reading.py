"""A feed's file read from start to end: batches of checked rows, what was refused, and how the file was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import polars as pl

from truceline.feeds.date_order import DateOrder
from truceline.feeds.feed import Feed
from truceline.feeds.identity import Places
from truceline.feeds.setting import ImportSetting
from truceline.feeds.sheet import Sheet
from truceline.formats.rows import Refusal


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a file: ``frame`` has the columns ``sheet.FIELDS`` of the good ones.

    ``rows`` counts all of them, ``far`` those that lie far from the case; ``doubtful`` are the lines of those whose
    latitude and longitude may be exchanged.
    """

    frame: pl.DataFrame
    refused: list[Refusal]
    rows: int
    far: int = 0
    notes: tuple[str, ...] = ()
    of_text: bool = False
    doubtful: tuple[int, ...] = ()


def read_feed(feed: Feed, stream: BinaryIO, setting: ImportSetting) -> Iterator[Batch]:
    """Read a file of a feed in batches; memory does not grow with its length, unless rows have no ids (see `Places`).

    Raises
    ------
    SourceError
        If the file is refused whole.
    """
    dates, places = DateOrder(feed), Places()
    for chunk in dates.chunks(stream):
        sheet = Sheet(chunk, setting, dates.order)
        frame, refused = sheet.settle(feed.read(sheet))
        if feed.columns.unnamed:
            frame = frame.with_columns(places.ids(frame["native_id"]))
        rows = len(chunk.lines) + len(chunk.refused)
        yield Batch(frame, refused, rows, sheet.far, chunk.notes, chunk.of_text, tuple(sheet.doubtful))
