"""``truceline serve`` as a command: what it says, what it refuses, and how it ends."""

import os
import signal
import socket
import subprocess
import sys
import tempfile

import httpx
import pytest
from tests.web.conftest import Served


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "told to end"])
def test_it_ends_cleanly_also_while_it_plans_and_somebody_listens(how, tmp_path):
    server = Served("two-rivers", store=tmp_path / "own.sqlite")
    with httpx.stream("GET", f"{server.address}/two-rivers/live?as_of=2031-03-15", timeout=60) as open_page:
        next(open_page.iter_lines())
        code, said = server.end(how)

    assert (code, said) == (0, "")


def refused(*arguments):
    command = [sys.executable, "-m", "truceline", "serve", *arguments]
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"TRUCELINE_STORE": f"{folder}/own.sqlite"}
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=environment)
    return done.returncode, done.stderr


def test_a_port_that_is_taken_is_told():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code, said = refused("two-rivers", "--port", str(port))

    assert code == 1
    assert f"--port {port} | cannot be used (Address already in use); give another, or --port 0 for any that is" in said


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.1", "example.org"])  # noqa: S104
def test_nobody_but_this_machine_is_served_as_there_is_no_sign_in(host):
    code, said = refused("two-rivers", "--host", host)

    assert code == 2
    assert f"--host {host} | there is no sign-in, so only this machine may ask" in said


def test_a_case_at_fault_is_told_before_anything_is_served(case):
    case.edit("case.toml", "title", "titel")
    code, said = refused(str(case.folder), "--port", "0")

    assert code == 1
    assert "case.toml" in said
    assert "http://" not in said


def test_two_cases_of_one_name_are_told(case):
    code, said = refused(str(case.folder), str(case.folder))

    assert code == 2
    assert "two cases are named 'ford'" in said


def test_what_is_no_base_map_is_told(tmp_path):
    (tmp_path / "map.pmtiles").write_bytes(b"SQLite format 3")
    code, said = refused("two-rivers", "--basemap", str(tmp_path / "map.pmtiles"))

    assert code == 1
    assert "is no PMTiles file of version 3" in said


def test_without_the_extra_it_says_what_to_install(tmp_path):
    (tmp_path / "uvicorn.py").write_text("raise ModuleNotFoundError(\"No module\", name='uvicorn')", encoding="utf-8")
    program = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); sys.argv = ['truceline', 'serve', 'two-rivers']\n"
    program += "from truceline.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 1
    assert "uvicorn | is not installed; install it with: pip install 'truceline[serve]'" in done.stderr


def test_a_base_map_is_handed_to_the_map_page_piece_by_piece(tmp_path):
    (tmp_path / "own.pmtiles").write_bytes(b"PMTiles\x03" + bytes(range(120)))
    server = Served("two-rivers", "--basemap", tmp_path / "own.pmtiles", store=tmp_path / "own.sqlite")
    with httpx.Client(base_url=server.address, timeout=60) as client:
        client.get("/two-rivers/home.csv")
        page = client.get("/two-rivers/map")
        piece = client.get("/basemap.pmtiles", headers={"range": "bytes=8-11"})
    server.end(signal.SIGTERM)

    assert 'data-tiles="/basemap.pmtiles"' in page.text
    assert 'src="/static/vendor/pmtiles.js"' in page.text
    assert (piece.status_code, piece.content) == (206, bytes(range(4)))
