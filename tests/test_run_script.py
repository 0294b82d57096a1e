"""What `./run` sets up: enough for each command, and not more."""

import shutil
import subprocess

import pytest

from tests.places import ROOT

RUN = ROOT / "run"


def asked_for(folder, command):
    """Run a command where no Python is found, so that nothing is set up, and say from which lock it would be."""
    said = subprocess.run(
        ["/bin/sh", folder / "run", command], capture_output=True, text=True, env={"PATH": str(folder / "bin")}
    )
    return said.returncode, said.stdout + said.stderr


@pytest.fixture
def copy(tmp_path):
    """A copy of the script with a set-up .venv of the least lock; its Python only says what it is given."""
    shutil.copy(RUN, tmp_path / "run")
    (tmp_path / "requirements.lock").write_text("least")
    (tmp_path / "requirements-serve.lock").write_text("more")
    tools, python = tmp_path / "bin", tmp_path / ".venv/bin/python"
    tools.mkdir()
    for tool in ("dirname", "cmp"):
        (tools / tool).symlink_to(shutil.which(tool))
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@"\n')
    python.chmod(0o755)
    (tmp_path / ".venv/.installed-requirements.lock").write_text("least")
    return tmp_path


@pytest.mark.parametrize("command", ["plan", "check", "new", "monitor", "rehearse"])
def test_most_commands_need_the_least(copy, command):
    assert asked_for(copy, command) == (0, f"-m truceline {command}\n")


@pytest.mark.parametrize("command", ["serve", "session", "workbook"])
def test_pages_and_workbooks_need_more(copy, command):
    code, said = asked_for(copy, command)
    assert code == 1
    assert "starts Python 3.11, 3.12 or 3.13" in said

    (copy / ".venv/.installed-requirements-serve.lock").write_text("more")
    assert asked_for(copy, command) == (0, f"-m truceline {command}\n")
