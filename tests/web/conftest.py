"""A served session of the small case, as a browser on this machine asks for it."""

import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime

import httpx
import pytest

from tests.places import ROOT
from truceline.casefolder.cases import find_case
from truceline.services.session.serving import open_workspace

T0 = datetime(2031, 4, 1, 9, tzinfo=UTC)


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A copy of the bundled case, which a test may change."""
    place = tmp_path_factory.mktemp("served") / "rivers"
    shutil.copytree(find_case("two-rivers").folder, place)
    return place


class Served:
    """``truceline serve`` as a process of its own, at a port that was free."""

    def __init__(self, *arguments, store):
        environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "OPENBLAS_NUM_THREADS": "1"}
        command = [
            sys.executable,
            "-m",
            "truceline",
            "serve",
            *map(str, arguments),
            "--port",
            "0",
            "--store",
            str(store),
        ]
        self.process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
        self.notes = []
        while not (said := self.process.stderr.readline()).startswith("http"):
            assert said, "\n".join(self.notes)
            self.notes.append(said)
        self.said = said
        self.address = re.match(r"(https?://\S+?)/ ", self.said)[1]

    def end(self, signal):
        """Send it a signal, and give its exit code and what it said since."""
        self.process.send_signal(signal)
        said = self.process.communicate(timeout=30)[1]
        return self.process.returncode, said


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    """The place of the served store."""
    return tmp_path_factory.mktemp("store") / "sessions.sqlite"


@pytest.fixture(scope="session")
def served(folder, store):
    server = Served("two-rivers", folder, store=store)
    yield server
    server.process.kill()
    server.process.communicate()


@pytest.fixture(scope="session")
def client(served):
    """Ask as a browser does; the first plan is there, with its ranges."""
    with httpx.Client(base_url=served.address, timeout=120) as asked:
        asked.get("/two-rivers/live")
        yield asked


@pytest.fixture
def workspace(folder, tmp_path):
    opened = open_workspace([folder], tmp_path / "own.sqlite", at=T0, say=print)
    yield opened
    opened.close()
