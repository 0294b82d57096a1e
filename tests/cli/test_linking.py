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
