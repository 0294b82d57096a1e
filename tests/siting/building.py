"""Small made-up lines, sites and parameters for the tests of the siting room."""

import numpy as np
from scipy.sparse import csr_array
from shapely import LineString, Point, box

from truceline.agreement.line import segments
from truceline.records.places import Line, Sector, Site
from truceline.siting.plan import SitingParameters

SECTORS = (Sector("west", "West", box(35, 47, 37, 49)), Sector("east", "East", box(37, 47, 39, 49)))
NUMBERS = {
    "post_range_day_km": 8.0,
    "post_range_night_km": 3.0,
    "post_peak_day": 0.9,
    "post_peak_night": 0.7,
    "detection_shape": 2.0,
    "orbit_range_day_km": 60.0,
    "orbit_range_night_km": 40.0,
    "orbit_peak_day": 0.5,
    "orbit_peak_night": 0.4,
    "orbit_on_station_h": 12.0,
    "orbit_transit_h": 1.5,
    "orbit_ground_h": 10.0,
    "orbit_availability": 0.6,
    "response_alert_min": 15.0,
    "response_speed_kmh": 40.0,
    "response_within_min": 60.0,
    "detour_factor": 1.4,
}


def parameters(**changes):
    return SitingParameters(**(NUMBERS | changes))


def straight(every_m=2_000.0, sectors=SECTORS):
    """A line of about 150 km from west to east, half of it in each sector."""
    geometry = LineString([(36, 48), (38, 48)])
    return segments(Line("front", "2031-03-01", "ash", geometry, "src", ""), sectors, every_m)


def sites(number, kind="post", south=0.02):
    """Sites evenly along the line, a little south of it, named by kind and number from west to east."""
    lon = np.linspace(36.03, 37.97, number)
    return tuple(Site(f"{kind}-{i}", f"Place {i}", kind, Point(x, 48 - south), "src") for i, x in enumerate(lon))


def matrix(rng, sites, demands, *, share=0.4, gradual=True):
    """A made-up detection matrix (sites, demands), dense and sparse."""
    values = rng.uniform(0.05, 1.0, (sites, demands)) if gradual else np.ones((sites, demands))
    dense = np.where(rng.uniform(size=(sites, demands)) < share, values, 0.0)
    return dense, csr_array(dense)
