"""`truceline rehearse` from the command line: replications, turn by turn, replay."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from truceline.casefolder.cases import find_case, new_case
from truceline.cli import main


def rehearse(*arguments, **more):
    return CliRunner().invoke(main, ["rehearse", *map(str, arguments)], catch_exceptions=False, **more)


def texts(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "run.json"}


SMALL = ("two-rivers", "--scenario", "all-together", "--replications", 20, "--days", 60, "--drivers", 0, "--workers", 1)
STEP = ("two-rivers", "--step", "--scenario", "council-mandate")


def test_replications_are_written_and_summed_up(tmp_path):
    done = rehearse(*SMALL, "--scenario", "as-stated", "--out", tmp_path / "run")
    assert done.exit_code == 0
    assert "no difference can be shown" in done.stdout
    assert "not chances of peace" in " ".join(done.stdout.split())
    document = json.loads((tmp_path / "run/rehearsal.json").read_text(encoding="utf-8"))
    assert document["replications"] == {"asked": 20, "done": 20}
    assert set(document["scenarios"]) == {"as-stated", "all-together"}
    together = document["scenarios"]["all-together"]
    assert 0.7 < together["measures"]["seen"]["value"] < 1
    assert len(together["survival"]["share"]) == 61
    assert {a["id"]: a["standing"] for a in document["assumptions"]}["branching_ratio"] == "assumed"
    assert len((tmp_path / "run/replications.csv").read_text(encoding="utf-8").splitlines()) == 41
    record = json.loads((tmp_path / "run/run.json").read_text(encoding="utf-8"))
    assert (record["command"], record["seed"]) == ("rehearse", 1)
    page = (tmp_path / "run/exercise.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "This case is made up" in page


def test_the_same_seed_gives_the_same_bytes_on_one_process_or_two(tmp_path):
    number = ("--replications", 120)
    for name, workers, seed in (("one", 1, 5), ("two", 2, 5), ("other", 1, 6)):
        rehearse(*SMALL, *number, "--workers", workers, "--seed", seed, "--out", tmp_path / name)
    assert texts(tmp_path / "one") == texts(tmp_path / "two")
    assert texts(tmp_path / "one") != texts(tmp_path / "other")


def test_json_is_one_document_on_stdout(tmp_path):
    done = rehearse(*SMALL, "--json", "--out", tmp_path)
    assert json.loads(done.stdout)["case"] == "two-rivers"


def test_an_exercise_played_turn_by_turn_is_replayed_to_the_same_bytes(tmp_path):
    answers = "1 to calm both\nnonsense\nquiet-word\n1\n2\n"
    played = rehearse(*STEP, "--out", tmp_path / "played", input=answers)
    assert played.exit_code == 0
    assert "Day 15: Shots at the ferry" in played.stdout
    assert "'nonsense' is not one of them" in played.stderr
    recorded = (tmp_path / "played/decisions.csv").read_text(encoding="utf-8")
    assert recorded.splitlines()[:3] == [
        "inject,option,note",
        "ferry-shots,hotline-now,to calm both",
        "guns-return,quiet-word,",
    ]
    again = rehearse(*STEP, "--decisions", tmp_path / "played/decisions.csv", "--out", tmp_path / "again", input="")
    assert again.exit_code == 0
    assert texts(tmp_path / "played") == texts(tmp_path / "again")
    report = (tmp_path / "played/after-action.md").read_text(encoding="utf-8")
    assert report.startswith("# After-action report: Does the truce")
    assert "Reason given: to calm both" in report
    assert "nobody saw it" in report


def test_an_answer_that_is_no_text_is_none_of_the_options(tmp_path):
    done = rehearse(*STEP, "--out", tmp_path / "run", input=b"\xff\xfe caf\xe9\n" + b"x" * 30_000 + b"\n1 because\n")

    assert done.exit_code == 0
    assert "'\ufffd\ufffd' is not one of them; give" in done.stderr
    assert "xxxx" * 100 not in done.stderr
    assert (tmp_path / "run/decisions.csv").read_text(encoding="utf-8").splitlines()[1].endswith(",because")


def test_staff_are_never_told_of_what_nobody_saw(tmp_path):
    played = rehearse(*STEP, "--out", tmp_path, input="1\n1\n1\n1\n")
    assert "nobody saw it" not in played.stdout


def test_an_exercise_that_stops_can_be_taken_up_again(tmp_path):
    first = rehearse(*STEP, "--json", "--out", tmp_path / "first", input="1\n")
    assert json.loads(first.stdout)["waiting"] == "guns-return"
    then = rehearse(
        *STEP, "--json", "--decisions", tmp_path / "first/decisions.csv", "--out", tmp_path / "then", input="1\n1\n1\n"
    )
    assert json.loads(then.stdout)["waiting"] is None
    whole = rehearse(*STEP, "--out", tmp_path / "whole", input="1\n1\n1\n1\n")
    assert whole.exit_code == 0
    assert texts(tmp_path / "then") == texts(tmp_path / "whole")


def test_past_reports_are_replayed_against_the_force(tmp_path):
    new_case(tmp_path / "case", find_case("two-rivers").folder)
    folder = tmp_path / "case/reports"
    folder.mkdir(exist_ok=True)
    for old in (*folder.iterdir(), tmp_path / "case/observations.csv"):
        old.unlink()
    noon = datetime(2031, 3, 10, 12, tzinfo=UTC).isoformat()
    rows = [f"r1,post,{noon},1.475,2.53,50,shelling", f"r2,press,{noon},1.475,2.531,800,shelling"]
    (folder / "march.csv").write_text("\n".join(["id,source,time,lat,lon,radius_m,act", *rows, ""]), encoding="utf-8")
    done = rehearse(tmp_path / "case", "--replay", "--scenario", "all-together", "--out", tmp_path / "run")
    assert done.exit_code == 0
    document = json.loads((tmp_path / "run/replay.json").read_text(encoding="utf-8"))
    (found,) = document["scenarios"].values()
    assert (found["incidents"], found["reports"]) == (1, 2)
    assert found["seen"] == pytest.approx(1, abs=0.05)
    assert 0 < found["attributable"]["likely"] < found["seen"]
    assert found["sectors"][0]["attributable"] == found["attributable"]
    assert "  attributable: " in done.stdout
    assert "Attributable" in (tmp_path / "run/replay.html").read_text(encoding="utf-8")
    assert "Reports are no census" in done.stdout
    assert (tmp_path / "run/replay.csv").read_text(encoding="utf-8").splitlines()[1].startswith("all-together,r1,2,")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("two-rivers", "--replay", "--step"), "two different exercises"),
        (("two-rivers", "--decisions", "x.csv"), "--decisions goes with --step"),
        (("two-rivers", "--drivers", "33"), "33 is not a power of 2"),
    ],
)
def test_misuse_ends_with_exit_code_2(arguments, words):
    done = rehearse(*arguments)
    assert done.exit_code == 2
    assert words in done.stderr


def test_faults_of_the_inputs_end_with_exit_code_1(tmp_path):
    new_case(tmp_path / "case", find_case("two-rivers").folder)
    (tmp_path / "case/exercise.yaml").unlink()
    lacking = rehearse(tmp_path / "case")
    assert lacking.exit_code == 1
    assert "exercise.yaml | is missing; add it" in lacking.stderr
    (tmp_path / "wrong.csv").write_text("inject,option,note\nferry-shots,dance,\n,,\n", encoding="utf-8")
    wrong = rehearse(*STEP, "--decisions", tmp_path / "wrong.csv", "--out", tmp_path / "run")
    assert wrong.exit_code == 1
    assert "wrong.csv:3 | names no inject or no option; give both" in wrong.stderr


def test_what_more_would_change_is_told_with_what_it_takes(tmp_path):
    done = rehearse(*SMALL, "--out", tmp_path)
    document = json.loads((tmp_path / "rehearsal.json").read_text(encoding="utf-8"))
    observers, orbit = document["additions"]
    assert (observers["scenario"], observers["kind"], orbit["kind"]) == ("all-together", "observers", "orbit")
    assert observers["where"] == ["Long Barrow", "Reed End"]
    assert observers["sums"]["arithmetic"].endswith("10 whole posts; free sites for 2 of them")
    assert observers["covered"]["after"]["day"] >= observers["covered"]["before"]["day"]
    measures = {each["measure"]: each for each in observers["differences"]}
    assert measures["held"]["first"] == "all-together"
    assert not measures["held"]["shown"]
    said = " ".join(done.stdout.split())
    assert "all-together with 100 more observers (chance to see by day" in said
    page = (tmp_path / "exercise.html").read_text(encoding="utf-8")
    assert "What a hundred observers or one orbit more would change" in page
    assert "They join ash-posts, under its caveats, and leave with it." in page


def test_what_cannot_be_added_is_named_instead_of_a_number(tmp_path):
    new_case(tmp_path / "case", find_case("two-rivers").folder)
    sites = tmp_path / "case/sites.geojson"
    layer = json.loads(sites.read_text(encoding="utf-8"))
    for each in layer["features"]:
        if each["properties"]["name"] in ("Long Barrow", "Reed End"):
            each["properties"]["kind"] = "airfield"
    sites.write_text(json.dumps(layer), encoding="utf-8")
    done = rehearse(tmp_path / "case", *SMALL[1:], "--out", tmp_path / "run")
    assert done.exit_code == 0
    words = "all-together with 100 more observers: not tried. sites.geojson | has no free site of kind 'post'"
    assert words in " ".join(done.stdout.split())
    observers, _ = json.loads((tmp_path / "run/rehearsal.json").read_text(encoding="utf-8"))["additions"]
    assert (observers["differences"], set(observers["covered"])) == ([], {"before"})
    assert "not tried: sites.geojson" in (tmp_path / "run/exercise.html").read_text(encoding="utf-8")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a shell")
def test_with_stderr_closed_stdout_holds_the_document_alone(tmp_path):
    words = f"rehearse two-rivers --replications 2 --drivers 0 --workers 1 --days 3 --json --out {tmp_path / 'out'}"
    done = subprocess.run(["/bin/sh", "-c", f'"{sys.executable}" -m truceline {words} 2>&-'], capture_output=True)

    assert done.returncode == 0
    assert json.loads(done.stdout)["document"] == "rehearsal"
