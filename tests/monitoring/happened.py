"""Incidents for tests, near the meridian of tests/agreement/building.py."""

from pyproj import Geod

from tests.agreement.building import MERIDIAN, at
from truceline.monitoring.incidents import Incident

GEOD = Geod(ellps="WGS84")


def east(metres):
    """Longitude of the place so many metres east of the line, at 48 degrees north."""
    return GEOD.fwd(MERIDIAN, 48.0, 90, metres)[0]


def incident(name="in-1", act="shelling", metres=5_000.0, **given):
    start = given.pop("start", at(6))
    fields = {"lon": east(metres), "lat": 48.0, "radius_m": 100.0, "start": start, "end": given.pop("end", start)}
    return Incident(**(fields | {"id": name, "act": act} | given))
