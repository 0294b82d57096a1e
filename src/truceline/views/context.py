"""Context in words: what a bulletin counted of it, and what lies near each incident."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from zoneinfo import ZoneInfo

from truceline.monitoring.bulletin import Bulletin
from truceline.monitoring.context import NearContext
from truceline.views.incidents import span_of
from truceline.views.wording import count, plural

_SHOWN = 3


def context_sentence(bulletin: Bulletin) -> str:
    """Say how many context events of which kind there were, and how many incidents they lie near; empty if none."""
    shown = bulletin.context
    if not shown.events and not shown.near:
        return ""
    kinds = ", ".join(f"{_kind(act)} {count(number)}" for act, number in shown.events.items()) or "none"
    near = len({each.incident for each in shown.near})
    return (
        f"Context supports incidents, is none, and counts nowhere. Events in the period: {kinds}. Near to such events "
        f"in place and time: {plural(near, 'incident')}; context.csv lists each."
    )


def context_notes(bulletin: Bulletin) -> Mapping[str, tuple[str, ...]]:
    """Say what context lies near each incident, by its id: the nearest few, and how many more."""
    zone = ZoneInfo(bulletin.zone)
    notes: dict[str, tuple[str, ...]] = {}
    for incident, found in groupby(bulletin.context.near, key=lambda each: each.incident):
        near = tuple(found)
        more = (f"and {count(len(near) - _SHOWN)} more in context.csv",) if len(near) > _SHOWN else ()
        notes[incident] = (*(_note(each, zone) for each in near[:_SHOWN]), *more)
    return notes


def _note(near: NearContext, zone: ZoneInfo) -> str:
    when = span_of(int(near.start.timestamp()), int(near.end.timestamp()), zone)
    told = f"{plural(near.rows, 'observation')} of {plural(near.sources, 'source')}"
    return f"{_kind(near.act)} {near.distance_m / 1000:.1f} km away, {when}, {told}"


def _kind(act: str) -> str:
    return act.removeprefix("other:").replace("-", " ")
