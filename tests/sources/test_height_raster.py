"""Heights come out of a GeoTIFF as they went in, whatever its reference system."""

import numpy as np
import pytest

from truceline.errors import SourceError

rasterio = pytest.importorskip("rasterio", reason="the extra terrain is not installed")

from truceline.sources.height_raster import read_terrain  # noqa: E402  (after the check)

# rasterio's own use of the library affine
pytestmark = pytest.mark.filterwarnings("ignore:Use `@` matmul:PendingDeprecationWarning")


def write(path, heights, transform, crs, nodata=None):
    rows, columns = heights.shape
    shape = {"height": rows, "width": columns, "count": 1, "dtype": "float32"}
    with rasterio.open(path, "w", driver="GTiff", crs=crs, transform=transform, nodata=nodata, **shape) as file:
        file.write(heights.astype("float32"), 1)
    return path


def test_heights_lie_in_the_middle_of_their_cells(tmp_path):
    heights = np.arange(12.0).reshape(3, 4)
    heights[2, 3] = -9999
    grid = rasterio.transform.from_origin(10.0, 51.0, 0.1, 0.1)
    terrain = read_terrain(write(tmp_path / "a.tif", heights, grid, "EPSG:4326", nodata=-9999))

    assert terrain.height_m(np.array([10.05, 10.15, 10.10]), np.array([50.95, 50.85, 50.9])) == pytest.approx(
        [0, 5, 2.5]
    )
    assert np.isnan(terrain.heights_m[2, 3])
    assert np.isnan(terrain.height_m(np.array([9.0]), np.array([50.9]))).all()


def test_a_raster_in_metres_is_brought_to_longitude_and_latitude(tmp_path):
    from pyproj import Transformer

    heights = np.tile(np.arange(100.0), (100, 1))  # rises to the east by a metre a cell
    grid = rasterio.transform.from_origin(500_000, 5_550_000, 100, 100)
    terrain = read_terrain(write(tmp_path / "a.tif", heights, grid, "EPSG:32632"))
    to_degrees = Transformer.from_crs("EPSG:32632", "EPSG:4326", always_xy=True)
    lon, lat = to_degrees.transform(np.array([502_050.0, 507_050.0]), np.array([5_545_000.0, 5_545_000.0]))

    assert terrain.height_m(lon, lat) == pytest.approx([20, 70], abs=0.6)


def test_what_is_no_raster_is_refused(tmp_path):
    path = tmp_path / "a.tif"
    path.write_text("no raster")

    with pytest.raises(SourceError, match="is no GeoTIFF"):
        read_terrain(path)
    path.write_bytes(b"II*\0, and then no raster")
    with pytest.raises(SourceError, match="cannot be read"):
        read_terrain(path)
