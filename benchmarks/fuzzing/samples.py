"""Good files for every door, made by the program itself where it writes them, by hand where it only reads them."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).resolve().parents[2]
Command = Callable[..., None]

MAPPINGS = {
    "csv": "columns: {id: id, time: time, lat: lat, lon: lon, radius_m: radius, act: act}\nconstants: {source: cell}\n",
} | dict.fromkeys(
    ("geojson", "kml"),
    "columns: {id: id, time: time, lat: lat, lon: lon, act: act}\nconstants: {source: cell, radius_m: '200'}\n",
)
MAPPING = "name: cell\nkind: report\nzone: Etc/UTC\n"
ROWS = [(f"r{n}", f"2025-03-{5 + n:02}T1{n}:00:00Z", 1.3 + n / 50, 2.8 + n / 10) for n in range(10)]
REPORTS = "id,source,time,lat,lon,radius_m,act,weapon,time_end,date_only,received\n" + "".join(
    f"{name},{'patrol' if lat < 1.4 else 'camera'},{time},{lat:.4f},{lon:.4f},200,shelling,,,,\n"
    for name, time, lat, lon in ROWS
)
ARTICLE = """Ministers meet over the two rivers

By a reporter. 12 March 2031

Prime Minister Anna Reed of Ash said on Tuesday: "We will send 2,000 soldiers if there is a mandate."
The defence minister of Birch told reporters yesterday that "no troops will go without a vote".
An official who asked not to be named said the council had agreed on nothing.
"""
HTML = """<!DOCTYPE html><html lang="en"><head><title>Ministers meet</title>
<meta property="article:published_time" content="2031-03-12T10:00:00Z"><script>x()</script></head>
<body><nav>Home</nav><article><h1>Ministers meet</h1>{}</article></body></html>"""
DNA = """
CREATE TABLE DOCUMENTS(ID INTEGER NOT NULL PRIMARY KEY, Title TEXT NOT NULL, Date INTEGER NOT NULL);
CREATE TABLE STATEMENTTYPES(ID INTEGER NOT NULL PRIMARY KEY, Label TEXT NOT NULL);
CREATE TABLE VARIABLES(ID INTEGER NOT NULL PRIMARY KEY, Variable TEXT NOT NULL, DataType TEXT, StatementTypeId INTEGER);
CREATE TABLE STATEMENTS(ID INTEGER NOT NULL PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER,
  Stop INTEGER, Coder INTEGER);
CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY NOT NULL, VariableId INTEGER NOT NULL, Value TEXT NOT NULL DEFAULT '');
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER, VariableId INTEGER, Entity INTEGER);
CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement');
INSERT INTO VARIABLES VALUES (2, 'organization', 'short text', 1), (3, 'concept', 'short text', 1),
  (4, 'agreement', 'boolean', 1);
"""

KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>"""
PLACEMARK = """<Placemark id="{0}"><ExtendedData><Data name="id"><value>{0}</value></Data>
<Data name="time"><value>{1}</value></Data><Data name="act"><value>shelling</value></Data></ExtendedData>
<Point><coordinates>{3},{2}</coordinates></Point></Placemark>"""
KML_SHAPE = """<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark>
<ExtendedData><Data name="kind"><value>held</value></Data></ExtendedData><LineString><coordinates>{}</coordinates>
</LineString></Placemark></Document></kml>"""


def make(folder: Path, run: Command) -> None:
    """Fill a folder with a good file for every door; ``run`` runs a command of the program in it.

    Takes some ten seconds.
    """
    run("new", "case")
    run("new", "ukraine", "--from", "ukraine")
    _texts(folder)
    write_feeds(folder)
    _dna(folder / "a.dna")
    run("import", "dna", "a.dna", "--out", "references.csv")
    run("workbook", "write", "case", "dale", "--out", "dale.xlsx", "--made-on", "2031-03-21")
    run("read", "article.txt", "--case", "case", "--out", "drafts.yaml")
    fill(folder / "drafts.yaml")
    for name in ("plan", "other"):
        run("plan", "case", "--draws", "0", "--out", name)
    run("new", "signed")
    run("monitor", "signed", "--key", "key.pem", "--new-key", "--out", "bulletin")
    run("monitor", "signed", "--key", "key.pem", "--until", "2031-03-20", "--out", "earlier")
    _keys(folder)
    run("new", "stored")
    run("import", "csv", "feeds/csv.csv", "stored", "--mapping", "mappings/csv.yaml")


