"""What reports say in words, found for those that are shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

from truceline.feeds.catalogue import list_feeds
from truceline.feeds.codes import codes_of
from truceline.store.received import read_details
from truceline.store.sqlite import reading

_MAPPED = "text"
"""The text of a row whose columns a mapping named."""


def stored_texts(folder: Path, ids: Collection[str], *, as_known_at: datetime | None = None) -> Mapping[str, str]:
    """Read what imported reports say in words, by id, where they do: the column that their feed's table names.

    Words are those that were known at an instant, by default now.
    """
    columns = {feed.name: codes_of(feed.name).text for feed in list_feeds() if not feed.mapped}
    with reading(folder) as stored:
        found = read_details(stored, ids, as_known_at=as_known_at)
    told = {name: detail.get(columns.get(feed, _MAPPED), "") for name, (feed, detail) in found.items()}
    return {name: text for name, text in told.items() if text}
