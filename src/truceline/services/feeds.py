"""Which feeds there are, without loading what reads them."""

from __future__ import annotations

from truceline.feeds import catalogue
from truceline.feeds.catalogue import Listed


def list_feeds() -> tuple[Listed, ...]:
    """Return every feed that files can be imported of, in the order of the catalogue."""
    return catalogue.list_feeds()
