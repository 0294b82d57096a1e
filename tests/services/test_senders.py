"""Whoever sends a report, and with which device, stands in no file and no message that anybody gets.

Every feed's sample is planted: each native id is one that names a device, and every row, entry and message has the
names under which forms and devices tell of themselves. Then everything is run, and every byte searched. A new feed is
planted by itself.
"""

import csv
import io
import json
import re
import shutil
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.places import ROOT

from truceline.casefolder.cases import find_case
from truceline.errors import TrucelineError
from truceline.feeds.catalogue import feed_of, list_feeds
from truceline.feeds.setting import ImportSetting
from truceline.feeds.sheet import Sheet
from truceline.services.import_reports import import_reports, withdraw_import
from truceline.services.link import link
from truceline.services.monitor import monitor
from truceline.services.plan import plan
from truceline.services.rehearse import rehearse, replay
from truceline.store.reporters import FILE

SAMPLES = ROOT / "tests" / "feeds" / "samples"
AT = datetime(2032, 1, 1, tzinfo=UTC)
DEVICE, SENDER, PHONE = "ANDROID-0a1b2c3d", "Planted Sender", "555-0100"
PLANTED = (DEVICE, SENDER, PHONE)
FIELDS = {"deviceid": DEVICE, "username": SENDER, "_submitted_by": SENDER, "callsign": SENDER, "phonenumber": PHONE}
PUBLISHED = [feed.name for feed in list_feeds() if not feed.mapped]


def natives(feed, data):
    found = feed_of(feed)
    setting = ImportSetting(int(AT.timestamp()), "Europe/Kyiv")
    frames = []
    for chunk in found.rows(io.BytesIO(data), found.columns):
        sheet = Sheet(chunk, setting)
        frames.append(sheet.settle(found.read(sheet))[0])
    return [each for frame in frames for each in frame["native_id"].to_list()]


def device(name):
    return f"{DEVICE}-{name}"


def planted_table(text, ids):
    header, *rows = csv.reader(io.StringIO(text))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*header, *FIELDS])
    for row in rows:
        told = [device(cell) if cell in ids else cell for cell in row]
        writer.writerow([*told, *FIELDS.values()])
    return out.getvalue()


def planted_json(text, ids):
    entries = json.loads(text)
    for entry in (each for each in entries if isinstance(each, dict)):
        entry |= FIELDS | {key: device(value) for key, value in entry.items() if str(value) in ids}
    return json.dumps(entries)


def planted_xml(text, ids):
    names = " ".join(f'{key}="{value}"' for key, value in FIELDS.items())
    told = f"<contact {names}/><__chat {names}/><remarks source='{SENDER}'>call {SENDER} on {PHONE}</remarks>"
    text = re.sub(r"<remarks>.*?</remarks>", "", text).replace("</detail>", f"{told}</detail>")
    text = re.sub(r"(<point [^>]*/>)(\s*)</event>", rf"\1<detail>{told}</detail></event>", text)
    return re.sub(r'uid="([^"]+)"', lambda found: f'uid="{device(found[1])}"', text)


PLANT = {".csv": planted_table, ".json": planted_json, ".xml": planted_xml}


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "case"
    shutil.copytree(find_case("two-rivers").folder, folder)
    return folder


class Said:
    """What was printed: text, document, notes and faults of everything that was run."""

    def __init__(self, folder):
        self.folder, self.texts = folder, []

    def run(self, function, *arguments, **more):
        try:
            done = function(*arguments, **more)
        except TrucelineError as fault:
            self.texts.append(str(fault))
            return None
        self.texts += [done.text, done.json, *done.notes]
        return done

    def take(self, feed, text, suffix, **more):
        path = self.folder / f"file{suffix}"
        path.write_text(text, encoding="utf-8")
        return self.run(import_reports, feed, path, self.folder / "case", at=AT, **more)


