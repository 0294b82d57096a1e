"""Plan as a Python user would: plain values in, files and an outcome out."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from truceline.errors import CaseError, MisuseError
from truceline.services.diff import diff
from truceline.services.plan import plan

AT = datetime(2031, 4, 1, 6, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    out = tmp_path_factory.mktemp("plan") / "run"
    return plan("two-rivers", at=AT, as_of=date(2031, 3, 1), scenarios=["as-stated"], draws=0, out=out)


def test_the_outcome_names_every_file_written_and_holds_the_document(planned):
    (folder,) = {path.parent for path in planned.written}

    assert sorted(path.name for path in planned.written) == sorted(path.name for path in folder.iterdir())
    assert (folder / "plan.json").read_text(encoding="utf-8") == planned.json
    assert planned.notes == (f"written to {folder}: {', '.join(path.name for path in planned.written)}",)
    assert list(json.loads(planned.json)["scenarios"]) == ["as-stated"]
    assert [each.scenario.id for each in planned.result.plan.scenarios] == ["as-stated"]


def test_the_run_is_recorded_with_the_instant_that_was_given(planned):
    record = json.loads(planned.written[-1].read_text(encoding="utf-8"))

    assert planned.written[-1].name == "run.json"
    assert record["at"] == "2031-04-01T06:30:00+00:00"
    assert record["parameters"] == {"as_of": "2031-03-01", "scenarios": ["as-stated"], "draws": 0}


def test_the_same_call_makes_the_same_bytes(planned, tmp_path):
    again = plan("two-rivers", at=AT, as_of=date(2031, 3, 1), scenarios=["as-stated"], draws=0, out=tmp_path / "again")

    assert [path.read_bytes() for path in again.written] == [path.read_bytes() for path in planned.written]


def test_a_run_without_a_folder_lies_in_the_case_under_its_instant(case):
    done = plan(case.folder, at=AT, draws=0)

    assert done.written[0].parent == case.folder / "runs" / "2031-04-01T063000Z-plan"


def test_nothing_is_written_where_a_scenario_is_unknown(tmp_path):
    with pytest.raises(CaseError, match="as-stated"):
        plan("two-rivers", at=AT, scenarios=["as-told"], draws=0, out=tmp_path / "run")

    assert list(tmp_path.iterdir()) == []


def test_a_case_without_an_exercise_is_refused_before_anything_is_planned_or_written(case):
    (case.folder / "exercise.yaml").unlink(missing_ok=True)
    (case.folder / "injects.csv").unlink(missing_ok=True)

    with pytest.raises(CaseError, match="has no exercise"):
        plan(case.folder, at=AT, replications=2)

    assert not (case.folder / "runs").exists()


def test_a_folder_that_is_a_file_is_refused_with_what_to_do(tmp_path):
    (tmp_path / "taken").write_text("mine", encoding="utf-8")

    with pytest.raises(CaseError) as caught:
        plan("two-rivers", at=AT, scenarios=["as-stated"], draws=0, out=tmp_path / "taken")

    (problem,) = caught.value.problems
    assert problem.endswith("give another folder with --out")
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


def test_progress_is_told_of_every_truce(tmp_path):
    heard = []

    done = plan(
        "two-rivers",
        at=AT,
        scenarios=["as-stated"],
        draws=0,
        replications=40,
        out=tmp_path / "run",
        progress=lambda so_far, of: heard.append((so_far, of)),
    )

    assert heard[0][0] == 0
    assert heard[-1][0] == heard[-1][1]
    assert sorted(heard) == heard
    assert done.result.rehearsal.done == 40


def test_a_plan_differs_from_itself_in_nothing(planned, tmp_path):
    folder = planned.written[0].parent

    found = diff(folder, folder, out=tmp_path / "pages" / "diff.html")

    assert found.written == (tmp_path / "pages" / "diff.html",)
    assert found.written[0].read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [change for scenario in found.result.scenarios for change in scenario.lines] == []


def test_a_comparison_that_cannot_be_written_is_refused(planned, tmp_path):
    (tmp_path / "taken").write_text("mine", encoding="utf-8")

    with pytest.raises(CaseError, match="the comparison was not written"):
        diff(planned.written[0], planned.written[0], out=tmp_path / "taken" / "diff.html")


def test_a_run_whose_last_file_cannot_be_written_leaves_none(tmp_path):
    (tmp_path / "run.json").mkdir()

    with pytest.raises(CaseError, match="the results were not written"):
        plan("two-rivers", at=AT, scenarios=["as-stated"], draws=0, out=tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["run.json"]


@pytest.mark.parametrize("asked", [{"draws": 5}, {"draws": 0, "replications": 1}])
def test_too_few_to_show_a_spread_is_misuse(tmp_path, asked):
    with pytest.raises(MisuseError):
        plan("two-rivers", at=AT, out=tmp_path / "run", **asked)

    assert list(tmp_path.iterdir()) == []


def test_the_instant_of_a_run_is_written_in_utc_whatever_zone_it_came_in(case):
    east = datetime(2031, 4, 1, 9, 30, tzinfo=timezone(timedelta(hours=3)))

    done = plan(case.folder, at=east, draws=0)

    assert done.written[0].parent.name == "2031-04-01T063000Z-plan"
    assert json.loads(done.written[-1].read_text(encoding="utf-8"))["at"] == "2031-04-01T06:30:00+00:00"


def test_a_time_without_a_zone_is_no_instant(case):
    with pytest.raises(MisuseError, match="names no zone"):
        plan(case.folder, at=AT.replace(tzinfo=None), draws=0)

    assert not (case.folder / "runs").exists()
