"""Everything that ``truceline monitor`` writes: the bulletin as page, text, tables, maps and JSON.

No file says who reported: sources do not leave, only how many reports tell of an incident. An incident's id holds
that of its first report.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from shapely import Point

from truceline.formats.geojson import feature_collection
from truceline.monitoring.bulletin import INCIDENT_UNIT, SectorCount, Tally
from truceline.monitoring.coverage_log import Watch
from truceline.monitoring.incident_table import IncidentLine
from truceline.monitoring.observations import UNIT
from truceline.render.bulletin import VERDICT_WORDS, bulletin_html, bulletin_markdown, change
from truceline.results.monitoring import Monitored

_KML_COLOURS = {"violation": "ffb27200", "contested": "ff0047b8", "undetermined": "ff5a7500"}
"""Colours of placemarks as KML writes them: alpha, blue, green, red."""

_FORMULA = ("=", "+", "-", "@", "\t", "\n")
_SIGNED = re.compile(r"[+-][0-9][0-9,.]*")


def bulletin_files(made: Monitored) -> dict[str, str]:
    """Give the text of every result file by its name; the same bulletin gives the same bytes."""
    return {
        "bulletin.json": json.dumps(bulletin_document(made), ensure_ascii=False, indent=1) + "\n",
        "bulletin.html": bulletin_html(made),
        "bulletin.md": bulletin_markdown(made),
        "sectors.csv": _csv(_sector_rows(made)),
        "observations.csv": _csv(_observation_rows(made)),
        "incidents.csv": _csv(_properties(line) for line in made.bulletin.lines),
        "incidents.geojson": feature_collection(
            (Point(line.lon, line.lat), _properties(line)) for line in made.bulletin.lines
        ),
        "incidents.kml": _kml(made),
    }


def bulletin_document(made: Monitored) -> dict[str, Any]:
    """Give the bulletin as one JSON document: what the evidence log holds of it."""
    bulletin = made.bulletin
    return {
        "truceline": made.version,
        "case": made.case.id,
        "from": bulletin.period.start.isoformat(),
        "until": bulletin.period.end.isoformat(),
        "units": {"observations": UNIT, "incidents": INCIDENT_UNIT},
        "observations": {
            "sectors": [_counted(row) for row in bulletin.sectors],
            "all": _counted(bulletin.total),
            "trend": [{"day": day.isoformat(), "sectors": dict(found)} for day, found in bulletin.trend],
        },
        "incidents": {
            "sectors": [
                {
                    "sector": row.sector,
                    "incidents": row.incidents,
                    "previous": row.previous,
                    "verdicts": dict(row.verdicts),
                    "verified": row.verified,
                    "attributed": row.attributed,
                }
                for row in bulletin.incidents
            ],
            "list": [_properties(line) for line in bulletin.lines],
        },
        "restrictions": [_watch(watch) for watch in bulletin.restrictions],
        "outages": [_watch(watch) for watch in bulletin.outages],
        "clocks": [
            {
                "step": clock.step.id,
                "incident": clock.incident,
                "counted_from": clock.step.clock_start,
                "due": clock.due.isoformat() if clock.due else None,
                "taken": clock.taken.isoformat() if clock.taken else None,
                "state": clock.state,
            }
            for clock in bulletin.clocks
        ],
        "preconditions": [
            {
                "id": each.precondition,
                "outcome": each.outcome,
                "silent_since": each.since.isoformat(),
                "breaking": list(each.breaking),
                "doubtful": list(each.doubtful),
                "reason": each.reason,
            }
            for each in bulletin.silences
        ],
        "not_applied": list(bulletin.astray),
        "claims": claims_document(made),
    }


def claims_document(made: Monitored) -> list[dict[str, Any]]:
    """Give both sides' claims beside the observed."""
    return [
        {
            "truce": row.truce,
            "category": row.category,
            "scope": row.scope,
            "claimed": {
                party: {"count": total.count, "at_least": total.at_least, "claims": list(total.ids)}
                for party, total in row.claimed.items()
            },
            "observed": dict(row.observed),
        }
        for row in made.bulletin.claimed.beside
    ]


def _counted(row: SectorCount) -> dict[str, Any]:
    return {"sector": row.sector, "posts": row.posts, "now": _tally(row.now), "previous": _tally(row.before)}


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "violations": tally.violations,
        "explosions": tally.explosions,
        "live_fire_training": tally.training,
        "each_incident_once": tally.once,
        "observable_post_hours": tally.hours,
        "violations_per_post_hour": None if tally.rate is None else round(tally.rate, 4),
    }


