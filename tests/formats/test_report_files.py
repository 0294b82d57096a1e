"""Report files are read whole or refused whole, and results are written whole or not at all."""

import hashlib
import os
import re

import numpy as np
import polars as pl
import pytest
from tests.places import DOCS

from truceline.errors import SourceError
from truceline.formats.report_columns import OPTIONAL, REQUIRED, TEXT, TOLD
from truceline.formats.report_files import Read, read_received_files, read_reports, write_linkage
from truceline.monitoring.linkage.link_reports import link
from truceline.monitoring.received import NEVER

HEAD = "id,source,time,lat,lon,radius_m,act,date_only,time_end"
GOOD = "a1,post,2031-01-02T03:04:05Z,48.5,37.25,250,shelling,,"


def test_every_column_is_documented():
    page = (DOCS / "reference" / "report-files.md").read_text(encoding="utf-8")
    cells = "".join(line.split("|")[1] for line in page.splitlines() if line.startswith("|"))
    assert set(re.findall("`([a-z_]+)`", cells)) == {*REQUIRED, *OPTIONAL, *TOLD, TEXT}


def written(tmp_path, *rows, head=HEAD, name="reports.csv"):
    path = tmp_path / name
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def faults(path):
    with pytest.raises(SourceError) as caught:
        read_reports(path)
    return [problem.removeprefix(f"{path} ") for problem in caught.value.problems]


def test_a_row_becomes_a_report_with_its_names_and_instants(tmp_path):
    read = read_reports(written(tmp_path, GOOD, "a2,drone,2031-01-02T05:04+02:00,48.5,37.25,900.5,small arms,0,"))
    assert read.id.tolist() == ["a1", "a2"]
    assert (read.sources, read.acts) == (("drone", "post"), ("shelling", "small arms"))
    assert (read.source.tolist(), read.act.tolist()) == ([1, 0], [0, 1])
    assert read.start.tolist() == read.end.tolist() == [1_925_089_445, 1_925_089_440]
    assert (read.lat.tolist(), read.lon.tolist(), read.radius_m.tolist()) == ([48.5] * 2, [37.25] * 2, [250, 900.5])


def test_a_date_spans_its_day_in_its_own_zone_and_an_end_its_interval(tmp_path):
    read = read_reports(
        written(
            tmp_path,
            "a1,post,2031-01-02T12:00:00Z,48,37,250,x,1,",
            "a2,post,2031-01-02T01:00:00+03:00,48,37,250,x,true,",
            "a3,post,2031-01-02T12:00:00Z,48,37,250,x,0,2031-01-02T18:30:00Z",
            "a4,post,2031-01-02T12:00:00Z,48,37,250,x,1,2031-01-04T12:00:00Z",
        )
    )
    day = 1_925_078_400
    assert read.start.tolist() == [day, day - 3 * 3600, day + 12 * 3600, day]
    assert (read.end - read.start).tolist() == [86_400, 86_400, 23_400, 3 * 86_400]


def test_what_files_tell_besides_is_read_for_monitoring(tmp_path):
    head = f"{HEAD},weapon,received,target"
    rows = (f"{GOOD},howitzer-122mm,2031-01-02T05:04:05+02:00,", f"{GOOD.replace('a1', 'a2')},,,dwelling")
    files = written(tmp_path, *rows, head=head), written(tmp_path, GOOD.replace("a1", "a3"), name="b.csv")
    told, hashes = read_received_files(*files)
    assert hashes == tuple(hashlib.sha256(path.read_bytes()).hexdigest() for path in files)
    assert told.reports.id.tolist() == ["a1", "a2", "a3"]
    assert (told.reports.weapons, told.reports.weapon.tolist()) == (("howitzer-122mm",), [0, -1, -1])
    assert (told.targets, told.target.tolist()) == (("dwelling",), [-1, 0, -1])
    assert told.received.tolist() == [1_925_089_445, NEVER, NEVER]


@pytest.mark.parametrize(
    ("received", "message"),
    [
        ("2031-01-02T03:04:04Z", "comes before time; nothing is received before it happens"),
        ("2031-01-02T04:00", "has no time zone; end it with Z or an offset such as +02:00"),
        ("later", "is not a time; write it as 2031-01-31T23:59:00Z"),
    ],
)
def test_a_report_cannot_be_received_before_it_happened_nor_at_no_time(tmp_path, received, message):
    path = written(tmp_path, f"{GOOD},{received}", head=f"{HEAD},received")
    assert read_reports(path).id.tolist() == ["a1"]  # linkage does not ask
    with pytest.raises(SourceError) as caught:
        read_received_files(path)
    assert caught.value.problems == (f"{path} row 1 received | {received!r} {message}",)


NO_ZONE = "has no time zone; end it with Z or an offset such as +02:00"
NO_TIME = "is not a time; write it as 2031-01-31T23:59:00Z"
NO_NUMBER = "is not a number; write digits with a decimal point"


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("time", "2031-01-02T03:04:05", NO_ZONE),
        ("time", "2031-01-02", NO_ZONE),
        ("time", "2031-02-30T03:04:05Z", NO_TIME),
        ("time", "yesterday", NO_TIME),
        ("time", "", NO_TIME),
        ("lat", "48,5", NO_NUMBER),
        ("lat", "137", "is out of range; give degrees from -90 to 90"),
        ("lon", "nan", NO_NUMBER),
        ("radius_m", "0", "is out of range; give metres above 0 and to 1e+07"),
        ("act", "", "is empty; give a value"),
        ("date_only", "maybe", "is neither 0 nor 1; write 1 where only the date is known"),
        ("time_end", "2031-01-02T03:04:00Z", "comes before time; exchange the two"),
    ],
)
def test_a_bad_value_is_refused_by_row_and_column(tmp_path, column, value, message):
    cells = dict(zip(HEAD.split(","), GOOD.replace("a1", "a2").split(","), strict=True)) | {column: f'"{value}"'}
    path = written(tmp_path, GOOD, ",".join(cells.values()))
    assert faults(path) == [f"row 2 {column} | {value!r} {message}"]


