"""The map of a bulletin, read back by GDAL: typed and marked whatever it holds, and the same incidents as its table."""

import csv
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pyogrio
import pytest
import shapely

from truceline.services.monitor import monitor
from truceline.services.new import new
from truceline.services.verify import verify

AT = datetime(2031, 4, 1, tzinfo=UTC)
LAYERS = {"incidents": "Point", "sectors": "MultiPolygon", "lines": "MultiLineString", "sites": "Point"}
REPORT = "id,source,time,lat,lon,radius_m,act\nr-1,a,2031-03-20T10:00:00Z,1.6,2.2,500,shelling\n"


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """The run of a case without a report, and a signed one of the same case with one."""
    folder = tmp_path_factory.mktemp("map")
    case = new(folder / "case", purpose="monitoring").result
    monitor(case, at=AT, out=folder / "empty")
    (case / "reports").mkdir()
    (case / "reports" / "r.csv").write_text(REPORT, encoding="utf-8")
    head = case / "case.toml"
    head.write_text(head.read_text(encoding="utf-8") + 'marking = "For the parties"\n', encoding="utf-8")
    monitor(case, at=AT, key=folder / "key.pem", new_key=True, out=case / "runs" / "signed")
    return folder / "empty", case / "runs" / "signed"


def test_layers_have_their_types_and_columns_also_where_they_are_empty(runs):
    seen = []
    for run in runs:
        file = run / "bulletin.gpkg"
        infos = {name: pyogrio.read_info(file, layer=name) for name, _ in pyogrio.list_layers(file)}
        assert {name: infos[name]["geometry_type"] for name in LAYERS} == LAYERS
        seen.append({name: (list(info["fields"]), list(info["dtypes"])) for name, info in infos.items()})
        assert [infos[name]["features"] for name in ("sectors", "sites")] == [2, 2]
        assert infos["incidents"]["features"] == (run.name == "signed")
    assert seen[0] == seen[1]
    fields, types = seen[0]["incidents"]
    assert [types[fields.index(name)] for name in ("id", "lat", "radius_m", "reports")] == ["object", *["float64"] * 3]


def test_incidents_are_those_of_the_table_and_name_the_entry(runs):
    file = runs[1] / "bulletin.gpkg"
    meta, _, geometry, values = pyogrio.raw.read(file, layer="incidents")
    told = {name: column[0] for name, column in zip(meta["fields"], values, strict=True)}
    with (runs[1] / "incidents.csv").open(encoding="utf-8") as table:
        (row,) = csv.DictReader(table)

    assert [told[name] for name in ("id", "sector", "act", "evidence_entry")] == [
        row[name] for name in ("id", "sector", "act", "evidence_entry")
    ]
    assert shapely.from_wkb(geometry)[0] == shapely.Point(float(row["lon"]), float(row["lat"]))
    with closing(sqlite3.connect(file)) as database:
        assert {row[0] for row in database.execute("SELECT description FROM gpkg_contents")} == {"For the parties"}


def test_a_map_is_signed_with_the_bulletin_and_one_that_was_altered_is_named(runs, tmp_path):
    file = runs[1] / "bulletin.gpkg"
    assert "bulletin.gpkg: signed in entry" in verify(file, runs[1].parent / "evidence.jsonl").text

    other = tmp_path / "bulletin.gpkg"
    other.write_bytes(file.read_bytes().replace(b"shelling", b"mistakes"))
    done = verify(other, runs[1].parent / "evidence.jsonl")
    assert "was altered: it names entry" in done.text
