"""The mutation run changes one thing at a time, tells what no test noticed, and leaves every file as it was."""

import importlib.util
from pathlib import Path

import pytest

CODE = '''"""Text, with a number 7 in it."""

LIMIT: int = 20


def near(value: float, strict: bool = True) -> str:
    """Say whether ``value`` lies within 3."""
    if value < LIMIT and not strict:
        return f"{value + 1} is near"
    return "far – " + str(value)
'''
TESTS = "from edge import near\n\n\ndef test_edge():\n    assert near(30) == 'far – 30'\n"


@pytest.fixture(scope="module")
def mutate():
    path = Path(__file__).parents[1] / "benchmarks" / "mutations.py"
    spec = importlib.util.spec_from_file_location("mutations", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def copy(tmp_path):
    for folder, name, text in (("src/truceline/room", "edge.py", CODE), ("tests/room", "test_edge.py", TESTS)):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / name).write_text(text, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('[tool.pytest.ini_options]\npythonpath = ["src/truceline/room"]\n')
    return tmp_path


def test_each_kind_changes_one_thing_and_texts_and_types_are_left_alone(mutate, copy):
    found = list(mutate.mutations(copy / "src/truceline/room/edge.py"))

    assert [(m.line, m.kind, m.after.strip()) for m in found] == [
        (3, "constant", "LIMIT: int = 21"),
        (6, "boolean", "def near(value: float, strict: bool = False) -> str:"),
        (8, "boolean", "if (value < LIMIT or not strict):"),
        (8, "comparison", "if (value >= LIMIT) and not strict:"),
        (8, "boundary", "if (value <= LIMIT) and not strict:"),
        (8, "boolean", "if value < LIMIT and (strict):"),
        (9, "return", "return None"),
        (10, "return", "return None"),
        (10, "arithmetic", "return ('far – ' - str(value))"),
    ]
    for mutation in found:
        compile(mutation.text, "edge.py", "exec")
        assert mutation.text.replace(mutation.after.encode(), mutation.before.encode(), 1) == CODE.encode()


def test_the_same_seed_draws_the_same_and_all_kinds_alike(mutate, copy):
    folder = copy / "src/truceline/room"

    assert mutate.drawn(folder, 6, 1) == mutate.drawn(folder, 6, 1)
    assert {m.kind for m in mutate.drawn(folder, 6, 1)} == {m.kind for m in mutate.mutations(folder / "edge.py")}
    assert len(mutate.drawn(folder, 100, 1)) == 9


def test_what_no_test_noticed_is_told_and_nothing_is_left_behind(mutate, copy, capsys):
    row = mutate.run(copy, "room", 3, 1).split()  # one of arithmetic, boolean and boundary

    assert row[:5] == ["room", "3", "1", "2", "0"]
    told = capsys.readouterr().out
    assert "room/edge.py:8 boundary survived\n-     if value < LIMIT" in told
    assert "arithmetic" not in told
    assert (copy / "src/truceline/room/edge.py").read_text(encoding="utf-8") == CODE
    assert not list(copy.rglob("*.pyc"))


def test_what_takes_too_long_is_out_of_time(mutate, copy):
    (copy / "tests/room/test_edge.py").write_text("def test_edge():\n    while True:\n        pass\n")

    assert mutate.outcome(copy, "room", "edge", 3.0) == "out of time"


def test_tests_that_fail_already_are_refused(mutate, copy):
    (copy / "tests/room/test_edge.py").write_text("def test_edge():\n    assert False\n")

    with pytest.raises(SystemExit, match=r"room \| its tests fail before anything is changed"):
        mutate.run(copy, "room", 1, 1)