def make_binary(folder: Path) -> None:
    """Add what takes libraries that keep threads: shapes, heights, Parquet. Runs in a process of its own."""
    _parquet(folder)
    _shapes(folder / "shapes")
    _heights(folder / "dem.tif")


def _texts(folder: Path) -> None:
    examples = ROOT / "tests"
    (folder / "reports.csv").write_text(REPORTS)
    (folder / "article.txt").write_text(ARTICLE)
    (folder / "article.html").write_text(HTML.format("".join(f"<p>{p}</p>" for p in ARTICLE.split("\n\n")[1:])))
    (folder / "rulings.csv").write_text(_head(folder / "case" / "rulings.csv") + "\n")
    (folder / "decisions.csv").write_text("inject,option,note\n")
    (folder / "stdin.txt").write_text("1 because\n2\n1\n1\n1\n")
    (folder / "roads.csv").write_text("from_lon,from_lat,to_lon,to_lat,kmh\n2.6,1.4,2.9,1.4,50\n2.9,1.4,3.2,1.5,30\n")
    (folder / "roads.osm").write_text(
        dedent("""\
        <?xml version="1.0"?><osm version="0.6"><node id="1" lat="1.4" lon="2.6"/><node id="2" lat="1.4" lon="2.9"/>
        <node id="3" lat="1.5" lon="3.2"/><way id="9"><nd ref="1"/><nd ref="2"/><nd ref="3"/>
        <tag k="highway" v="primary"/><tag k="maxspeed" v="80"/></way></osm>""")
    )
    worked = examples / "agreement" / "worked"
    shutil.copy(worked / "two-rivers.yaml", folder / "incidents.yaml")
    shutil.copy(worked / "minsk-2015.yaml", folder / "minsk.yaml")
    shutil.copy(ROOT / "src" / "truceline" / "agreements" / "minsk-2015.yaml", folder / "agreement.yaml")
    shutil.copy(folder / "case" / "claims.csv", folder / "claims.csv")


def _head(path: Path) -> str:
    return path.read_text().partition("\n")[0]


