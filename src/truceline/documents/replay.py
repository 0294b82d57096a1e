"""What each scenario's force would have seen and reached of past reports, as a document."""

from __future__ import annotations

from collections.abc import Mapping

from truceline.case import Case
from truceline.documents.envelope import head
from truceline.documents.numbers import minutes, number
from truceline.documents.shapes.replay import (
    AttributablePart,
    ReplayDocument,
    ReplayedContributor,
    ReplayedScenario,
    ReplayedSector,
)
from truceline.exercise.attributable import RULE, Attributable
from truceline.exercise.replay import CENSUS, ContributorReplay, Replay, SectorReplay

FORMAT = 2


def replay_document(found: Mapping[str, Replay], case: Case, *, version: str) -> ReplayDocument:
    """Return a replay as the document that ``replay.json`` holds: expected numbers of incidents, by scenario."""
    return {
        **head("replay", FORMAT, version=version),
        "case": case.id,
        "scenarios": {name: _scenario(each) for name, each in found.items()},
        "attribution": RULE,
        "note": CENSUS,
    }


def _scenario(each: Replay) -> ReplayedScenario:
    return {
        "incidents": len(each.past),
        "reports": int(each.past.reports.sum()),
        "seen": number(each.seen),
        "attributable": _attributable(each.attributable),
        "sectors": [_sector(sector) for sector in each.sectors],
        "contributors": [_contributor(contributor) for contributor in each.contributors],
        "would_have_seen_more": [{"what": c.what, "incidents": number(c.incidents)} for c in each.catches],
    }


def _sector(sector: SectorReplay) -> ReplayedSector:
    return {
        "sector": sector.sector,
        "incidents": sector.incidents,
        "seen": number(sector.seen),
        "in_time": sector.in_time,
        "response_minutes": {"median": minutes(sector.median_minutes)},
        "attributable": _attributable(sector.attributable),
    }


def _contributor(contributor: ContributorReplay) -> ReplayedContributor:
    return {
        "contributor": contributor.contributor,
        "posts": contributor.posts,
        "seen": number(contributor.seen),
        "alone": number(contributor.alone),
        "attributable": _attributable(contributor.attributable),
    }


def _attributable(attributable: Attributable) -> AttributablePart:
    return {
        "low": number(attributable.low),
        "likely": number(attributable.likely),
        "high": number(attributable.high),
        "by_day": number(attributable.by_day),
        "by_night": number(attributable.by_night),
    }
