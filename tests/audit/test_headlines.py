"""Every headline of the bundled cases, and of cases changed by hand: as the command writes it, and as it should be."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.audit import ground
from tests.audit.comparing import compare
from tests.places import ROOT

CASES = ROOT / "src/truceline/cases"
DATES = [
    ("ukraine", "2025-03-25"),
    ("ukraine", "2026-02-28"),
    ("two-rivers", "2031-03-20"),
    ("two-rivers", "2031-04-15"),
]


def planned(folder, day, out):
    """Run the command as a user does, and read what it wrote."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "truceline", "plan", str(folder), "--as-of", day, "--out", str(out)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=out.parent)
    assert run.returncode == 0, run.stderr
    return ground.written(out / "plan.json")


@pytest.fixture
def two_rivers(tmp_path):
    """A copy of two-rivers, and a way to change a text in one of its files."""
    folder = tmp_path / "two-rivers"
    shutil.copytree(CASES / "two-rivers", folder)

    def change(name, old, new):
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")

    return folder, change


@pytest.mark.parametrize(("case", "day"), DATES)
def test_every_headline_of_a_bundled_case_is_what_its_files_say(case, day, tmp_path):
    found = compare(CASES / case, planned(CASES / case, day, tmp_path / "out"))

    assert found.differ == []
    assert found.compared > {"ukraine": 2_000, "two-rivers": 350}[case]


def test_a_tenth_of_a_unit_mans_a_tenth_of_its_posts(two_rivers, tmp_path):
    folder, change = two_rivers
    change("pledges.yaml", "title: Four posts from Dale\n    quantity: 4", "title: Posts from Dale\n    quantity: 0.1")
    change("capabilities.csv", "post,8,10,12,post,1", "post,8,10,12,post,4")

    plan = planned(folder, "2031-04-15", tmp_path / "out")

    assert compare(folder, plan).differ == []
    posts = plan["scenarios"]["as-stated"]["siting"]["posts"]
    assert [post["unit"] for post in posts if post["unit"].startswith("dale-posts")] == []


def test_aircraft_are_no_orbits_until_enough_of_them_keep_one(two_rivers, tmp_path):
    folder, change = two_rivers
    change("capabilities.csv", "Drone orbit,air,orbit", "Drone,air,aircraft")
    change("assumptions.csv", "Time on station,24,24,24", "Time on station,12,12,12")
    change("assumptions.csv", "Flight from base to station,0,0,0", "Flight from base to station,2,2,2")

    plan = planned(folder, "2031-04-15", tmp_path / "out")

    assert compare(folder, plan).differ == []
    assert plan["scenarios"]["as-stated"]["siting"]["on_station"]["value"] == pytest.approx(0.75)  # 12 h of 16 h


def test_a_longer_line_asks_for_more_posts(two_rivers, tmp_path):
    folder, change = two_rivers
    change("line.geojson", "[2.4, 1.45], [2.5758, 1.4876]", "[2.4, 1.45], [2.45, 1.65], [2.5758, 1.4876]")

    plan = planned(folder, "2031-03-20", tmp_path / "out")

    assert compare(folder, plan).differ == []
    lines = {line["line"]: line["required"] for line in plan["scenarios"]["as-stated"]["generation"]["lines"]}
    assert lines["m-posts-west"] > 4


@pytest.mark.parametrize("area", ["", "middle", "west"])
@pytest.mark.parametrize("task", ["", "separate", "respond"])
def test_a_prohibition_closes_what_it_speaks_of_and_no_more(area, task, two_rivers, tmp_path):
    folder, change = two_rivers
    change("pledges.yaml", 'task: separate\n        area: ""', f'task: "{task}"\n        area: "{area}"')

    assert compare(folder, planned(folder, "2031-04-15", tmp_path / "out")).differ == []


def test_a_capital_that_is_asked_first_takes_its_days_in_the_response_too(two_rivers, tmp_path):
    folder, change = two_rivers
    change(
        "pledges.yaml",
        'kind: prohibition\n        task: separate\n        area: ""\n        approval_days: 0',
        'kind: limitation\n        task: respond\n        area: ""\n        approval_days: 3',
    )

    plan = planned(folder, "2031-04-15", tmp_path / "out")

    assert compare(folder, plan).differ == []
    assert plan["scenarios"]["council-mandate"]["siting"]["response_minutes"]["median"] > 3 * 24 * 60
