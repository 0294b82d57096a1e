"""Whether words were said, denied, or only announced."""

from __future__ import annotations

from enum import StrEnum


class DraftKind(StrEnum):
    """What a text tells of words: that they were said, that they were denied, or that they will be said."""

    SAID = "said"
    DENIED = "denied"
    """Somebody denies having said or done it."""
    ANNOUNCED = "announced"
    """Expected or announced, and not yet said."""


def doubt_of(kind: DraftKind, *, quoted: bool) -> str:
    """Return the doubt that a kind raises by itself, nothing where it raises none."""
    if kind is DraftKind.ANNOUNCED:
        return "announced, and not yet said"
    if kind is DraftKind.DENIED and quoted:
        return "denied: the words may be those that were not said"
    return ""
