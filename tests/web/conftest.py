"""A served session of the small case, as a browser on this machine asks for it."""

import contextlib
import copy
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest
import uvicorn
from starlette.requests import Request

from tests.places import ROOT
from tests.store.sessions import ASH, ELM, begin, later
from tests.web.members import PROXIED
from tests.web.planted import secret_world
from tests.web.sessions import SECRET, accept
from truceline.accounts.releasability import Release
from truceline.casefolder.cases import find_case
from truceline.services.session.plans import Plans
from truceline.services.session.serving import open_workspace
from truceline.services.session.workspace import Workspace
from truceline.store.engine import open_store
from truceline.web.app import application
from truceline.web.live import Ending

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRAWING = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
"""WebGL without a graphics card."""
PLAIN = [*DRAWING, "--disable-gpu-compositing", "--disable-gpu-rasterization"]
"""Pages put together without WebGL, in half the time; a map that is drawn so says on the console that it is slow."""


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
        self.address = re.findall(r"(https?://\S+?)/[ ;]", self.said)[-1]  # where it answers, after how it is called

    def end(self, signal):
        """Send it a signal, and give its exit code and what it said since."""
        self.process.send_signal(signal)
        said = self.process.communicate(timeout=30)[1]
        return self.process.returncode, said


@contextlib.contextmanager
def listening(app):
    """Serve an application from a thread of this process; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as sock:
        server = uvicorn.Server(uvicorn.Config(app, lifespan="on", log_level="warning", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, args=([sock],), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{sock.getsockname()[1]}"
        server.should_exit = True
        thread.join(30)


class Proxy:
    """Stands in front as a proxy does: tells who is signed in, whom a header or a cookie names."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http" and (named := Request(scope).cookies.get("person")):
            scope = {**scope, "headers": [*scope["headers"], (b"x-person", named.encode())]}
        await self.app(scope, receive, send)


@pytest.fixture(scope="session")
def served_store(tmp_path_factory):
    """The place of the served store."""
    return tmp_path_factory.mktemp("store") / "sessions.sqlite"


@pytest.fixture(scope="session")
def served(folder, served_store):
    key = served_store.with_name("key.pem")
    server = Served("two-rivers", folder, "--key", key, "--new-key", store=served_store)
    yield server
    server.process.kill()
    server.process.communicate()


@pytest.fixture(scope="session")
def client(served):
    """Ask as a browser does; the first plan is there, with its ranges."""
    with httpx.Client(base_url=served.address, timeout=120) as asked:
        asked.get("/two-rivers/live?version=1")
        yield asked


@pytest.fixture
def workspace(folder, tmp_path):
    opened = open_workspace([folder], tmp_path / "own.sqlite", at=T0, say=print)
    yield opened
    opened.close()


def three_versions(store):
    """Make three versions: as imported, Elm's pledge with another number, and Ash's told to the chair alone."""
    begin(store)
    accept(store, ELM, "elm-posts", b"likely: 4,", b"likely: 5,")
    accept(store, ASH, "ash-posts", b"Four posts", SECRET, Release.CHAIR)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory, empty_store):
    """A store on SQLite with three versions, to be copied."""
    place = shutil.copyfile(empty_store, tmp_path_factory.mktemp("prepared") / "store.sqlite")
    opened = open_store(place)
    three_versions(opened)
    opened.close()
    return place


@pytest.fixture
def session(store, request):
    """A store of a test's own with three versions, on each database."""
    if store.engine.dialect.name == "sqlite":
        prepared = request.getfixturevalue("prepared")
        with (
            contextlib.closing(sqlite3.connect(prepared)) as made,
            contextlib.closing(sqlite3.connect(store.where)) as own,
        ):
            made.backup(own)  # into the file as it is open
    else:
        three_versions(store)
    return store


@pytest.fixture(scope="session")
def secrets_planted(tmp_path_factory, empty_store):
    """A world of secrets in a store on SQLite, which is closed; see `secret_copy`."""
    place = shutil.copyfile(empty_store, tmp_path_factory.mktemp("secrets") / "store.sqlite")
    opened = open_store(place)
    made = secret_world(opened, "k")
    opened.close()
    return place, made


@pytest.fixture(scope="module")
def secret_copy(secrets_planted, tmp_path_factory):
    """A world of secrets of a module's own, which may go on in it."""
    place, made = secrets_planted
    opened = open_store(shutil.copyfile(place, tmp_path_factory.mktemp("planted") / "store.sqlite"))
    yield replace(copy.deepcopy(replace(made, store=None)), store=opened)
    opened.close()


@pytest.fixture(scope="session")
def plans():
    """Plans by what is seen of a case, which tests share: what one has waited for no other works out."""
    opened = Plans()
    yield opened
    opened.close()


@pytest.fixture
def members(session, plans):
    """Ask as any member of the session does."""
    workspace = Workspace(session, alone=False, plans=plans)
    with (
        listening(Proxy(application(workspace, Ending(), entry=PROXIED, clock=lambda: later(60)))) as address,
        httpx.Client(base_url=address, timeout=120) as opened,
    ):
        yield opened


@pytest.fixture(scope="session")
def engine():
    if CHROMIUM is None:
        pytest.skip("no Chromium here; install the package chromium to run this test")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not here; ./run test sets it up")
    with sync_api.sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(engine):
    """A browser for pages."""
    opened = engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *PLAIN])
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def drawing_browser(engine):
    """A browser for the map."""
    opened = engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *DRAWING])
    yield opened
    opened.close()
