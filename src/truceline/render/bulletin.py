"""The bulletin as HTML and Markdown, from one view of it, so that both say the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import shapely
from markupsafe import Markup
from numpy.typing import NDArray

from truceline.agreement.line import vertices_m
from truceline.case import Case
from truceline.monitoring.bulletin import INCIDENT_UNIT, Tally
from truceline.monitoring.coverage_log import STATES
from truceline.monitoring.incident_table import IncidentLine
from truceline.monitoring.observations import UNIT
from truceline.render.drawn import drawn
from truceline.render.html import Filter, environment, page
from truceline.render.pictures.map import Ground, Place, line_map
from truceline.render.pictures.trend import trend_bars
from truceline.results.belt_grounds import belt_grounds
from truceline.results.monitoring import Monitored
from truceline.results.names import names_of
from truceline.views import wording

MARKS = {"violation": 0, "contested": 1, "undetermined": 2, "permitted": 3, "out-of-scope": 3}
"""The colour and shape of an incident on the map, by its verdict."""

VERDICT_WORDS = {
    "violation": "violation",
    "contested": "violation by one reading, not by the other",
    "undetermined": "undetermined",
    "permitted": "permitted",
    "out-of-scope": "out of scope",
}
_DRAWN_M = 5_000.0


def bulletin_html(made: Monitored) -> str:
    """Write the bulletin as one HTML page without any outside resource; the same bulletin gives the same bytes."""
    context = _context(made) | {"map": _map(made), "trend": _trend(made)}
    return page("bulletin.html.j2", filters=_filters(made), **context)


def bulletin_markdown(made: Monitored) -> str:
    """Write the bulletin as Markdown: the same tables, without pictures."""
    template = environment(_filters(made), escaped=False).get_template("bulletin.md.j2")
    return template.render(_context(made)) + "\n"


def _filters(made: Monitored) -> Mapping[str, Filter]:
    zone = ZoneInfo(made.bulletin.zone)
    return {
        "at": lambda at: _clock(at, zone),
        "when": lambda line: _span(int(line.start.timestamp()), int(line.end.timestamp()), zone),
        "broken": lambda line: _broken(line, made.case),
        "grounds": lambda line: _grounds(line, made.case),
        "cell": _cell,
        "rate": lambda tally: "no observable hours" if tally.rate is None else f"{tally.rate:.2f}",
        "change": change,
    }


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def _cell(text: object) -> str:
    # A Markdown table's cell: what would end it or start markup is escaped.
    found = " ".join(str(text).split())
    for mark in "\\|*_`<>[]":
        found = found.replace(mark, "\\" + mark)
    return found


def change(now: Tally, before: Tally) -> str:
    """Tell how the count changed: with the sign, or ``as before``."""
    difference = now.violations - before.violations
    return "as before" if difference == 0 else f"{difference:+,}".replace("-", "−")


def _context(made: Monitored) -> dict[str, Any]:
    case, bulletin = made.case, made.bulletin
    return {
        "made": made,
        "case": case,
        "b": bulletin,
        "counted": (*bulletin.sectors, bulletin.total),
        "kind": "Daily" if bulletin.period.hours <= 24 else "Weekly" if bulletin.period.hours <= 168 else "Periodic",
        "unit": UNIT,
        "incident_unit": INCIDENT_UNIT,
        "sectors": {sector.id: sector.name for sector in case.sectors} | {"": "Outside all sectors"},
        "sites": {site.id: site.name for site in case.sites},
        "actors": {actor.id: actor.name for actor in case.actors},
        "states": STATES,
        "verdicts": VERDICT_WORDS,
        "words": _words(case),
        "zones": {zone.id: zone.title for zone in case.agreement.zones},
        "versions": {version.id: version.title for version in case.agreement.versions} | {"": "every reading"},
        "numbers": {line.id: n for n, line in enumerate(bulletin.lines, start=1)},
        "findings": _findings(made),
        "by_zone": _by_zone(made),
        "table": _table(made),
        "parties": sorted({party for row in bulletin.claimed.beside for party in row.claimed}),
        "due": [clock for clock in bulletin.clocks if clock.due is not None or clock.taken is not None],
        "preconditions": {each.id: each for each in case.agreement.preconditions},
        "waiting": _waiting(made),
    }


def _words(case: Case) -> Mapping[str, str]:
    words = case.agreement.vocabulary
    titles = {term.id: term.title for terms in (words.acts, words.weapons, words.targets) for term in terms}
    return titles | {"": "not known"}


def _findings(made: Monitored) -> list[str]:
    # The bottom line, in the form that the OSCE SMM published.
    bulletin = made.bulletin
    names = {sector.id: sector.name for sector in made.case.sectors} | {"": "ground outside all sectors"}
    return [
        f"{names[row.sector]}: {wording.plural(row.now.violations, 'ceasefire violation')}, "
        f"including {wording.plural(row.now.explosions, 'explosion')}"
        + (f"; {wording.count(row.now.training)} assessed as live-fire training" if row.now.training else "")
        + f". In the previous period: {wording.plural(row.before.violations, 'ceasefire violation')}."
        for row in bulletin.sectors
    ]


def _by_zone(made: Monitored) -> list[tuple[str, int, int]]:
    rows = []
    for zone in made.case.agreement.zones:
        inside = [line for line in made.bulletin.lines if zone.id in line.zones]
        rows.append((zone.title, len(inside), sum(line.violation for line in inside)))
    return rows


def _table(made: Monitored) -> list[dict[str, Any]]:
    found, zone = made.bulletin.table, ZoneInfo(made.bulletin.zone)
    sites = {site.id: site.name for site in made.case.sites}
    return [
        {
            "id": str(found.id[row]),
            "position": sites.get(str(found.position[row]), str(found.position[row])),
            "location": _location(str(found.distance[row]), str(found.bearing[row])),
            "means": str(found.means[row]),
            "number": int(found.number[row]),
            "observation": str(found.observation[row]).replace("-", " "),
            "description": str(found.description[row])
            + ("; assessed as live-fire training" if found.training[row] else ""),
            "weapon": str(found.weapon[row]),
            "when": _span(int(found.start[row]), int(found.end[row]), zone),
        }
        for row in sorted(range(len(found)), key=lambda row: (int(found.start[row]), str(found.id[row])))
    ]


def _location(distance: str, bearing: str) -> str:
    return (
        "N/K" if distance == bearing == "N/K" else f"{distance} km {bearing}" if distance != "N/K" else f"N/K {bearing}"
    )


def _span(start: int, end: int, zone: ZoneInfo) -> str:
    first, last = (datetime.fromtimestamp(at, zone) for at in (start, end))
    if first.date() != last.date():
        return f"{first:%Y-%m-%d %H:%M}–{last:%Y-%m-%d %H:%M}"
    return f"{first:%Y-%m-%d %H:%M}" + ("" if end == start else f"–{last:%H:%M}")


def _broken(line: IncidentLine, case: Case) -> list[str]:
    # The provisions violated, each once; with the readings where these differ.
    titles = {version.id: version.title for version in case.agreement.versions}
    found: dict[str, list[str]] = {}
    for verdict in line.under:
        found.setdefault(f"{verdict.title} ({verdict.clause.ref})", []).append(titles.get(verdict.version, ""))
    if line.verdict != "contested":
        return list(found)
    return [f"{what}: {', '.join(versions)}" for what, versions in found.items()]


def _grounds(line: IncidentLine, case: Case) -> list[str]:
    # What was given for who did it, in words; kinds that never count say so.
    kinds = {kind.id: kind for kind in case.agreement.vocabulary.evidence}
    actors = {actor.id: actor.name for actor in case.actors} | {
        "other": "a third actor",
        "none": "nobody",
        "": "a place",
    }
    return [
        f"{kinds[kind].title}: {actors[points_to]}, given by {actors[given_by] if given_by else 'the monitors'}"
        + ("" if kinds[kind].points else " (never counts)")
        for kind, points_to, given_by in line.evidence
    ]


def _waiting(made: Monitored) -> list[tuple[str, str, int]]:
    # Steps whose clock has not started, with the reason and for how many violations.
    found: dict[tuple[str, str], int] = {}
    for clock in made.bulletin.clocks:
        if clock.due is None and clock.taken is None:
            key = (clock.step.title, clock.state)
            found[key] = found.get(key, 0) + 1
    return [(*key, number) for key, number in found.items()]


def _trend(made: Monitored) -> Markup:
    ids = [*(sector.id for sector in made.case.sectors), ""]
    return trend_bars(made.bulletin.trend, ids, "Observations by day and sector")


def _map(made: Monitored) -> Markup:
    case, own = made.case, made.case.line if made.case.has_line else None
    shown = vertices_m(own, _DRAWN_M)[0] if own else np.empty((0, 2))
    ground = Ground(
        crs=case.metric_crs,
        line=shown,
        pieces=tuple(shown[n : n + 2] for n in range(len(shown) - 1)) if own else _watched(case),
        others=tuple(
            (f"another line, {drawn(line, names_of(case))}", vertices_m(line, _DRAWN_M)[0])
            for line in case.lines
            if line is not own
        ),
        sectors=tuple((s.name, shapely.get_coordinates(s.geometry.exterior)) for s in case.sectors),
        belts=tuple(
            (part.title, shapely.get_coordinates(face.exterior))
            for part, area in belt_grounds(case)
            for face in shapely.get_parts(area)
        ),
    )
    places = [_place(n, line) for n, line in enumerate(made.bulletin.lines, start=1)]
    return line_map(ground, places, {}, "Incidents of the period along the line")


def _watched(case: Case) -> tuple[NDArray[np.float64], ...]:
    places = [site.geometry for site in case.sites if site.kind == "watch"]
    return tuple(shapely.get_coordinates(each) for each in (*places, *(road.geometry for road in case.roads)))


def _place(number: int, line: IncidentLine) -> Place:
    hint = f"{line.act}, {VERDICT_WORDS[line.verdict]}, known to {line.radius_m / 1000:.1f} km"
    return Place(str(number), "post", line.lon, line.lat, MARKS[line.verdict], hint)
