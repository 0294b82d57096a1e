"""``truceline plan`` with draws, as on the command line."""

import json
import re

import pytest
from click.testing import CliRunner

from truceline.cli import main


def run(*args):
    return CliRunner().invoke(main, [str(a) for a in args])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("runs") / "one"
    done = run("plan", "two-rivers", "--out", out)
    assert done.exit_code == 0
    return out


def test_ranges_are_there_without_being_asked_for(folder):
    made = json.loads((folder / "plan.json").read_text(encoding="utf-8"))

    assert made["draws"]["number"] == 200
    low, high = made["scenarios"]["council-mandate"]["ranges"]["response_median_minutes"]
    assert low < made["scenarios"]["council-mandate"]["siting"]["response_minutes"]["median"] < high
    assert json.loads((folder / "run.json").read_text(encoding="utf-8"))["parameters"]["draws"] == 200


def test_the_brief_gives_every_figure_of_the_table_its_range_and_what_drives_it(folder):
    page = (folder / "brief.html").read_text(encoding="utf-8")
    rows = re.findall(r'<th scope="row" data-label="Scenario">.*?</tr>', page, re.DOTALL)

    assert len(rows) == 4
    assert all(row.count('<span class="range">') == 5 for row in rows)
    assert "What the stated inputs allow" in page
    assert "How far an orbit sees by day, straight from its middle (seen by day " in page


def test_two_processes_write_the_same_bytes(folder, tmp_path):
    done = run("plan", "two-rivers", "--out", tmp_path, "--workers", 2)

    assert done.exit_code == 0
    for name in ("plan.json", "brief.html"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_no_draws_leave_ranges_out_everywhere(tmp_path):
    done = run("plan", "two-rivers", "--out", tmp_path, "--draws", 0)

    assert done.exit_code == 0
    assert "percentile" not in done.stdout
    assert "What the stated inputs allow" not in (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))["draws"] is None


def test_another_seed_gives_other_ranges_and_the_same_headlines(folder):
    made = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    other = json.loads(run("plan", "two-rivers", "--json", "--seed", 7, "--out", folder.parent / "two").stdout)

    name = "dale-votes-yes"
    assert other["draws"]["seed"] == 7
    assert other["scenarios"][name]["ranges"] != made["scenarios"][name]["ranges"]
    assert other["scenarios"][name]["siting"] == made["scenarios"][name]["siting"]


def test_so_few_draws_that_they_have_no_percentiles_are_refused():
    done = run("plan", "two-rivers", "--draws", 5)

    assert done.exit_code == 2
    assert "5 draws have no 5th and 95th percentile; give 0 or at least 20" in done.stderr


def test_a_scheduler_that_is_not_there_is_told(tmp_path):
    pytest.importorskip("distributed", reason="distributed is not installed (the extra `cluster`)")
    done = run("plan", "two-rivers", "--scheduler", "no-such-scheme://here", "--out", tmp_path)

    assert done.exit_code == 1
    assert "nothing answers at 'no-such-scheme://here'" in done.stderr
