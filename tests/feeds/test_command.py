"""``truceline import FEED FILE CASE``: what it prints, and its exit codes."""

import json

import pytest
from click.testing import CliRunner

from truceline.cli import main

HEAD = "id,time,lat,lon,radius_m,act\n"


def run(*arguments):
    return CliRunner().invoke(main, ["import", *map(str, arguments)])


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "case"
    assert CliRunner().invoke(main, ["new", str(folder), "--from", "two-rivers"]).exit_code == 0
    return folder


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "reports.csv"
    good = [f"r{n},2025-01-02T03:04:05Z,0.5,1.5,100,shelling\n" for n in range(30)]
    path.write_text(HEAD + "".join(good) + "bad,2125-01-02T03:04:05Z,0.5,1.5,100,shelling\n")
    return path


def test_counts_and_reasons_are_told_in_words(case, file):
    done = run("csv", file, case)

    assert done.exit_code == 0
    assert done.stdout.splitlines()[:3] == [
        "reports.csv: 31 rows, 30 new, 1 refused",
        "  1 x time lies in the future",
        "  - line 32 time | '2125-01-02T03:04:05Z' lies in the future; check the year, and the clock here",
    ]
    assert run("csv", file, case).stdout.startswith("reports.csv: 31 rows, 0 new, 30 unchanged, 1 refused")


def test_the_same_in_json(case, file):
    told = json.loads(run("csv", file, case, "--json").stdout)

    assert (told["feed"], told["import"], told["counts"]["new"]) == ("csv", 1, 30)
    assert told["refused"]["reasons"] == {"time lies in the future": 1}
    assert told["refused"]["file"].endswith(f"refused-csv-{told['sha256'][:12]}.csv")


def test_too_many_refused_rows_end_with_exit_code_1_unless_the_rest_is_accepted(case, file):
    file.write_text(HEAD + "".join(file.read_text().splitlines(keepends=True)[-3:]))
    done = run("csv", file, case)

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("nothing was imported:\n  - csv | 1 of 3 rows are refused")
    assert run("csv", file, case, "--accept-rest").exit_code == 0


def test_a_bundled_case_takes_no_reports(file):
    done = run("csv", file, "two-rivers")

    assert done.exit_code == 2
    assert "two-rivers is bundled and stays as it is; copy it" in done.stderr


def test_a_mapping_names_the_columns(case, tmp_path):
    mapping, file = tmp_path / "mapping.yaml", tmp_path / "log.csv"
    mapping.write_text(
        "name: log\nzone: UTC\ncolumns: {time: When, lat: Y, lon: X, act: What}\nconstants: {radius_m: '50'}\n"
    )
    file.write_text("When,Y,X,What\n2025-01-02,0.5,1.5,shelling\n")

    assert json.loads(run("csv", file, case, "--mapping", mapping, "--json").stdout)["feed"] == "log"


def test_how_a_table_is_written_is_told_and_may_be_said(case, tmp_path):
    file = tmp_path / "semi.csv"
    file.write_text("id;time;lat;lon;radius_m;act\na;2025-01-02T03:04Z;0,125;1,250;90;shelling\n", encoding="utf-16")

    told = json.loads(run("csv", file, case, "--decimal", ",", "--json").stdout)
    assert told["counts"]["new"] == 1
    assert told["notes"][0].startswith("read with encoding utf-16, cells parted by semicolons, decimal commas | ")
    assert run("csv", file, case, "--delimiter", "tab").exit_code == 1
    assert "is not known; give one of utf-8" in run("csv", file, case, "--encoding", "klingon").stderr


def test_rows_far_from_the_case_are_told_with_a_count_and_a_case_of_the_future_takes_its_own_days(case, tmp_path):
    file = tmp_path / "far.csv"
    file.write_text(HEAD + "a,2031-03-05T03:04Z,0.5,1.5,90,shelling\nb,2031-03-05T03:04Z,60,120,90,shelling\n")

    told = json.loads(run("csv", file, case, "--json").stdout)
    assert told["counts"]["new"] == 2
    assert told["notes"] == ["1 of 2 rows lie more than 500 km outside the case | check that the file is for this case"]


def test_equal_rows_without_ids_are_two_reports_and_again_none(case, tmp_path):
    mapping, file = tmp_path / "mapping.yaml", tmp_path / "log.csv"
    mapping.write_text(
        "name: log\nzone: UTC\ncolumns: {time: When, lat: Y, lon: X, act: What}\nconstants: {radius_m: '50'}\n"
    )
    file.write_text("When,Y,X,What\n" + 2 * "2025-01-02,0.5,1.5,shelling\n")
    first, again = (json.loads(run("csv", file, case, "--mapping", mapping, "--json").stdout)["counts"] for _ in "ab")

    assert (first["new"], first["repeated"]) == (2, 0)
    assert (again["new"], again["unchanged"]) == (0, 2)
