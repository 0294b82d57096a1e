"""A feed's file read from start to end: batches of checked rows, what was refused, and how the file was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import polars as pl

from truceline.feeds.feed import Feed
from truceline.feeds.setting import ImportSetting
from truceline.feeds.sheet import Sheet
from truceline.formats.rows import Refusal


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a file: ``frame`` has the columns ``sheet.FIELDS`` of the good ones, ``rows`` counts all."""

    frame: pl.DataFrame
    refused: list[Refusal]
    rows: int
    notes: tuple[str, ...] = ()
    of_text: bool = False


def read_feed(feed: Feed, stream: BinaryIO, setting: ImportSetting) -> Iterator[Batch]:
    """Read a file of a feed in batches; memory does not grow with its length.

    Raises
    ------
    SourceError
        If the file is refused whole.
    """
    for chunk in feed.rows(stream, feed.columns):
        sheet = Sheet(chunk, setting)
        frame, refused = sheet.settle(feed.read(sheet))
        yield Batch(frame, refused, len(chunk.lines) + len(chunk.refused), chunk.notes, chunk.of_text)
