"""The sites that are closed to a force concept, put together by what closes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from truceline.records.places import Site
from truceline.siting.closures import HOLDS, Closed
from truceline.views.wording import plural

_NOUNS = {"post": "post", "reaction": "base"}


def closed_words(closed: Sequence[Closed], sites: Sequence[Site]) -> str:
    """Say how many of the sites for posts and bases are closed to the concept, and by what; empty where none is."""
    if not closed:
        return ""
    counted = Counter((each.role, each.why) for each in closed)
    parts = "; ".join(f"{plural(n, _NOUNS.get(role, 'site'))} {why}" for (role, why), n in counted.items())
    total = plural(sum(site.kind in HOLDS for site in sites), "site")
    return f"{len(closed)} of {total} {'is' if len(closed) == 1 else 'are'} closed to this concept: {parts}."
