"""Every example runs and prints what was recorded beside it."""

import os
import subprocess
import sys

import pytest

from tests.places import EXAMPLES


@pytest.mark.parametrize("example", sorted(p.parent.name for p in EXAMPLES.glob("*/run.py")))
def test_the_example_prints_what_was_recorded(example):
    folder = EXAMPLES / example
    environment = {**os.environ, "PYTHONPATH": str(EXAMPLES.parent / "src"), "OPENBLAS_NUM_THREADS": "1"}

    done = subprocess.run([sys.executable, folder / "run.py"], capture_output=True, text=True, env=environment)

    assert done.returncode == 0, done.stderr
    assert done.stdout == (folder / "run.out").read_text(encoding="utf-8")


def test_every_example_has_a_recorded_output():
    assert {p.parent for p in EXAMPLES.glob("*/run.py")} == {p.parent for p in EXAMPLES.glob("*/run.out")}
