"""A small sample of commands that are killed, and of many that write at once; long: ``python -m benchmarks.kills``."""

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from benchmarks.killing.commands import COMMANDS, ELSEWHERE, WRITES_NOTHING

from truceline.cli import main

ROOT = Path(__file__).parents[2]
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no forks")


def run(name, *words):
    command = [sys.executable, "-m", f"benchmarks.{name}", *words]
    surroundings = os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)


def leaves(command, *before):
    """Every command of the line by its words."""
    if isinstance(command, click.Group):
        for name, each in command.commands.items():
            yield from leaves(each, *before, name)
    else:
        yield " ".join(before)


def test_every_command_is_killed_or_known_to_write_nothing():
    killed = {each.name for each in COMMANDS}

    assert killed | {*WRITES_NOTHING} | {*ELSEWHERE} == {*leaves(main)}
    assert not killed & {*WRITES_NOTHING}


FORKING = """
from pathlib import Path
import polars as pl
from benchmarks.killing.processes import run
here = Path.cwd()
work = lambda: print(pl.DataFrame({"a": [1, 1, 2]}).group_by("a").len().height)
print(run(work, here).code)
work()
run(work, here)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="names of threads are read as Linux has them")
def test_nothing_is_forked_where_polars_has_threads_that_a_fork_would_wait_for(tmp_path):
    (tmp_path / "in").mkdir()
    surroundings = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-c", FORKING]
    done = subprocess.run(command, cwd=tmp_path / "in", env=surroundings, capture_output=True, text=True, check=False)

    assert done.stdout.split() == ["0", "2"]
    assert "polars has worked in this process" in done.stderr


@forks
def test_a_command_that_is_killed_leaves_all_or_nothing_and_the_next_one_cleans_up():
    done = run("kills", "--kills", "5", "--seed", "17", "add ruling", "new copy")

    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-2_000:]
    assert "2 commands, each killed 5 times: 0 at fault" in done.stdout


@forks
def test_what_many_write_at_once_in_a_case_and_in_a_session_is_all_kept():
    done = run("writers", "--writers", "6", "--runs", "1", "--readers", "1")

    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-2_000:]
    assert len(re.findall(r"^6 writers in a \w+.*: all kept in 1 of 1 runs", done.stdout, re.MULTILINE)) == 2
