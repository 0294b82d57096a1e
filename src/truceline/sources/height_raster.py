"""Heights out of a GeoTIFF (or whatever else GDAL reads), which the extra ``terrain`` brings rasterio for."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from truceline.errors import SourceError
from truceline.siting.terrain import Terrain

MOST_CELLS = 100_000_000
"""The largest raster that is read, in cells: 800 MB of heights."""


def read_terrain(path: Path) -> Terrain:
    """Read the first band as heights in metres, brought to EPSG:4326 where it is in another system.

    Raises
    ------
    SourceError
        If rasterio is not there, or the file is unreadable, says no reference system, or is too large.
    """
    try:
        import rasterio
        from rasterio.vrt import WarpedVRT
    except ImportError as error:
        raise _fault(path, "needs rasterio; install truceline[terrain]") from error
    try:
        with rasterio.open(path) as source:
            if source.crs is None:
                raise _fault(path, "says no reference system; give a GeoTIFF that does")
            with WarpedVRT(source, crs="EPSG:4326", resampling=rasterio.enums.Resampling.bilinear) as raster:
                if raster.width * raster.height > MOST_CELLS:
                    raise _fault(path, f"has {raster.width:,} x {raster.height:,} cells; cut it to the line")
                heights = raster.read(1, masked=True, out_dtype="float64")
                grid = raster.transform
    except rasterio.errors.RasterioError as error:
        raise _fault(path, f"cannot be read ({str(error)[:120]}); check that it is a raster of heights") from error
    return Terrain(
        heights_m=np.ma.filled(heights, np.nan),
        west=grid.c + grid.a / 2,
        north=grid.f + grid.e / 2,
        step=(grid.a, -grid.e),
    )


def _fault(path: Path, what: str) -> SourceError:
    return SourceError("the heights cannot be used", (f"{path} | {what}",))
