"""What ``pip install .`` gives: the wheel, built from the sdist, holds everything and runs from anywhere."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.places import ROOT

UV = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")


def run(*command, folder):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run([*map(str, command)], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    build = ("--no-build-isolation", "--offline", "--python", sys.executable, "--out-dir", folder)
    run(UV, "build", *build, ROOT, folder=folder)  # the sdist first, then the wheel from it
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_every_file_of_the_package(wheel):
    package = ROOT / "src" / "truceline"
    files = {
        p.relative_to(ROOT / "src").as_posix()
        for p in package.rglob("*")
        if p.is_file() and p.parent.name != "__pycache__"
    }

    assert files <= set(ZipFile(wheel).namelist())


def test_it_runs_from_anywhere_with_the_locked_versions_and_nothing_else(wheel, tmp_path):
    python = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = (UV, "pip", "install", "--python", python)
    run(UV, "venv", "--python", sys.executable, tmp_path / "venv", folder=tmp_path)
    locked = subprocess.run([*install, "--require-hashes", "-r", ROOT / "requirements.lock"], capture_output=True)
    if any(sign in locked.stderr for sign in (b"error sending request", b"the network was disabled")):
        pytest.skip("the package index cannot be reached, and uv has not everything in its cache")
    assert locked.returncode == 0, locked.stderr.decode()

    run(*install, "--offline", "--no-deps", wheel, folder=tmp_path)
    run(UV, "pip", "check", "--python", python, folder=tmp_path)  # nothing that the wheel asks for is missing

    truceline = python.with_name("truceline")
    assert run(truceline, "cases", folder=tmp_path).splitlines()[0] == "two-rivers  Two Rivers"
    assert "two-rivers: no faults" in run(truceline, "check", "two-rivers", folder=tmp_path)
    assert "Two Rivers" in run(truceline, "plan", "two-rivers", "--out", "plan", folder=tmp_path)
    assert "Two Rivers" in run(truceline, "monitor", "two-rivers", "--out", "bulletin", folder=tmp_path)
    assert (tmp_path / "plan" / "brief.html").stat().st_size > 100_000
