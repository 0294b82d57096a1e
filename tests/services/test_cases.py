"""Check, new and cases as a Python user would call them."""

import json

import pytest

from truceline.errors import CaseError
from truceline.services.cases import cases
from truceline.services.check import check
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


def test_a_folder_in_use_is_left_as_it_is(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(CaseError, match="the case folder was not made"):
        new(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_every_bundled_case_is_sound():
    done = cases()

    assert [row["name"] for row in json.loads(done.json)["cases"]] == list(done.result) == ["two-rivers", "ukraine"]
    assert done.text.splitlines()[0] == f"two-rivers  {done.result['two-rivers']}"
