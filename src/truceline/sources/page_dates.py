"""The days that a web page states for itself, from the most to the least telling."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from truceline.records.times import possible

_META = frozenset((
    "date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.issued", "pubdate", "parsely-pub-date",
    "publish-date", "publishdate", "sailthru.date",
))  # fmt: skip


@dataclass(slots=True)
class StatedDates:
    """What a page states: when it was ``published``, as its ``article`` metadata say; and any other ``meta`` date.

    ``published`` is ``article:published_time``, ``article`` the ``datePublished`` of linked data or of a property.
    """

    published: date | None = None
    article: date | None = None
    meta: date | None = None

    def take_meta(self, given: Mapping[str, str]) -> None:
        """Take a ``<meta>``: the first of each kind that is a day counts."""
        name = (given.get("property") or given.get("name") or given.get("itemprop") or "").lower()
        day = day_stated(given.get("content", ""))
        if name.endswith("article:published_time"):
            self.published = self.published or day
        elif name == "datepublished":
            self.article = self.article or day
        elif name in _META:
            self.meta = self.meta or day

    def take_linked_data(self, text: str) -> None:
        """Take a script of linked data (JSON-LD): when the page or its article was published."""
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            return
        for thing in _things(found):
            kinds = str(thing.get("@type", ""))
            if any(kind in kinds for kind in ("Article", "Posting", "WebPage", "Report")):
                self.article = self.article or day_stated(str(thing.get("datePublished", "")))


def day_stated(words: str) -> date | None:
    """Read a day, with or without a time, as metadata write it; None where it is none."""
    try:
        return possible(datetime.fromisoformat(words.strip()).date())
    except ValueError:
        pass
    try:
        return possible(date.fromisoformat(words.strip()[:10]))
    except ValueError:
        return None


def _things(found: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  (whatever the page holds)
    # What stands at the top, or in its graph; what lies deeper is about other pages.
    for thing in found if isinstance(found, list) else [found]:
        if isinstance(thing, dict):
            graph = thing.get("@graph")
            yield from (part for part in graph if isinstance(part, dict)) if isinstance(graph, list) else ()
            yield thing
