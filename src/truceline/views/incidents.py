"""Incidents and counts of a bulletin in words: verdicts, times, provisions broken, evidence, rates and changes."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from truceline.agreement.holdings import Holding
from truceline.case import Case
from truceline.monitoring.bulletin import SectorCount, Tally
from truceline.monitoring.coverage_log import Period
from truceline.monitoring.incident_table import IncidentLine
from truceline.records.times import instant
from truceline.views.wording import count

VERDICT_WORDS = {
    "violation": "violation",
    "contested": "violation by one reading, not by the other",
    "undetermined": "undetermined",
    "permitted": "permitted",
    "out-of-scope": "out of scope",
}
"""Verdicts in words."""


def clock(at: datetime, zone: ZoneInfo) -> str:
    """Write a time in the bulletin's time zone."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def when(line: IncidentLine, zone: ZoneInfo) -> str:
    """Write the span in which an incident happened."""
    return span_of(int(line.start.timestamp()), int(line.end.timestamp()), zone)


def span_of(start: int, end: int, zone: ZoneInfo) -> str:
    """Write a span of time, given in seconds since 1970; its end without the day where that is the same."""
    first, last = (instant(at).astimezone(zone) for at in (start, end))
    if first.date() != last.date():
        return f"{first:%Y-%m-%d %H:%M}–{last:%Y-%m-%d %H:%M}"
    return f"{first:%Y-%m-%d %H:%M}" + ("" if end == start else f"–{last:%H:%M}")


def broken(line: IncidentLine, case: Case) -> list[str]:
    """List the provisions violated, each once; with the readings where these differ."""
    titles = {version.id: version.title for version in case.agreement.versions}
    found: dict[str, list[str]] = {}
    for reading in line.under:
        what = f"{reading.provision.title} ({reading.provision.clause.ref})"
        found.setdefault(what, []).append(titles.get(reading.version, ""))
    if line.verdict != "contested":
        return list(found)
    return [f"{what}: {', '.join(versions)}" for what, versions in found.items()]


def grounds(line: IncidentLine, case: Case) -> list[str]:
    """List what was given for who did it; kinds of evidence that never count say so."""
    kinds = {kind.id: kind for kind in case.agreement.vocabulary.evidence}
    others = {"other": "a third actor", "none": "nobody", "": "a place"}
    actors = {actor.id: actor.name for actor in case.actors} | others
    facts = {each.id: each for each in case.agreement.holdings}
    return [
        f"{kinds[kind].title}: {actors[points_to]}, given by {actors[given_by] if given_by else 'the monitors'}"
        + ("" if kinds[kind].points else " (never counts)")
        + (f": {_fact(facts[holding], case)}" if holding else "")
        for kind, points_to, given_by, holding in line.evidence
    ]


def _fact(holding: Holding, case: Case) -> str:
    # The fact, where it stands, and whose reading it is where it is contested.
    titles = {source.id: source.title for source in case.sources}
    versions = {version.id: version.title for version in case.agreement.versions}
    where = [holding.clause.ref, titles.get(holding.clause.source, ""), versions.get(holding.version, "")]
    return f"{holding.title} ({', '.join(filter(None, where))})"


def post_hours(row: SectorCount, period: Period) -> float:
    """Return the hours for which a sector's posts could have observed, had nothing kept them from it."""
    return row.posts * period.hours


def rate(tally: Tally) -> str:
    """Write violations per observable post-hour."""
    return "no observable hours" if tally.rate is None else f"{tally.rate:.2f}"


NOT_OBSERVED = "not observed"
"""What stands for a count where nobody looked."""


def seen(tally: Tally, what: str) -> str:
    """Write a count of a tally (``violations``, ``explosions``, ``training`` or ``once``), if anybody looked."""
    return count(getattr(tally, what)) if tally.looked else NOT_OBSERVED


def change(now: Tally, before: Tally) -> str:
    """Tell how the count changed: with the sign, or ``as before``; where nobody looked, nothing."""
    if not (now.looked and before.looked):
        return "–"
    difference = now.violations - before.violations
    return "as before" if difference == 0 else f"{difference:+,}".replace("-", "−")
