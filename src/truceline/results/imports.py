"""What an import of reports gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    ``counts`` has the ``rows`` read, and of them those ``new``, ``altered``, ``unchanged``, ``repeated`` (the same
    again in this file) and ``refused``; ``withdrawn`` are rows that the file lacks. ``reasons`` counts the refused by
    reason, ``first`` tells of the first few, and ``refused_file`` lists them all; empty where there are none. ``notes``
    are things to look at that did not stand in the way.
    """

    feed: str
    file: str
    sha256: str
    number: int
    counts: Mapping[str, int]
    reasons: Mapping[str, int]
    first: tuple[str, ...]
    refused_file: str
    notes: tuple[str, ...]