def write_feeds(folder: Path) -> None:
    (folder / "feeds").mkdir()
    (folder / "mappings").mkdir()
    for path in sorted((ROOT / "tests" / "feeds" / "samples").iterdir()):
        if not path.name.endswith(".expected.yaml"):
            text = re.sub(r"\b20[23]\d", lambda year: f"{int(year[0]) - 10}", path.read_text())  # no row of the future
            (folder / "feeds" / path.name).write_text(text)
    for name, text in MAPPINGS.items():
        (folder / "mappings" / f"{name}.yaml").write_text(MAPPING + text)
    rows = "".join(f"{name},{time},{lat},{lon},200,shelling\n" for name, time, lat, lon in ROWS)
    (folder / "feeds" / "csv.csv").write_text("id,time,lat,lon,radius,act\n" + rows)
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": {"id": name, "time": time, "act": "shelling"},
        }
        for name, time, lat, lon in ROWS
    ]
    (folder / "feeds" / "geojson.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    (folder / "feeds" / "kml.kml").write_text(KML.format("".join(PLACEMARK.format(*row) for row in ROWS)))


def _dna(path: Path) -> None:
    with closing(sqlite3.connect(path)) as base:
        base.executescript(DNA)
        coded = [("Ash", "troops", 1), ("Birch", "troops", 0), ("Ash", "money", 1), ("Cedar", "money", 1)]
        names: dict[tuple[int, str], int] = {}
        for n, (who, what, agrees) in enumerate(coded, start=1):
            day = int(datetime(2031, 2, n, tzinfo=UTC).timestamp())
            base.execute("INSERT INTO DOCUMENTS VALUES (?, 't', ?)", [n, day])
            base.execute("INSERT INTO STATEMENTS VALUES (?, 1, ?, 0, 1, 1)", [n, n])
            for variable, text in ((2, who), (3, what)):
                entity = names.setdefault((variable, text), len(names) + 1)
                base.execute("INSERT OR IGNORE INTO ENTITIES VALUES (?, ?, ?)", [entity, variable, text])
                base.execute("INSERT INTO DATASHORTTEXT VALUES (NULL, ?, ?, ?)", [n, variable, entity])
            base.execute("INSERT INTO DATABOOLEAN VALUES (NULL, ?, 4, ?)", [n, agrees])
        base.commit()


def fill(path: Path) -> None:
    # A person's part: every draft is accepted, and what the reader left open is filled.
    text = path.read_text()
    for key, answer in (("decision", "accept"), ("stance", "for"), ("scope", "in-country"), ("credibility", "2")):
        text = re.sub(rf"^(    {key}:) *(#.*)?$", rf"\1 {answer}", text, flags=re.MULTILINE)
    path.write_text(text)


def _keys(folder: Path) -> None:
    from cryptography.hazmat.primitives import serialization

    key = serialization.load_pem_private_key((folder / "key.pem").read_bytes(), None).public_key()
    kind = serialization.PublicFormat.SubjectPublicKeyInfo
    (folder / "public.pem").write_bytes(key.public_bytes(serialization.Encoding.PEM, kind))
    shutil.copy(folder / "signed" / "runs" / "evidence.jsonl.head", folder / "head.json")


def _parquet(folder: Path) -> None:
    import polars as pl

    frame = pl.read_csv(folder / "reports.csv", infer_schema=False)
    frame.write_parquet(folder / "reports.parquet")
    times = pl.col("time").str.to_datetime("%Y-%m-%dT%H:%M:%SZ", time_zone="UTC")
    frame.with_columns(times, pl.col("lat").cast(float), source=pl.col("source").cast(pl.Categorical)).write_parquet(
        folder / "odd.parquet"
    )


def _shapes(folder: Path) -> None:
    import numpy as np
    import pyogrio
    import shapely

    folder.mkdir()
    line = json.loads((folder.parent / "case" / "line.geojson").read_text())["features"][0]["geometry"]["coordinates"]
    held = shapely.Polygon([*line, (line[-1][0], 0.9), (line[0][0], 0.9)])
    features = [{"type": "Feature", "properties": {"kind": "held"}, "geometry": json.loads(shapely.to_geojson(held))}]
    (folder / "held.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    (folder / "held.kml").write_text(KML_SHAPE.format(" ".join(f"{lon},{lat},0" for lon, lat in line)))
    outline = shapely.box(line[0][0] - 0.1, 0.9, line[-1][0] + 0.1, 3.0)
    features = [{"type": "Feature", "properties": {}, "geometry": json.loads(shapely.to_geojson(outline))}]
    (folder / "outline.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    for ending, driver in ((".gpkg", "GPKG"), (".shp", "ESRI Shapefile"), (".fgb", "FlatGeobuf")):
        pyogrio.raw.write(
            folder / f"held{ending}",
            np.array([held.wkb], dtype=object),
            [np.array(["held"], dtype=object)],
            ["kind"],
            geometry_type="Polygon",
            crs="EPSG:4326",
            driver=driver,
        )


def _heights(path: Path) -> None:
    import numpy as np
    import rasterio

    grid = rasterio.transform.from_origin(2.4, 1.8, 0.02, 0.02)
    heights = np.random.default_rng(1).uniform(0, 300, (40, 70)).astype("float32")
    shape = {"height": 40, "width": 70, "count": 1, "dtype": "float32", "crs": "EPSG:4326", "transform": grid}
    with rasterio.open(path, "w", driver="GTiff", **shape) as file:
        file.write(heights, 1)
