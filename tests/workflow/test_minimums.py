"""Which lines are below their minimum, worked out again from requirement.csv and the months that plan.json gives."""

import csv
import json

import pytest
from click.testing import CliRunner

from truceline.casefolder.cases import find_case
from truceline.cli import main

SCENARIO = "truce-no-us-backstop"


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    out = tmp_path_factory.mktemp("plan")
    done = CliRunner().invoke(main, ["plan", "ukraine", "--scenario", SCENARIO, "--draws", "0", "--out", str(out)])
    assert done.exit_code == 0, done.output
    return out, done


@pytest.fixture(scope="module")
def below(run):
    """Titles of the lines of the scenario's own concept that lack their minimum in a month, with the minimum."""
    text = (find_case("ukraine").folder / "requirement.csv").read_text(encoding="utf-8")
    rows = {row["id"]: row for row in csv.DictReader(text.splitlines())}
    document = json.loads((run[0] / "plan.json").read_text(encoding="utf-8"))["scenarios"][SCENARIO]
    found = {}
    for concept in [document, *document["concepts"].values()]:
        for line in concept["generation"]["lines"]:
            row = rows[line["line"]]
            least = int(row["minimum"] or 0)
            asked = line["by_month"][int(row["from_month"]) - 1 : int(row["to_month"])]
            assert line["minimum"] == least
            assert line["minimum_met"] == all(month >= least for month in asked), line["line"]
            if concept is document and min(asked) < least:
                found[row["title"]] = least
    return found


def test_the_plan_tells_of_each_line_its_minimum_and_whether_the_worst_month_has_it(below):
    assert below == {"Battalions at key points": 5, "Surveillance drones for four orbits": 4}


def test_the_summary_names_the_lines_below_their_minimum(run, below):
    words = " ".join(run[1].output.split())
    (told,) = [part for part in words.split(f"{SCENARIO}: ") if part.startswith("lines below their minimum: ")]
    for title, least in below.items():
        assert title in told
        assert f"below its minimum of {least}" in told
    assert told.count("below its minimum of") == len(below)


def test_the_brief_says_so_beside_what_is_filled(run, below):
    html = (run[0] / "brief.html").read_text(encoding="utf-8")
    rows = [row.partition("</tr>")[0] for row in html.split("<tr id=") if 'data-label="Filled"' in row]
    for title, least in below.items():
        (row,) = [row for row in rows if title in row]
        assert f"below its minimum of {least}" in row
    assert sum("below its minimum" in row for row in rows) == len(below)
