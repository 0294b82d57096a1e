"""What a placemark of an incident says in data, so that a program reads the incident whole."""

from __future__ import annotations

from truceline.documents.bulletin import incident_part
from truceline.formats.xml_text import xml_text
from truceline.monitoring.incident_table import IncidentLine
from truceline.results.monitoring import Monitored

_OWN_WAYS = ("id", "start", "end", "lat", "lon")
"""What a placemark has ways of its own for."""


def extended_data(line: IncidentLine, made: Monitored) -> str:
    """Return the data of an incident's placemark in KML: what is filled and not said in ways of its own."""
    data = {name: str(value) for name, value in incident_part(line, made).items() if name not in _OWN_WAYS}
    return "".join(f'<Data name="{name}"><value>{xml_text(text)}</value></Data>' for name, text in data.items() if text)
