"""Heights out of a GeoTIFF, which the extra ``terrain`` brings rasterio for.

GDAL opens much more than files: a few hundred bytes of VRT name another file or an address, whatever the ending of the
file they are in. So only GeoTIFF is read, from the bytes of one file: nothing beside it, and nothing that it names.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from truceline.errors import SourceError
from truceline.formats.files import MIB, read_file
from truceline.siting.terrain import Terrain

MOST_CELLS = 100_000_000
"""The largest raster that is read, in cells: 800 MB of heights."""

LARGEST = 1024 * MIB
"""The largest file of heights that is read, in bytes."""

_SUMMARY = "the heights cannot be used"
_MARKS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")  # TIFF and BigTIFF
_OFFLINE = {"CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}", "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR"}


def read_terrain(path: Path) -> Terrain:
    """Read the first band as heights in metres, brought to EPSG:4326 where it is in another system.

    Raises
    ------
    SourceError
        If rasterio is not there, or the file is unreadable, too large, no GeoTIFF, or says no reference system.
    """
    data = read_file(path, _SUMMARY, LARGEST)
    if not data.startswith(_MARKS):
        raise _fault(path, "is no GeoTIFF; give one (gdal_translate makes it of other rasters)")
    try:
        import rasterio
        from rasterio.vrt import WarpedVRT
    except ImportError as error:
        raise _fault(path, "needs rasterio; install truceline[terrain]") from error
    try:
        with rasterio.Env(**_OFFLINE), rasterio.MemoryFile(data) as file, file.open(driver="GTiff") as source:
            if source.crs is None:
                raise _fault(path, "says no reference system; give a GeoTIFF that does")
            with WarpedVRT(source, crs="EPSG:4326", resampling=rasterio.enums.Resampling.bilinear) as raster:
                if raster.width * raster.height > MOST_CELLS:
                    raise _fault(path, f"has {raster.width:,} x {raster.height:,} cells; cut it to the line")
                heights = raster.read(1, masked=True, out_dtype="float64")
                grid = raster.transform
    except rasterio.errors.RasterioError as error:
        raise _fault(path, f"cannot be read ({str(error)[:120]}); check that it is a GeoTIFF of heights") from error
    return Terrain(
        heights_m=np.ma.filled(heights, np.nan),
        west=grid.c + grid.a / 2,
        north=grid.f + grid.e / 2,
        step=(grid.a, -grid.e),
    )


def _fault(path: Path, what: str) -> SourceError:
    return SourceError(_SUMMARY, (f"{path} | {what}",))
