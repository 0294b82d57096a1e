"""Ctrl-C gives partial results that say so and an exit code of their own; no worker outlives the first process."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from truceline.cli import answers, main
from truceline.cli.answers import INTERRUPTED

LONG = ("rehearse", "two-rivers", "--replications", "1000000", "--drivers", "0", "--workers", "3")


@pytest.fixture
def ctrl_c(monkeypatch):
    """Press Ctrl-C once the bar has shown so many truces: the first of three blocks, or none."""
    shown, enough = answers._Bar.__call__, [1]

    def press(bar, done, of):
        shown(bar, done, of)
        if done >= enough[0]:
            raise KeyboardInterrupt

    monkeypatch.setattr(answers._Bar, "__call__", press)
    return enough


@pytest.mark.parametrize(
    ("command", "page"),
    [
        (["rehearse", "--replications", "1500", "--workers", "1", "--drivers", "0"], "exercise.html"),
        (["plan", "--replications", "1500", "--draws", "0"], "brief.html"),
    ],
)
@pytest.mark.usefixtures("ctrl_c")
def test_partial_results_say_so_and_the_exit_code_is_130(tmp_path, command, page):
    name, *rest = command
    done = CliRunner().invoke(
        main, [name, "two-rivers", "--scenario", "as-stated", *rest, "--out", str(tmp_path / "run")]
    )

    assert done.exit_code == INTERRUPTED == 130
    assert "interrupted: " in done.stderr
    record = json.loads((tmp_path / "run/run.json").read_text(encoding="utf-8"))["parameters"]
    assert 0 < record["done"] < record["replications"]
    assert f"{record['done']} of 1,500 replications done" in (tmp_path / "run" / page).read_text(encoding="utf-8")


def test_ctrl_c_before_anything_is_done_is_no_fault_of_the_inputs(tmp_path, ctrl_c):
    ctrl_c[0] = 0
    command = ["rehearse", "two-rivers", "--replications", "400", "--workers", "1", "--out", str(tmp_path / "run")]
    done = CliRunner().invoke(main, command)

    assert done.exit_code == INTERRUPTED
    assert "there is no result" in done.stderr
    assert not (tmp_path / "run").exists()


def test_ctrl_c_anywhere_else_is_told_and_leaves_no_result(tmp_path, monkeypatch):
    def press(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("truceline.services.check.check", press)
    done = CliRunner().invoke(main, ["check", "two-rivers"])
    assert (done.exit_code, done.stdout) == (130, "")
    assert "interrupted: there is no result" in done.stderr


def children(number):
    return [int(each) for each in Path(f"/proc/{number}/task/{number}/children").read_text().split()]


def alive(number):
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux's /proc")
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_the_first_process_however_it_ends(tmp_path, sign):
    command = [sys.executable, "-m", "truceline", *LONG, "--out", str(tmp_path / "run")]
    first = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while len(workers := children(first.pid)) < 3 and time.monotonic() < until:
            time.sleep(0.1)
        # two workers, and who counts semaphores
        time.sleep(3)  # they load and begin
        assert len(workers) == 3
    finally:
        os.kill(first.pid, sign)
        first.wait()
    until = time.monotonic() + 20
    while any(map(alive, workers)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(map(alive, workers))
