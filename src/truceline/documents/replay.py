"""What each scenario's force would have seen and reached of past reports, as a document."""

from __future__ import annotations

from collections.abc import Mapping

from truceline.case import Case
from truceline.documents.envelope import envelope
from truceline.documents.numbers import minutes, number
from truceline.exercise.attributable import RULE, Attributable
from truceline.exercise.replay import CENSUS, ContributorReplay, Replay, SectorReplay

Document = dict[str, object]

FORMAT = 2


def replay_document(found: Mapping[str, Replay], case: Case, *, version: str) -> Document:
    """Give a replay as the document that ``replay.json`` holds: expected numbers of incidents, by scenario."""
    body: Document = {
        "case": case.id,
        "scenarios": {name: _scenario(each) for name, each in found.items()},
        "attribution": RULE,
        "note": CENSUS,
    }
    return envelope("replay", FORMAT, body, version=version)


def _scenario(each: Replay) -> Document:
    return {
        "incidents": len(each.past),
        "reports": int(each.past.reports.sum()),
        "seen": number(each.seen),
        "attributable": _attributable(each.attributable),
        "sectors": [_sector(sector) for sector in each.sectors],
        "contributors": [_contributor(contributor) for contributor in each.contributors],
        "would_have_seen_more": [{"what": c.what, "incidents": number(c.incidents)} for c in each.catches],
    }


def _sector(sector: SectorReplay) -> Document:
    return {
        "sector": sector.sector,
        "incidents": sector.incidents,
        "seen": number(sector.seen),
        "in_time": sector.in_time,
        "response_minutes": {"median": minutes(sector.median_minutes)},
        "attributable": _attributable(sector.attributable),
    }


def _contributor(contributor: ContributorReplay) -> Document:
    return {
        "contributor": contributor.contributor,
        "posts": contributor.posts,
        "seen": number(contributor.seen),
        "alone": number(contributor.alone),
        "attributable": _attributable(contributor.attributable),
    }


def _attributable(found: Attributable) -> Document:
    return {
        "low": number(found.low),
        "likely": number(found.likely),
        "high": number(found.high),
        "by_day": number(found.by_day),
        "by_night": number(found.by_night),
    }
