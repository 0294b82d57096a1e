"""The growth table runs real commands on an enlarged case, and another checkout beside."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not say what a process took")
def test_a_row_has_a_column_for_each_checkout_with_time_memory_and_how_it_ended():
    words = ("--only", "facts", "vertex", "--facts", "1", "--against", str(ROOT))
    command = [sys.executable, "-m", "benchmarks.growth", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    _, facts, vertex = done.stdout.splitlines()
    cell = r"\| +\d+\.\d s +\d+ MB"
    assert re.fullmatch(rf"1 more facts +{cell} +{cell} +", facts)
    assert re.fullmatch(rf"a vertex at 170 E, 0 N +{cell} exit 1 +{cell} exit 1 +", vertex)
