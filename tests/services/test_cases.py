"""Check, new and cases as a Python user would call them."""

import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from tests.stored import read_imports

from truceline.casefolder.cases import read_case
from truceline.errors import CaseError, SourceError
from truceline.services.cases import cases
from truceline.services.check import check
from truceline.services.import_reports import import_reports
from truceline.services.monitor import monitor
from truceline.services.new import new


def test_a_sound_case_is_counted():
    done = check("two-rivers")

    assert done.fault is None
    assert done.result.id == "two-rivers"
    assert json.loads(done.json)["counts"]["pledges"] == len(done.result.pledges)
    assert f", {len(done.result.pledges)} pledges, " in done.text


def test_a_case_at_fault_is_an_answer_that_carries_its_faults(case):
    case.edit("statements.csv", "2031-", "2O31-")

    done = check(case.folder)

    assert done.result is None
    assert done.text == ""
    assert json.loads(done.json)["faults"] == list(done.fault.problems)
    assert done.fault.problems[0].startswith("statements.csv:")


def test_a_new_case_is_whole_and_sound(tmp_path):
    done = new(tmp_path / "mine")

    assert done.result == tmp_path / "mine"
    assert json.loads(done.json)["from"] == "two-rivers"
    assert check(done.result).fault is None


REPORTS = "id,source,time,lat,lon,radius_m,act\n"


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("r-1,post,2031-03-18T10:30:00Z,1.5,2.6,0,shelling\n", "row 1 radius_m | '0' is out of range"),
        ("r-1,post,2031-03-18T10:30:00Z,1.5,2.6,100,shel", " | does not end with a line break"),
        ("p-01,post,2031-03-18T10:30:00Z,1.5,2.6,100,shelling\n", "row 1 id | 'p-01' is in an earlier file"),
    ],
)
def test_reports_that_monitoring_would_refuse_are_refused_by_check(tmp_path, row, what):
    folder = new(tmp_path / "mine").result
    path = folder / "reports" / "posts.csv"
    path.write_text(REPORTS + row, encoding="utf-8")

    (found,) = check(folder).fault.problems

    assert f"{path} {what}".replace("  ", " ") in found
    with pytest.raises(SourceError) as caught:
        monitor(folder, at=datetime(2031, 3, 21, tzinfo=UTC), out=tmp_path / "out")
    assert caught.value.problems == (found,)


def test_a_store_that_is_none_is_refused_by_check(tmp_path):
    folder = new(tmp_path / "mine").result
    (folder / "reports" / "reports.sqlite").write_bytes(b"no store" * 200)

    assert "file is not a database; put the file aside" in check(folder).fault.problems[0]


READING = """
set -e
mount --bind "$1" "$1"
mount -o remount,ro,bind "$1"
"$2" -m truceline check "$1/mine"
"$2" -m truceline monitor "$1/mine" --from 2026-03-18 --until 2026-03-20 --out "$3" --json
"$2" -m truceline new "$3/copy" --from "$1/mine"
! "$2" -m truceline import csv "$1/reports.csv" "$1/mine"
"""


@pytest.mark.skipif(
    not shutil.which("unshare")
    or subprocess.run(["unshare", "-rm", "true"], stderr=subprocess.DEVNULL).returncode != 0,
    reason="no folder can be made read-only here",
)
def test_a_case_on_a_medium_that_cannot_be_written_is_read_and_copied(tmp_path):
    medium = tmp_path / "medium"
    new(medium / "mine")
    reports = medium / "reports.csv"
    reports.write_text(
        "id,time,lat,lon,radius_m,act\nr-1,2026-03-18T10:30:00Z,1.5,2.6,100,shelling\n", encoding="utf-8"
    )
    import_reports("csv", reports, medium / "mine", at=datetime(2026, 3, 19, tzinfo=UTC))
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}

    command = ["unshare", "-rm", "sh", "-c", READING, "sh", medium, sys.executable, tmp_path / "out"]
    done = subprocess.run(command, capture_output=True, text=True, env=surroundings)

    assert done.returncode == 0, done.stderr
    assert "two-rivers: no faults" in done.stdout
    assert "its medium is read-only: make it writable, or work on a copy" in done.stderr
    (incident,) = csv.DictReader((tmp_path / "out" / "incidents.csv").read_text(encoding="utf-8").splitlines())
    assert incident["reports"] == "1"
    assert [each.feed for each in read_imports(tmp_path / "out" / "copy")] == ["csv"]


def test_a_copy_of_ones_own_case_tells_who_judged_by_number_alone(tmp_path):
    mine = new(tmp_path / "mine").result
    own = new(tmp_path / "own", template=mine).result

    before, after = read_case(mine), read_case(own)
    assert {judgement.by for judgement in before.judgements} == {"verification cell"}
    assert {judgement.by for judgement in after.judgements} == {"judge 1"}
    assert [j.verdict for j in after.judgements] == [j.verdict for j in before.judgements]
    text = "".join((own / f"{name}.csv").read_text(encoding="utf-8") for name in ("evidence", "steps"))
    assert "judge 2" in text
    assert "judge 3" in text
    assert "liaison officer" not in text
    changed = [p.name for p in mine.iterdir() if p.is_file() and p.read_bytes() != (own / p.name).read_bytes()]
    rows = ("attachments", "casualties", "compliance", "evidence", "findings", "judgements", "rulings", "steps")
    assert sorted(changed) == [f"{name}.csv" for name in rows]


def test_a_copy_takes_a_change_that_a_crash_cut_short_whole_and_no_refused_rows(tmp_path):
    mine = new(tmp_path / "mine").result
    (mine / "reports" / "refused-csv-0123456789ab.csv").write_text("line,column\n", encoding="utf-8")
    text = (mine / "statements.csv").read_bytes().replace(b"st-01", b"st-00")
    (mine / ".statements.csv.0123456789abcdef").write_bytes(text)
    marker = {"id": "0123456789abcdef", "files": {"statements.csv": hashlib.sha256(text).hexdigest()}}
    (mine / ".change.json").write_text(json.dumps(marker), encoding="utf-8")

    copy = new(tmp_path / "copy", template=mine).result

    assert (copy / "statements.csv").read_bytes() == text
    assert not [path for path in copy.rglob("*") if path.name.startswith((".", "refused-"))]


def test_a_folder_in_use_is_left_as_it_is(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(CaseError, match="the case folder was not made"):
        new(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_every_bundled_case_is_sound():
    done = cases()

    assert [row["name"] for row in json.loads(done.json)["cases"]] == list(done.result) == ["two-rivers", "ukraine"]
    assert done.text.splitlines()[0] == f"two-rivers  {done.result['two-rivers']}"
