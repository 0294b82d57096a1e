"""A served session of the small case, as a browser on this machine asks for it."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime

import httpx
import pytest
import uvicorn
from starlette.requests import Request

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
        self.address = re.match(r"(http://\S+?)/ ", self.said)[1]

    def end(self, signal):
        """Send it a signal, and give its exit code and what it said since."""
        self.process.send_signal(signal)
        said = self.process.communicate(timeout=30)[1]
        return self.process.returncode, said


@contextlib.contextmanager
def listening(app):
    """Serve an application from a thread of this process; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as sock:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, args=([sock],), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{sock.getsockname()[1]}"
        server.should_exit = True
        thread.join(30)


class SignedIn:
    """Signs in whoever a header or a cookie names."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            request = Request(scope)
            named = request.headers.get("x-person") or request.cookies.get("person", "")
            scope.setdefault("state", {})["person"] = named
        await self.app(scope, receive, send)


@pytest.fixture(scope="session")
def place(tmp_path_factory):
    """The place of the served store."""
    return tmp_path_factory.mktemp("store") / "sessions.sqlite"


@pytest.fixture(scope="session")
def served(folder, place):
    server = Served("two-rivers", folder, store=place)
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
