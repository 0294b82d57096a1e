"""``truceline link``: reports to incidents, bound by what people ruled."""

import csv
import itertools

import pytest
from click.testing import CliRunner

from truceline.cli import main

REPORTS = """id,source,time,lat,lon,radius_m,act
a,post,2031-03-20T10:00:00Z,48.000,37.000,200,shelling
b,drone,2031-03-20T10:05:00Z,48.001,37.000,200,shelling
c,press,2031-03-20T18:00:00Z,48.300,37.000,200,shelling
"""
RULINGS = """id,ruling,first,second,by,at,reason,replaces
r-1,split,a,b,cell,2031-03-21T09:00:00Z,Two craters,
r-2,merge,a,c,cell,2031-03-21T10:00:00Z,One strike and its echo in the press,
r-3,withdrawn,a,c,cell,2031-03-21T11:00:00Z,,r-2
r-4,merge,b,c,cell,2031-03-21T12:00:00Z,,
r-5,merge,a,z,cell,2031-03-21T12:00:00Z,,
"""


def link(folder, *options, code=0):
    (folder / "reports.csv").write_text(REPORTS, encoding="utf-8")
    done = CliRunner().invoke(
        main, ["link", str(folder / "reports.csv"), "--out", str(folder / "found.csv"), *map(str, options)]
    )
    assert done.exit_code == code, done.output
    return done


def together(folder):
    rows = list(csv.DictReader((folder / "found.csv").read_text(encoding="utf-8").splitlines()))
    return {a["id"] + b["id"] for a, b in itertools.combinations(rows, 2) if a["incident"] == b["incident"]}


@pytest.mark.parametrize("partitions", [1, 3])
def test_rulings_bind(tmp_path, partitions):
    link(tmp_path)
    assert together(tmp_path) == {"ab"}
    (tmp_path / "rulings.csv").write_text(RULINGS, encoding="utf-8")
    done = link(tmp_path, "--rulings", tmp_path / "rulings.csv", "--partitions", partitions)
    assert together(tmp_path) == {"bc"}
    assert "not applied, because a report is not among these: r-5" in done.stderr


def test_rulings_at_fault_change_nothing(tmp_path):
    (tmp_path / "rulings.csv").write_text(RULINGS.replace("split,a,b", "part,a,b"), encoding="utf-8")
    done = link(tmp_path, "--rulings", tmp_path / "rulings.csv", code=1)
    assert "rulings.csv:2 ruling | 'part'" in done.stderr
    assert not (tmp_path / "found.csv").exists()


def test_rulings_that_contradict_one_another_are_told(tmp_path):
    again = RULINGS.replace("r-5,merge,a,z", "r-5,merge,a,b")
    (tmp_path / "rulings.csv").write_text(again, encoding="utf-8")
    done = link(tmp_path, "--rulings", tmp_path / "rulings.csv", code=1)
    assert "split of a and b divides reports that merges bind" in done.stderr


def test_what_reports_say_is_kept(tmp_path):
    rows = (
        REPORTS.replace("act\n", "act,text\n").replace("shelling\n", "shelling,\n").replace("ling,\n", "ling,Boom\n", 1)
    )
    (tmp_path / "said.csv").write_text(rows, encoding="utf-8")
    done = CliRunner().invoke(main, ["link", str(tmp_path / "said.csv"), "--out", str(tmp_path / "found.csv")])
    assert done.exit_code == 0, done.output
    found = list(csv.DictReader((tmp_path / "found.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["id"], row["text"]) for row in found] == [("a", "Boom"), ("b", ""), ("c", "")]


def table(path):
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_a_case_is_linked_into_the_incidents_that_monitor_has(tmp_path):
    out, told = tmp_path / "out", tmp_path / "found.csv"
    for arguments in (["monitor", "two-rivers", "--out", out], ["link", "two-rivers", "--out", told]):
        done = CliRunner().invoke(main, [str(each) for each in arguments])
        assert done.exit_code == 0, done.output
    shared = (
        "id",
        "start",
        "end",
        "lat",
        "lon",
        "radius_m",
        "act",
        "weapon",
        "target",
        "status",
        "reports",
        "report_ids",
    )
    everything = {row["id"]: tuple(row[key] for key in shared) for row in table(tmp_path / "found-incidents.csv")}
    published = [tuple(row[key] for key in shared) for row in table(out / "incidents.csv")]

    assert len(everything) > len(published) > 20
    assert [everything[row[0]] for row in published] == published
    whose = {row["id"]: (row["incident"], row["source"], row["text"]) for row in table(told)}
    reports = table(out / "reports.csv")
    assert [whose[row["report"]] for row in reports] == [
        (row["incident"], row["source"], row["text"]) for row in reports
    ]
    links = table(out / "links.csv")
    assert [row for row in links if row not in table(tmp_path / "found-links.csv")] == []
    assert [row["ruling"] for row in links if row["ruling"]] == ["r-03"]  # the case's own rulings bind


def test_options_for_files_are_refused_with_a_case_and_the_other_way_round(tmp_path):
    out = ("--out", str(tmp_path / "found.csv"))
    done = CliRunner().invoke(main, ["link", "two-rivers", "--repeats", "agency", *out])
    assert done.exit_code == 2
    assert "--repeats is for files of reports; a case has its own reporting.csv" in done.stderr
    done = link(tmp_path, "--until", "2031-03-21", code=2)
    assert "--until is for a case" in done.stderr
