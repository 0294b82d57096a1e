"""The commands, run as a newcomer would."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner
from tests.places import ROOT

from truceline.cli import main


def run(*args):
    return CliRunner().invoke(main, [str(a) for a in args])


@pytest.fixture
def case(tmp_path):
    assert run("new", tmp_path / "mine").exit_code == 0
    return tmp_path / "mine"


def test_cases_lists_what_is_bundled():
    listed = json.loads(run("cases", "--json").stdout)["cases"]

    assert [entry["name"] for entry in listed] == ["two-rivers", "ukraine"]
    assert "two-rivers" in run("cases").stdout


def test_check_of_a_sound_case_says_so():
    found = run("check", "two-rivers")

    assert found.exit_code == 0
    assert found.stdout.startswith("two-rivers: no faults (")


def test_check_lists_all_faults_with_file_and_line(case):
    actors = case / "actors.csv"
    actors.write_text(actors.read_text() + "ash,Again,state,no,\n")
    pledges = case / "pledges.yaml"
    pledges.write_text(pledges.read_text().replace("basis: presence", "basis: presents", 1))

    found = run("check", case)

    assert found.exit_code == 1
    assert found.stdout == ""
    assert f"actors.csv:{len(actors.read_text().splitlines())} id" in found.stderr
    assert "pledges.yaml:" in found.stderr
    assert len(json.loads(run("check", case, "--json").stdout)["faults"]) == 2


def test_an_unknown_case_is_refused_and_the_bundled_ones_named():
    found = run("check", "three-rivers")

    assert found.exit_code == 1
    assert "two-rivers" in found.stderr


def test_new_never_overwrites(case):
    before = sorted(case.rglob("*"))

    found = run("new", case)

    assert found.exit_code == 1
    assert sorted(case.rglob("*")) == before


def test_plan_writes_its_results_and_a_record_of_the_run(case, tmp_path):
    out = tmp_path / "out"

    found = run("plan", case, "--out", out, "--json")

    assert found.exit_code == 0, found.stderr
    document = json.loads(found.stdout)
    assert document == json.loads((out / "plan.json").read_text())
    assert (out / "brief.html").read_text().startswith("<!doctype html>")
    record = json.loads((out / "run.json").read_text())
    assert {entry["path"] for entry in record["inputs"]} == {entry["path"] for entry in document["inputs"]}
    assert record["parameters"]["scenarios"] == list(document["scenarios"])


def test_two_runs_differ_only_in_the_time_stamp(tmp_path):
    for name in ("a", "b"):
        assert run("plan", "two-rivers", "--out", tmp_path / name).exit_code == 0

    files = sorted(p.name for p in (tmp_path / "a").iterdir())
    assert files == sorted(p.name for p in (tmp_path / "b").iterdir())
    for name in files:
        one, two = ((tmp_path / run_ / name).read_bytes() for run_ in "ab")
        if name == "run.json":
            one, two = ({**json.loads(text), "at": ""} for text in (one, two))
        assert one == two, name


def test_plan_can_be_asked_for_one_scenario_and_one_date(tmp_path):
    found = run(
        "plan", "two-rivers", "--as-of", "2031-02-12", "--scenario", "all-together", "--out", tmp_path, "--json"
    )

    document = json.loads(found.stdout)
    assert document["as_of"] == "2031-02-12"
    assert list(document["scenarios"]) == ["all-together"]


def test_an_unknown_scenario_names_those_there_are(tmp_path):
    found = run("plan", "two-rivers", "--scenario", "everything", "--out", tmp_path / "out")

    assert found.exit_code == 1
    assert "'everything'" in found.stderr
    assert "all-together" in found.stderr
    assert not (tmp_path / "out").exists()


def test_a_date_that_is_none_is_misuse():
    found = run("plan", "two-rivers", "--as-of", "25.3.2025")

    assert found.exit_code == 2
    assert "write it as 2025-03-25" in found.stderr


def test_the_default_folder_is_in_the_case(case):
    assert run("plan", case).exit_code == 0

    (folder,) = (case / "runs").iterdir()
    assert folder.name.endswith("-plan")
    assert (folder / "brief.html").exists()


@pytest.mark.parametrize(
    ("asked", "heavy"),
    [(["--help"], ("numpy", "pydantic", "shapely")), (["check", "two-rivers"], ("scipy.sparse", "highspy", "polars"))],
)
def test_what_a_command_does_not_need_is_not_loaded(asked, heavy):
    code = "import sys; from click.testing import CliRunner; from truceline.cli import main\n"
    code += f"CliRunner().invoke(main, {asked!r}); print([m for m in {heavy!r} if m in sys.modules])"
    source = ROOT / "src"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONPATH": str(source)})

    assert done.stdout == "[]\n", done.stderr


def test_linking_files_loads_nothing_that_reads_a_case(tmp_path):
    row = "r-1,a,2031-03-01T10:00:00Z,1.6,2.2,500,shelling\n"
    (tmp_path / "r.csv").write_text("id,source,time,lat,lon,radius_m,act\n" + row, encoding="utf-8")
    heavy = ("pydantic", "truceline.case", "truceline.casefolder.schema")
    code = "import sys; from click.testing import CliRunner; from truceline.cli import main\n"
    code += "done = CliRunner().invoke(main, ['link', 'r.csv', '--out', 'o.csv'])\n"
    code += f"print(done.exit_code, [m for m in {heavy!r} if m in sys.modules])"
    env = {"PYTHONPATH": str(ROOT / "src")}

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, cwd=tmp_path)

    assert done.stdout == "0 []\n", done.stderr


def test_a_server_that_begins_loads_no_solver_and_no_tables():
    heavy = ("scipy.sparse", "scipy.spatial", "scipy.special", "highspy", "polars", "alembic")
    code = f"import sys, truceline.web.serving; print([m for m in {heavy!r} if m in sys.modules])"
    source = ROOT / "src"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONPATH": str(source)})

    assert done.stdout == "[]\n", done.stderr


def test_a_plan_can_be_rehearsed_too(tmp_path):
    asked = ("plan", "two-rivers", "--scenario", "all-together", "--replications", 2, "--seed", 7)
    found = run(*asked, "--out", tmp_path, "--json")

    assert found.exit_code == 0, found.stderr
    exercise = json.loads(found.stdout)["exercise"]
    assert (exercise["seed"], exercise["replications"]) == (7, {"asked": 2, "done": 2})
    assert list(exercise["scenarios"]) == ["all-together"]
    record = json.loads((tmp_path / "run.json").read_text())
    assert record["seed"] == 7
    assert record["parameters"] | {"replications": 2, "done": 2, "drivers": 32} == record["parameters"]
    assert 'id="exercise"' in (tmp_path / "brief.html").read_text()


def test_a_plan_without_an_exercise_cannot_be_rehearsed(case, tmp_path):
    (case / "exercise.yaml").unlink()

    found = run("plan", case, "--replications", 2, "--out", tmp_path / "out")

    assert found.exit_code == 1
    assert "exercise.yaml | is missing; add it" in found.stderr
    assert run("plan", case, "--replications", 1).exit_code == 2


@pytest.mark.parametrize("target", ["9" * 4300, "inf", "nan", "-1"])
def test_a_target_beyond_counting_is_misuse(target):
    done = CliRunner().invoke(main, ["coalition", "two-rivers", "--target", target])

    assert done.exit_code == 2
    assert "--target" in done.stderr


def test_an_import_that_no_store_could_number_is_misuse():
    done = CliRunner().invoke(main, ["import", "withdraw", "99999999999999999999", "two-rivers"])

    assert done.exit_code == 2
    assert "is not in the range" in done.stderr
