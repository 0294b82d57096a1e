"""Map files that name an address: nothing calls it. A listener on loopback would hear."""

import threading
from contextlib import closing
from socket import create_connection, create_server

import numpy as np
import pytest

from truceline.errors import SourceError
from truceline.sources.height_raster import read_terrain
from truceline.sources.line_shapes import read_shapes

RASTER = """<VRTDataset rasterXSize="2" rasterYSize="2"><SRS>EPSG:4326</SRS><GeoTransform>10,1,0,50,0,-1</GeoTransform>
<VRTRasterBand dataType="Float32" band="1"><SimpleSource><SourceFilename relativeToVRT="0">{where}</SourceFilename>
</SimpleSource></VRTRasterBand></VRTDataset>"""
SHAPES = """<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource relativeToVRT="0">{where}</SrcDataSource>
<SrcLayer>a</SrcLayer></OGRVRTLayer></OGRVRTDataSource>"""
PATHS = ("/vsicurl/http://{host}/a.tif", "http://{host}/a.tif", "/vsicurl_streaming/http://{host}/a.gpkg")


class Listener:
    """Counts who calls, and hangs up."""

    def __init__(self):
        self._server = create_server(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{self._server.getsockname()[1]}"
        self.calls = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            caller, _ = self._server.accept()
            with closing(caller):
                if caller.recv(4) == b"done":
                    return
                self.calls += 1

    def heard(self):
        """Count the calls so far, once this last one has been answered."""
        with create_connection(self._server.getsockname()) as last:
            last.sendall(b"done")
            last.recv(1)
        self._server.close()
        return self.calls


@pytest.fixture
def listener():
    return Listener()


@pytest.mark.parametrize("where", PATHS)
@pytest.mark.parametrize("name", ["a.tif", "a.vrt", "a.TIFF"])
def test_a_virtual_raster_calls_nobody(tmp_path, listener, name, where):
    pytest.importorskip("rasterio", reason="the extra terrain is not installed")
    path = tmp_path / name
    path.write_text(RASTER.format(where=where.format(host=listener.host)))

    with pytest.raises(SourceError, match="is no GeoTIFF; give one"):
        read_terrain(path)
    assert listener.heard() == 0


@pytest.mark.parametrize("where", PATHS)
@pytest.mark.parametrize("name", ["a.gpkg", "a.shp", "a.vrt", "a.fgb", "a.zip", "a.gml", "a.GPKG"])
def test_a_virtual_layer_calls_nobody(tmp_path, listener, name, where):
    pytest.importorskip("pyogrio", reason="the extra formats is not installed")
    path = tmp_path / name
    path.write_text(SHAPES.format(where=where.format(host=listener.host)))

    with pytest.raises(SourceError, match=r"file inside; save it anew|ending that is not read; give \.geojson"):
        read_shapes(path)
    assert listener.heard() == 0


@pytest.mark.filterwarnings("ignore:Use `@` matmul:PendingDeprecationWarning")
def test_a_geotiff_that_names_overviews_elsewhere_calls_nobody(tmp_path, listener):
    rasterio = pytest.importorskip("rasterio", reason="the extra terrain is not installed")
    path = tmp_path / "a.tif"
    shape = {"height": 64, "width": 64, "count": 1, "dtype": "float32", "crs": "EPSG:4326"}
    with rasterio.open(path, "w", transform=rasterio.transform.from_origin(10, 50, 0.1, 0.1), **shape) as file:
        file.write(np.ones((64, 64), dtype="float32"), 1)
        file.update_tags(ns="OVERVIEWS", OVERVIEW_FILE=f"/vsicurl/http://{listener.host}/a.ovr")
    for beside in ("a.tif.ovr", "a.tif.msk", "a.tif.aux.xml"):
        (tmp_path / beside).write_text(RASTER.format(where=f"/vsicurl/http://{listener.host}/a.tif"))

    assert read_terrain(path).heights_m.max() == 1
    assert listener.heard() == 0


@pytest.mark.parametrize("where", ["http://127.0.0.1:9/a.tif", "/vsicurl/http://127.0.0.1:9/a.tif", "/vsimem/a.tif"])
def test_an_address_is_no_file(tmp_path, where, monkeypatch):
    from pathlib import Path

    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError, match="No such file"):
        read_terrain(Path(where))
    with pytest.raises(SourceError, match="No such file"):
        read_shapes(Path(where))


def test_a_geopackage_with_a_view_that_never_ends_is_refused_before_it_is_asked(tmp_path):
    pyogrio = pytest.importorskip("pyogrio", reason="the extra formats is not installed")
    import sqlite3

    import shapely

    path = tmp_path / "held.gpkg"
    line = shapely.to_wkb(np.array([shapely.LineString([(1, 1), (2, 2)])]))
    pyogrio.raw.write(path, line, [np.array(["a"], dtype=object)], ["a"], geometry_type="LineString", crs="EPSG:4326")
    assert len(read_shapes(path).lines) == 1
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS fid, geom, a FROM n, kept"
    with closing(sqlite3.connect(path)) as base:
        for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            base.execute(f'DROP TRIGGER "{name}"')
        base.execute("ALTER TABLE held RENAME TO kept")
        base.execute(f"CREATE VIEW held AS {endless}")
        base.commit()

    with pytest.raises(SourceError, match="holds the view 'held', and only tables are read"):
        read_shapes(path)
