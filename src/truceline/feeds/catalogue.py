"""Every feed by its name: the package lists itself.

A feed of one publisher is two files: the module ``NAME.py`` (``_`` for ``-``), declaring its ``FEED``, and its code
table ``tables/NAME.yaml``, whose first line is its title. They come in the order of their names, then the formats that
a mapping describes. A module is imported only when its feed is used, so that listing all of them is quick.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module, resources
from typing import TYPE_CHECKING

from truceline.errors import SourceError

if TYPE_CHECKING:  # listing feeds must not load what reads them
    from truceline.feeds.feed import Feed
    from truceline.feeds.mapping import Mapping

_MAPPED = {
    "csv": "any table (CSV, Excel, JSON), its columns named by a mapping",
    "geojson": "points of a GeoJSON, their properties named by a mapping",
    "kml": "placemarks of a KML or KMZ, their data named by a mapping",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed as it is listed: its name, what its files are, and whether a mapping may say how they are read."""

    name: str
    title: str
    mapped: bool = False


@cache
def list_feeds() -> tuple[Listed, ...]:
    """Return all feeds: those of one publisher by name, then the formats that a mapping describes."""
    tables = sorted(
        (each.name.removesuffix(".yaml"), each.read_text(encoding="utf-8"))
        for each in (resources.files(__package__) / "tables").iterdir()
        if each.name.endswith(".yaml")
    )
    published = [Listed(name, text.partition("\n")[0].removeprefix("title: ")) for name, text in tables]
    return (*published, *(Listed(name, title, mapped=True) for name, title in _MAPPED.items()))


@cache
def context_acts() -> dict[str, float]:
    """Return the acts that are context, and within how many hours rows of each may be one event."""
    from truceline.feeds.codes import codes_of

    tables = (codes_of(feed.name).context for feed in list_feeds() if not feed.mapped)
    return {act: each.join_hours for table in tables for act, each in table.items()}


def feed_of(name: str, mapping: Mapping | None = None) -> Feed:
    """Return a feed by name; ``mapping`` says how to read those that have no publisher.

    Raises
    ------
    SourceError
        If there is no such feed, it takes no mapping, or the mapping takes a feed's name.
    """
    names = [feed.name for feed in list_feeds()]
    if name not in names:
        raise SourceError("no such feed", (f"{name} | is no feed; give one of {', '.join(names)}",))
    if mapping is not None and name not in _MAPPED:
        raise SourceError("no mapping is needed", (f"{name} | has a code table of its own; leave out the mapping",))
    if mapping is not None and mapping.name in names:
        raise SourceError("the mapping cannot be used", (f"name | {mapping.name!r} is a feed's; give another name",))
    return _mapped(name, mapping) if name in _MAPPED else _published(name)


def _published(name: str) -> Feed:
    feed: Feed = import_module(f"{__package__}.{name.replace('-', '_')}").FEED
    return feed


def _mapped(name: str, mapping: Mapping | None) -> Feed:
    from truceline.feeds.mapped import mapped_feed

    return mapped_feed(name, mapping)
