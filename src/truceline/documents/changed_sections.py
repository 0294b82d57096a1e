"""What two bulletins of one period say otherwise of counts, casualties, patrols, obligations and attachments.

An earlier document that tells of none of a section, as it was made before there was one, is compared with nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from truceline.results.issues import CountChange, MovementChange, ObligationChange, RowChanges, TollChange

_Document = Mapping[str, Any]
_COUNTED = ("planned", "done", "delayed", "denied", "called_off", "not_known", "restricted_post_hours")


def counts(before: _Document, now: _Document) -> Iterator[CountChange]:
    """Compare the counts of observations and incidents by sector."""
    old, new = _counted(before), _counted(now)
    for sector, what in dict.fromkeys((*new, *old)):
        was, is_now = (each.get((sector, what), 0) for each in (old, new))  # a sector without a row had none
        if was != is_now:
            yield CountChange(sector, what, was, is_now)


def toll(before: _Document, now: _Document) -> Iterator[TollChange]:
    """Compare how many people are confirmed killed and wounded."""
    old, new = before.get("casualties", now["casualties"]), now["casualties"]
    for what in ("killed", "wounded"):
        if old[what] != new[what]:
            yield TollChange(what, old[what], new[what])


def movement_counts(before: _Document, now: _Document) -> Iterator[MovementChange]:
    """Compare how many patrols of each sector were planned, done and hindered, and the post-hours lost."""
    old, new = (
        {(row["sector"], what): row[what] for row in each["sectors"] for what in _COUNTED}
        for each in (before.get("movement", now["movement"]), now["movement"])
    )
    for sector, what in dict.fromkeys((*new, *old)):
        was, is_now = (each.get((sector, what), 0) for each in (old, new))
        if was != is_now:
            yield MovementChange(sector, what, was, is_now)


def hindered_patrols(before: _Document, now: _Document) -> RowChanges:
    """Compare the patrols that people denied or delayed."""
    old, new = (each["hindered"] for each in (before.get("movement", now["movement"]), now["movement"]))
    return _rows(old, new)


def obligations(before: _Document, now: _Document) -> Iterator[ObligationChange]:
    """Compare where obligations stand, and what shows it."""
    old, new = (
        {(row["obligation"], row["actor"]): row for row in each}
        for each in (before.get("obligations", now["obligations"]), now["obligations"])
    )
    for name in dict.fromkeys((*new, *old)):
        was, is_now = old.get(name), new.get(name)
        if was != is_now:
            yield ObligationChange(*name, *(row["state"] if row else "" for row in (was, is_now)))


def attachments(before: _Document, now: _Document) -> RowChanges:
    """Compare which files belong to which rows."""
    return _rows(before.get("attachments", now["attachments"]), now["attachments"])


def _rows(before: Sequence[_Document], now: Sequence[_Document]) -> RowChanges:
    old, new = ({row["id"]: row for row in each} for each in (before, now))
    return RowChanges(
        added=tuple(name for name in new if name not in old),
        gone=tuple(name for name in old if name not in new),
        otherwise=tuple(name for name in new if name in old and old[name] != new[name]),
    )


def _counted(document: _Document) -> Mapping[tuple[str, str], int | None]:
    found: dict[tuple[str, str], int | None] = {}
    for row in document["observations"]["sectors"]:
        for what in ("violations", "explosions"):
            found[(row["sector"], what)] = row["now"][what]
    for row in document["incidents"]["sectors"]:
        found |= {(row["sector"], what): row[what] for what in ("incidents", "verified", "attributed")}
    return found
