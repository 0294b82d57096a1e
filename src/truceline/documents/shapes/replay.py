"""The shape of a replay of past reports."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.envelope import DocumentHead
from truceline.documents.numbers import Number


class AttributablePart(TypedDict):
    """Expected number of incidents that could have been attributed."""

    low: Number
    """With the low share attributed."""
    likely: Number
    """With the likely share."""
    high: Number
    """With the high share."""
    by_day: Number
    """Likely, by day."""
    by_night: Number
    """Likely, by night."""


class MedianMinutes(TypedDict):
    """Time in minutes."""

    median: Number
    """That half of the incidents do not exceed; null where nobody comes."""


class ReplayedSector(TypedDict):
    """One sector."""

    sector: str
    """The sector; empty for ground in none."""
    incidents: int
    """Incidents there."""
    seen: Number
    """Expected number seen."""
    in_time: int
    """How many a force reaches within siting's time."""
    response_minutes: MedianMinutes
    """The way of the nearest force."""
    attributable: AttributablePart
    """How many could have been attributed."""


class ReplayedContributor(TypedDict):
    """What one contributor's posts see."""

    contributor: str
    """The contributor."""
    posts: int
    """How many posts."""
    seen: Number
    """Expected number seen."""
    alone: Number
    """Of these, seen by nobody else."""
    attributable: AttributablePart
    """How many its posts alone could have attributed."""


class CatchPart(TypedDict):
    """What would have seen more."""

    what: str
    """In words."""
    incidents: Number
    """Expected number of further incidents seen."""


class ReplayedScenario(TypedDict):
    """Past incidents against one scenario's force."""

    incidents: int
    """How many."""
    reports: int
    """Reports that tell of them."""
    seen: Number
    """Expected number seen."""
    attributable: AttributablePart
    """How many could have been attributed."""
    sectors: list[ReplayedSector]
    """By sector."""
    contributors: list[ReplayedContributor]
    """By contributor."""
    would_have_seen_more: list[CatchPart]
    """What would have seen more, the best first."""


class ReplayDocument(DocumentHead):
    """What each scenario's force would have seen and reached of past reports."""

    case: str
    """Id of the case."""
    scenarios: dict[str, ReplayedScenario]
    """By scenario."""
    attribution: str
    """By what rule an incident counts as attributable."""
    note: str
    """What no replay holds."""
