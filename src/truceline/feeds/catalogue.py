"""Every feed by its name."""

from __future__ import annotations

from collections.abc import Mapping as Table

from truceline.errors import SourceError
from truceline.feeds import (
    acled,
    alerts,
    bellingcat,
    claims,
    cot,
    eyes_on_russia,
    firms,
    geojson,
    kml,
    osce,
    ucdp,
    viina,
)
from truceline.feeds.feed import Feed
from truceline.feeds.mapped import mapped_feed
from truceline.feeds.mapping import Mapping
from truceline.formats.rows import csv_rows

TABLED: Table[str, Feed] = {
    module.FEED.name: module.FEED
    for module in (acled, ucdp, viina, eyes_on_russia, bellingcat, firms, alerts, osce, cot, claims)
}
"""Feeds of one publisher, with a code table each."""

MAPPED = {"csv": csv_rows, "geojson": geojson.geojson_rows, "kml": kml.kml_rows}
"""Formats whose columns a mapping may name."""


def feed_of(name: str, mapping: Mapping | None = None) -> Feed:
    """Find a feed by name; ``mapping`` says how to read those that have no publisher.

    Raises
    ------
    SourceError
        If there is no such feed, it takes no mapping, or the mapping takes a feed's name.
    """
    names = [*TABLED, *MAPPED]
    if name not in names:
        raise SourceError("no such feed", (f"{name} | is no feed; give one of {', '.join(names)}",))
    if mapping is not None and name in TABLED:
        raise SourceError("no mapping is needed", (f"{name} | has a code table of its own; leave out the mapping",))
    if mapping is not None and mapping.name in names:
        raise SourceError("the mapping cannot be used", (f"name | {mapping.name!r} is a feed's; give another name",))
    return TABLED[name] if name in TABLED else mapped_feed(name, MAPPED[name], mapping)
