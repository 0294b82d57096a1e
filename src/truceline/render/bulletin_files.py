"""Everything that ``truceline monitor`` writes: the bulletin as page, text, tables, maps and JSON.

No file says who reported: native ids, senders and remarks do not leave. A report bears its own id, and names its
source where that is a position, a feed's or one that the case gives a title.
"""

from __future__ import annotations

from collections.abc import Mapping

from truceline.documents.bulletin import bulletin_document, entry_part
from truceline.documents.incident_features import incident_features
from truceline.documents.tables.bulletin import (
    context_table,
    incidents_table,
    links_table,
    observations_table,
    reports_table,
    sectors_table,
)
from truceline.documents.tables.casualties import casualties_table
from truceline.documents.tables.table import Table
from truceline.formats.csv_table import csv_text
from truceline.formats.geojson import feature_collection
from truceline.formats.json_text import json_text
from truceline.formats.xml_text import xml_text
from truceline.monitoring.incident_table import IncidentLine
from truceline.render.bulletin import bulletin_html, bulletin_markdown
from truceline.render.kml_data import extended_data
from truceline.render.labels import ENGLISH
from truceline.render.maps import bulletin_map
from truceline.results.issues import DRAFT
from truceline.results.monitoring import Monitored
from truceline.views.context import context_sentence
from truceline.views.evidence import entry_words
from truceline.views.incidents import VERDICT_WORDS
from truceline.views.issues import page_marks
from truceline.views.membership import became
from truceline.views.places_in_words import place_words

_KML_COLOURS = {"violation": "ffb27200", "contested": "ff0047b8", "undetermined": "ff5a7500"}
"""Colours of placemarks as KML writes them: alpha, blue, green, red."""
_REPORTS = 20
"""The most reports that a placemark names."""


def bulletin_files(made: Monitored, language: str = ENGLISH) -> dict[str, str]:
    """Return the text of every result file by its name; the same bulletin gives the same bytes.

    Page and text are in the ``language``; what programs read is the same in all.
    """
    files = {
        "bulletin.json": json_text(bulletin_document(made)),
        "bulletin.html": bulletin_html(made, language),
        "bulletin.md": bulletin_markdown(made, language),
        "sectors.csv": csv_text(_with_entry(sectors_table(made), made)),
        "observations.csv": csv_text(_with_entry(observations_table(made), made)),
        "incidents.csv": csv_text(_with_entry(incidents_table(made), made)),
        "reports.csv": csv_text(_with_entry(reports_table(made), made)),
        "links.csv": csv_text(_with_entry(links_table(made.membership), made)),
        "incidents.geojson": feature_collection(incident_features(made), _members(made)),
        "incidents.kml": _kml(made),
    }
    if context_sentence(made.bulletin):
        files["context.csv"] = csv_text(_with_entry(context_table(made), made))
    if (casualties := casualties_table(made)).rows:
        files["casualties.csv"] = csv_text(_with_entry(casualties, made))
    return files


def written_of(made: Monitored, language: str = ENGLISH) -> dict[str, str | bytes]:
    """Return all that is written of a bulletin by name: its texts, and ``bulletin.gpkg`` with its map."""
    return {**bulletin_files(made, language), "bulletin.gpkg": bulletin_map(made)}


def _with_entry(table: Table, made: Monitored) -> Table:
    # A table has no other place for it than a column; one without rows names no entry, and is known by its hash alone.
    if made.entry is None:
        return table
    name = (made.entry.log, made.entry.entry)
    rows = tuple((*row, *name) for row in table.rows)
    return Table((*table.columns, "evidence_log", "evidence_entry"), rows)


def _members(made: Monitored) -> Mapping[str, object]:
    members: dict[str, object] = {"state": made.issue.state, "known_at": made.known.at.isoformat()}
    if made.case.marking:
        members["marking"] = made.case.marking
    if made.entry is not None:
        members["evidence"] = entry_part(made.entry)
    return members


def _kml(made: Monitored) -> str:
    styles = "".join(
        f'<Style id="{verdict}"><IconStyle><color>{colour}</color></IconStyle></Style>\n'
        for verdict, colour in _KML_COLOURS.items()
    )
    title = f"{made.case.title}: incidents" + (" (DRAFT)" if made.issue.state == DRAFT else "")
    marks = "".join(_placemark(line, made) for line in made.bulletin.lines)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n'
        f"<name>{xml_text(title)}</name>\n{_kml_entry(made)}{styles}{marks}</Document></kml>\n"
    )


def _kml_entry(made: Monitored) -> str:
    words = [*page_marks(made), *([entry_words(made.entry)] if made.entry else [])]
    return f"<description>{xml_text('. '.join(words))}</description>\n" if words else ""


def _some(ids: tuple[str, ...]) -> str:
    more = f" and {len(ids) - _REPORTS} more in reports.csv" if len(ids) > _REPORTS else ""
    return ", ".join(ids[:_REPORTS]) + more


def _placemark(line: IncidentLine, made: Monitored) -> str:
    where = f"{place}; " if (place := place_words(line)) else ""
    what = (
        f"{line.act}; {VERDICT_WORDS[line.verdict]}; {line.status}; by {line.actor or 'undetermined'}; "
        f"{where}place known to {line.radius_m / 1000:.1f} km; {line.reports} report(s): {_some(line.report_ids)}"
    ) + "".join(f"; {each}" for each in became(made, line.id))
    style = f"<styleUrl>{xml_text('#' + line.verdict)}</styleUrl>" if line.verdict in _KML_COLOURS else ""
    return (
        f'<Placemark id="{xml_text(line.id)}"><name>{xml_text(line.act)}</name>'
        f"<description>{xml_text(what)}</description>"
        f"<TimeSpan><begin>{line.start.isoformat()}</begin><end>{line.end.isoformat()}</end></TimeSpan>{style}"
        f"<ExtendedData>{extended_data(line, made)}</ExtendedData>"
        f"<Point><coordinates>{line.lon:.6f},{line.lat:.6f}</coordinates></Point></Placemark>\n"
    )
