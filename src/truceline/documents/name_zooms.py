"""From which zoom a map writes the name of a place, so that few names stand on it while much of it is seen."""

from __future__ import annotations

import numpy as np

from truceline.agreement.line import Floats, ecef

APART_PX = 70
"""Names stand no nearer to one another: about a name of ten letters."""

_EQUATOR_M, _TILE_PX = 40_075_017.0, 512
_ZOOMS = range(3, 13)


def name_zooms(places: Floats) -> tuple[int, ...]:
    """Give each place, those whose names matter most first, the zoom from which its name is written.

    ``places`` is (n, 2) longitude and latitude in degrees. At each zoom, from far to near, a name is written where no
    other that is written stands within `APART_PX` pixels of a web map (512 to a tile); from the last zoom on all are. A
    name that is written once stays. Time grows with the square of the number of places.
    """
    lon, lat = places[:, 0], places[:, 1]
    at, zooms = ecef(lon, lat), np.full(len(places), _ZOOMS.stop)
    for zoom in _ZOOMS:
        apart = APART_PX * _EQUATOR_M * np.cos(np.radians(lat)) / (_TILE_PX * 2**zoom)
        for n in range(len(places)):
            written = at[zooms <= zoom]
            if zooms[n] > zoom and not (np.linalg.norm(written - at[n], axis=1) < apart[n]).any():
                zooms[n] = zoom
    return tuple(zooms.tolist())