def found_in(folder, said):
    """List each planted text with where it stands, but for the file in which it is kept apart."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != FILE]
    told = {str(path.relative_to(folder)): path.read_bytes() for path in files}
    told["printed"] = "\n".join(said.texts).encode()
    return [(text, name) for name, data in told.items() for text in PLANTED if text.encode() in data]


def run_everything(case, said):
    said.run(monitor, case, at=AT, since=datetime(2021, 1, 1, tzinfo=UTC), until=AT, key=case / "key.pem", new_key=True)
    said.run(plan, case, at=AT, draws=0)
    said.run(rehearse, case, at=AT, replications=2, drivers=0, workers=1)
    said.run(replay, case, at=AT)


def kept(case):
    connection = sqlite3.connect(case / "reports" / FILE)
    texts = [text for (text,) in connection.execute("SELECT text FROM apart")]
    connection.close()
    return texts


def test_no_sender_device_or_native_id_of_any_feed_stands_in_any_output(case):
    said = Said(case.parent)
    for feed in PUBLISHED:
        (path,) = (path for path in SAMPLES.glob(f"{feed}.*") if path.name != f"{feed}.expected.yaml")
        data = path.read_bytes()
        planted = PLANT[path.suffix](data.decode(), natives(feed, data))
        done = said.take(feed, planted, path.suffix, accept_rest=True)
        assert done.result.counts["new"] > 0, feed
    run_everything(case, said)

    files = {path.name for path in case.rglob("*") if path.is_file()}
    assert {
        "bulletin.html",
        "bulletin.md",
        "bulletin.json",
        "incidents.csv",
        "incidents.geojson",
        "incidents.kml",
        "bulletin.gpkg",
    } < files
    assert {"context.csv", "evidence.jsonl", "plan.json", "rehearsal.json", "replay.json"} < files
    assert found_in(case, said) == []
    assert any(text.startswith(DEVICE) for text in kept(case))
    assert any(PHONE in text for text in kept(case))


MAPPING = """name: form
zone: UTC
columns: {id: _uuid, time: start, lat: lat, lon: lon, act: what, reporter: _submitted_by}
constants: {radius_m: '100'}
"""
ROWS = [(f"{DEVICE}-{n}", f"2031-03-20T0{n}:00:00Z", 1.4, 3.0 + n / 10, "strike") for n in range(1, 5)]
BAD = (f"{DEVICE}-9", "2031-03-20T05:00:00Z", "north", 3.0, "strike")
NAMES = ("_uuid", "start", "lat", "lon", "what")


def mapped_csv(rows):
    lines = [",".join([*NAMES, *FIELDS]), *(",".join(map(str, [*row, *FIELDS.values()])) for row in rows)]
    return "\n".join(lines) + "\n"


def mapped_geojson(rows):
    features = [
        {
            "type": "Feature",
            "id": row[0],
            "geometry": {"type": "Point", "coordinates": [row[3], row[2]]},
            "properties": dict(zip(NAMES, row, strict=True)) | FIELDS,
        }
        for row in rows
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def mapped_kml(rows):
    marks = ""
    for row in rows:
        data = {**dict(zip(NAMES, row, strict=True)), **FIELDS}
        parts = "".join(f'<Data name="{key}"><value>{value}</value></Data>' for key, value in data.items())
        point = f"<Point><coordinates>{row[3]},{row[2]}</coordinates></Point>"
        marks += f"<Placemark><name>{SENDER}</name><ExtendedData>{parts}</ExtendedData>{point}</Placemark>"
    return f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{marks}</Document></kml>'


@pytest.mark.parametrize(("form", "write"), [("csv", mapped_csv), ("geojson", mapped_geojson), ("kml", mapped_kml)])
def test_no_sender_of_a_mapped_form_stands_in_any_output_nor_is_kept_once_the_import_is_taken_back(case, form, write):
    said, mapping = Said(case.parent), case.parent / "mapping.yaml"
    mapping.write_text(MAPPING)
    again = (*ROWS[0][:4], "shelling")  # the same id with other content
    long_one = (DEVICE * 20, *ROWS[0][1:])
    done = said.take(form, write([*ROWS, BAD, again, long_one]), ".x", mapping=mapping, accept_rest=True)
    assert (done.result.counts["new"], done.result.counts["refused"]) == (4, 3)
    said.run(monitor, case, at=AT, until=datetime(2031, 3, 21, tzinfo=UTC))
    assert found_in(case, said) == []
    assert SENDER in kept(case)

    said.run(withdraw_import, 1, case, at=AT)
    assert kept(case) == []
    assert [text for text in PLANTED if text.encode() in (case / "reports" / FILE).read_bytes()] == []


def test_columns_of_senders_in_a_report_file_reach_no_output_of_link(tmp_path):
    head = ["id", "source", "time", "lat", "lon", "radius_m", "act"]
    rows = [[f"a{n}", "s", "2031-03-20T05:00:00Z", 1.4, 3.0, 100, "strike"] for n in range(3)]
    lines = [",".join([*head, *FIELDS]), *(",".join(map(str, [*row, *FIELDS.values()])) for row in rows)]
    (tmp_path / "in.csv").write_text("\n".join(lines) + "\n")
    out, said = tmp_path / "out", Said(tmp_path)
    out.mkdir()
    said.run(link, [tmp_path / "in.csv"], out=out / "linked.csv")

    assert len(list(out.iterdir())) == 2
    assert found_in(out, said) == []


EVENT = (
    '<event version="2.0" uid="{uid}" type="{kind}" how="{how}" start="2031-03-19T22:30:00Z">'
    '<point lat="1.51" lon="2.91" hae="0" ce="9.9" le="9999999"/><detail>{detail}</detail></event>'
)


@pytest.mark.parametrize(
    ("kind", "how", "detail"),
    [
        ("b-t-f", "h-g-i-g-o", f"<remarks>call {SENDER} on {PHONE}</remarks>"),
        ("b-a-o-tbl", "h-e", f'<contact callsign="{SENDER}"/>'),
        ("b-a-o-pan", "h-e", ""),
        ("b-r-f-h-c", "h-e", "<_medevac_/>"),
        ("a-f-G-U-C", "m-g", ""),
        ("a-n-G-U-C", "m-g", f'<takv device="{DEVICE}"/>'),
        ("a-h-G-U-C", "m-g", '<__group name="Red" role="Team Member"/>'),
        ("z-x", "m-g", ""),
    ],
)
def test_what_tells_of_its_sender_alone_is_refused_by_name(case, kind, how, detail):
    said = Said(case.parent)
    event = EVENT.format(uid=device(kind), kind=kind, how=how, detail=detail)
    assert said.take("cot", f"<events>{event}</events>", ".xml", accept_rest=True) is None
    assert f"'{kind}' is " in said.texts[0]
    assert found_in(case, said) == []
    said.run(monitor, case, at=AT, until=date_of(2031, 3, 21))
    assert "1.51" not in "".join(path.read_text() for path in (case / "runs").rglob("incidents.csv"))


def date_of(*parts):
    return datetime.combine(date(*parts), datetime.min.time(), UTC)


def test_the_same_row_has_another_id_in_another_case(case, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(case, other)
    rows = mapped_csv(ROWS)
    ids = []
    (tmp_path / "mapping.yaml").write_text(MAPPING)
    (tmp_path / "file.csv").write_text(rows)
    for folder in (case, other):
        import_reports("csv", tmp_path / "file.csv", folder, at=AT, mapping=tmp_path / "mapping.yaml")
        connection = sqlite3.connect(Path(folder) / "reports" / "reports.sqlite")
        ids.append({name for (name,) in connection.execute("SELECT id FROM report_versions")})
        connection.close()

    assert [len(each) for each in ids] == [4, 4]
    assert not ids[0] & ids[1]
