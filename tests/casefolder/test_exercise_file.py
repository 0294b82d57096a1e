"""The exercise's files are read strictly, and what is wrong with them is told."""

import pytest

from truceline.casefolder.cases import find_case, new_case, read_case
from truceline.errors import CaseError


@pytest.fixture
def folder(tmp_path):
    new_case(tmp_path / "case", find_case("two-rivers").folder)
    return tmp_path / "case"


def faults(folder, name, old, new):
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        read_case(folder)
    return "\n".join(caught.value.problems)


def test_the_bundled_cases_have_their_exercises():
    for name, injects in (("two-rivers", 4), ("ukraine", 0)):
        case = read_case(find_case(name).folder)
        (exercise,) = case.exercises
        assert len(exercise.assumptions) == 14
        assert len(case.injects) == injects
        assert exercise.days == 365
        assert all(inject.options for inject in case.injects)


def test_a_case_without_an_exercise_is_a_case(folder):
    (folder / "exercise.yaml").unlink()
    (folder / "injects.csv").unlink()
    case = read_case(folder)
    assert (case.exercises, case.injects) == ((), ())


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("exercise.yaml", "id: memory_days", "id: memory", "memory_days is missing; add a number with this id"),
        ("exercise.yaml", 'unit: "days"', 'unit: "weeks"', "is in 'weeks'; give it in 'days'"),
        ("exercise.yaml", "low: 3\n", "low: 0\n", "runs from 0 to 10; keep it within 1 and inf"),
        ("exercise.yaml", "clock_start: report", "clock_start: rumour", "'rumour' is not known"),
        ("exercise.yaml", "clock_start: report, ", "", "the key 'clock_start' is missing; add it"),
        ("exercise.yaml", "per_day: 3, days: 4", "step: council", "no collapse is a rate; add one"),
        ("exercise.yaml", "per_day: 3, days: 4", "per_day: 3, days: 4, step: hotline", "is neither a rate nor a step"),
        ("exercise.yaml", "fact: parliament_dale", "fact: parliament_dael", "did you mean 'parliament_dale'?"),
        ("exercise.yaml", 'unit: "1/year"', 'unit: "1/day"', "give 0 or more, in the unit '1/year'"),
        ("exercise.yaml", "standing: assumed", "standing: published", "no source is given; name the source"),
        ("injects.csv", "hotline-now,ferry-shots", "hotline-now,ferry-shoots", "did you mean 'ferry-shots'?"),
        ("injects.csv", "guns-return,,60", "guns-return,,", "is neither an inject nor a decision"),
        ("injects.csv", "middle,0.6,14", "centre,0.6,14", "the sector 'centre' is not known"),
    ],
)
def test_a_fault_is_told_with_its_remedy(folder, name, old, new, words):
    found = faults(folder, name, old, new)
    assert words in found
    assert found.startswith(f"{name}")