def test_ids_given_twice_are_refused_within_and_across_files(tmp_path):
    assert faults(written(tmp_path, GOOD, GOOD)) == ["row 2 id | 'a1' is given before; every report needs its own id"]
    one, two = written(tmp_path, GOOD, name="one.csv"), written(tmp_path, GOOD, name="two.csv")
    with pytest.raises(SourceError, match=r"two\.csv row 1 id . 'a1' is in an earlier file"):
        read_reports(one, two)


def test_twenty_faults_are_listed_and_the_rest_counted(tmp_path):
    bad = [f"a{i},post,2031-01-02T03:04:05Z,x,37,250,y,," for i in range(50)]
    listed = faults(written(tmp_path, *bad))
    assert len(listed) == 21
    assert listed[-1] == "| has 30 more faults, 50 in all; correct them and read it again"


def test_a_file_without_its_columns_or_its_encoding_is_refused(tmp_path):
    assert faults(written(tmp_path, "1,2", head="id,time")) == [
        f"| has no column {name}; its columns are id, time" for name in ("source", "lat", "lon", "radius_m", "act")
    ]
    latin = tmp_path / "latin.csv"
    latin.write_bytes(f"{HEAD}\n{GOOD}\n".replace("shelling", "dégât").encode("latin-1"))
    assert "give a UTF-8 CSV or a Parquet file" in faults(latin)[0]
    for name in ("none.csv", "none.parquet"):
        assert "give a UTF-8 CSV or a Parquet file" in faults(tmp_path / name)[0]


def test_a_truncated_row_and_a_second_header_are_named(tmp_path):
    listed = faults(written(tmp_path, GOOD, HEAD, "a2,post,2031-01-0"))
    assert "row 2 lat | 'lat' is not a number; write digits with a decimal point" in listed
    assert any(line.startswith("row 3 time | '2031-01-0' is not a time") for line in listed)


def test_parquet_with_typed_columns_reads_like_csv(tmp_path):
    path = written(tmp_path, GOOD, "a2,drone,2031-01-02T12:00:00Z,48.5,37.25,900,small arms,1,")
    typed = pl.read_csv(path).with_columns(
        time=pl.col("time").str.to_datetime("%Y-%m-%dT%H:%M:%SZ", time_zone="UTC"), date_only=pl.Series([False, True])
    )
    typed.drop("time_end").write_parquet(tmp_path / "reports.parquet")
    one, other = read_reports(path), read_reports(tmp_path / "reports.parquet")
    for name in ("id", "source", "start", "end", "lat", "lon", "radius_m", "act"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist()


def test_a_parquet_time_without_a_zone_is_refused(tmp_path):
    path = tmp_path / "r.parquet"
    frame = pl.read_csv(written(tmp_path, GOOD)).with_columns(time=pl.col("time").str.to_datetime("%Y-%m-%dT%H:%M:%SZ"))
    frame.write_parquet(path)
    assert faults(path) == [
        "row 1 time | '2031-01-02T03:04:05' has no time zone; end it with Z or an offset such as +02:00"
    ]


def test_incidents_and_links_are_written_in_the_order_of_the_input(tmp_path):
    rows = [GOOD, GOOD.replace("a1,post", "a0,drone"), GOOD.replace("a1,post", "a3,drone").replace("48.5", "52.5")]
    reports = read_reports(written(tmp_path, *rows))
    found = link(reports)
    write_linkage(
        tmp_path / "out.csv", tmp_path / "why.csv", Read(reports, np.zeros(len(reports), dtype=bool), {}), found
    )
    out, why = pl.read_csv(tmp_path / "out.csv"), pl.read_csv(tmp_path / "why.csv")
    assert out["id"].to_list() == ["a1", "a0", "a3"]
    assert out["incident"].to_list() == found.incident.tolist() == [0, 0, 1]
    assert why.row(0)[:3] == ("a1", "a0", 0)
    assert sum(why.row(0)[3:9]) == pytest.approx(why["log_odds"][0], abs=5e-4)


def test_a_result_that_cannot_be_written_leaves_nothing_behind(tmp_path):
    reports = read_reports(written(tmp_path, GOOD))
    with pytest.raises(SourceError, match="give a folder that can be written"):
        write_linkage(
            tmp_path / "nowhere" / "out.csv",
            tmp_path / "why.csv",
            Read(reports, np.zeros(len(reports), dtype=bool), {}),
            link(reports),
        )
    assert [p.name for p in tmp_path.iterdir()] == ["reports.csv"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders")
def test_a_pipe_among_the_reports_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "reports.csv")

    with pytest.raises(SourceError, match=r"reports.csv \| is not a file; give a UTF-8 CSV or a Parquet file"):
        read_reports(tmp_path / "reports.csv")


def test_a_name_is_a_name_and_no_pattern(tmp_path):
    head = "id,source,time,lat,lon,radius_m,act\n"
    (tmp_path / "r1.csv").write_text(head + "other,s,2031-03-01T10:00Z,50,10,100,shelling\n")
    (tmp_path / "r[1].csv").write_text(head + "own,s,2031-03-01T10:00Z,50,10,100,shelling\n")

    assert read_reports(tmp_path / "r[1].csv").id.tolist() == ["own"]
    with pytest.raises(SourceError, match="No such file"):
        read_reports(tmp_path / "r*.csv")