def _watch(watch: Watch) -> dict[str, str]:
    return {
        "post": watch.post,
        "sector": watch.sector,
        "from": watch.start.isoformat(),
        "until": watch.end.isoformat(),
        "state": watch.state,
        "note": watch.note,
    }


def _properties(line: IncidentLine) -> dict[str, object]:
    return {
        "id": line.id,
        "sector": line.sector,
        "start": line.start.isoformat(),
        "end": line.end.isoformat(),
        "lat": round(line.lat, 6),
        "lon": round(line.lon, 6),
        "radius_m": round(line.radius_m),
        "act": line.act,
        "weapon": line.weapon,
        "target": line.target,
        "reports": line.reports,
        "status": line.status,
        "verdict": line.verdict,
        "provisions": "; ".join(f"{v.provision}/{v.version}" if v.version else v.provision for v in line.under),
        "missing": "; ".join(line.missing),
        "zones": "; ".join(line.zones),
        "actor": line.actor or "undetermined",
        "confidence": line.confidence,
        "evidence": "; ".join(":".join(given) for given in line.evidence),
    }


def _sector_rows(made: Monitored) -> Iterator[dict[str, object]]:
    for row in (*made.bulletin.sectors, made.bulletin.total):
        yield {
            "sector": "all" if row is made.bulletin.total else row.sector or "outside",
            **_tally(row.now),
            "previous_violations": row.before.violations,
            "previous_explosions": row.before.explosions,
            "change": change(row.now, row.before).replace("−", "-"),
            "previous_violations_per_post_hour": _tally(row.before)["violations_per_post_hour"],
            "unit": UNIT,
        }


def _observation_rows(made: Monitored) -> Iterator[dict[str, object]]:
    found = made.bulletin.table
    text = ("id", "position", "distance", "bearing", "means", "number", "observation", "description", "weapon")
    for row in range(len(found)):
        yield {name: _own(getattr(found, name)[row]) for name in text} | {
            "start": int(found.start[row]),
            "end": int(found.end[row]),
            "assessed": "live-fire-training" if found.training[row] else "",
        }


def _own(value: Any) -> object:  # noqa: ANN401  (an element of any array)
    # An array's element as Python's own.
    return value.item() if hasattr(value, "item") else value


def _csv(rows: Iterable[Mapping[str, object]]) -> str:
    listed = [{key: _harmless(value) for key, value in row.items()} for row in rows]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(listed[0]) if listed else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(listed)
    return out.getvalue()


def _harmless(value: object) -> object:
    # A cell that a spreadsheet would take for a formula starts with a quote; a signed number stays one; None is empty.
    # Lines within a cell end with a line feed: a lone carriage return is not quoted, and would end the row.
    if not isinstance(value, str):
        return "" if value is None else value
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text[:1] in _FORMULA and not _SIGNED.fullmatch(text) else text


def _kml(made: Monitored) -> str:
    styles = "".join(
        f'<Style id="{verdict}"><IconStyle><color>{colour}</color></IconStyle></Style>\n'
        for verdict, colour in _KML_COLOURS.items()
    )
    marks = "".join(_placemark(line) for line in made.bulletin.lines)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n'
        f"<name>{escape(made.case.title)}: incidents</name>\n{styles}{marks}</Document></kml>\n"
    )


def _placemark(line: IncidentLine) -> str:
    what = (
        f"{line.act}; {VERDICT_WORDS[line.verdict]}; {line.status}; by {line.actor or 'undetermined'}; "
        f"place known to {line.radius_m / 1000:.1f} km; {line.reports} report(s)"
    )
    style = f"<styleUrl>{escape('#' + line.verdict)}</styleUrl>" if line.verdict in _KML_COLOURS else ""
    return (
        f"<Placemark id={quoteattr(line.id)}><name>{escape(line.act)}</name><description>{escape(what)}</description>"
        f"<TimeSpan><begin>{line.start.isoformat()}</begin><end>{line.end.isoformat()}</end></TimeSpan>{style}"
        f"<Point><coordinates>{line.lon:.6f},{line.lat:.6f}</coordinates></Point></Placemark>\n"
    )
