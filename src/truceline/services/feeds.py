"""Which feeds there are, without loading what reads them."""

from __future__ import annotations

from truceline.feeds.catalogue import Listed, list_feeds

__all__ = ["Listed", "list_feeds"]
