"""``truceline serve`` as a command: what it says, what it refuses, and how it ends."""

import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from tests.web.conftest import Served

from truceline.cli import main
from truceline.services.session.people import Invited, people_invite
from truceline.services.session.versions import session_import
from truceline.web.entry import Entry


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


def refused_at_once(*arguments):
    """Ask to serve, in this process, at a port that is taken: nothing is served, whatever becomes of it."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = CliRunner().invoke(main, ["serve", *arguments, "--port", str(other.getsockname()[1])])
    return done.exit_code, done.stderr


def test_a_port_that_is_taken_is_told():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code, said = refused("two-rivers", "--port", str(port))

    assert code == 1
    assert f"--port {port} | cannot be used (Address already in use); give another, or --port 0 for any that is" in said


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.1", "example.org"])  # noqa: S104
def test_nobody_but_this_machine_is_served_as_there_is_no_sign_in(host):
    code, said = refused_at_once("two-rivers", "--host", host)

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
    code, said = refused_at_once("two-rivers", "--basemap", str(tmp_path / "map.pmtiles"))

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


def certificate(folder):
    """Write a certificate for localhost and its key; return their paths."""
    paths = folder / "tls.pem", folder / "tls.key"
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names]
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here; install it to run this test")
    subprocess.run([*made, "-out", paths[0], "-keyout", paths[1]], check=True, capture_output=True)
    return paths


def test_a_staff_signs_in_by_tls_and_an_invitation_leads_in(tmp_path):
    pem, key = certificate(tmp_path)
    store = tmp_path / "s.sqlite"
    server = Served("two-rivers", "--staff", "--tls-certificate", pem, "--tls-key", key, store=store)
    link = people_invite(Invited("anna", ["chair"]), "two-rivers", store, at=datetime.now(UTC)).result.address
    try:
        assert server.address.startswith("https://127.0.0.1:")
        trusted = ssl.create_default_context(cafile=str(pem))
        form = {"password": "seven swans on the pond", "again": "seven swans on the pond"}
        with httpx.Client(base_url=server.address, verify=trusted, headers={"origin": server.address}) as one:
            assert one.get("/two-rivers/home").headers["location"] == "/sign-in?to=%2Ftwo-rivers%2Fhome"
            assert one.post(link, data=form).headers["set-cookie"].startswith("__Host-truceline=")
            assert one.get("/two-rivers/members").status_code == 200
    finally:
        server.process.kill()
        server.process.communicate()


def test_a_store_that_has_people_is_served_to_who_signs_in_alone(tmp_path):
    store = tmp_path / "s.sqlite"
    session_import("two-rivers", "two-rivers", store, at=datetime.now(UTC))
    people_invite(Invited("anna", ["chair"]), "two-rivers", store, at=datetime.now(UTC))
    server = Served(store=store)
    try:
        found = httpx.get(f"{server.address}/two-rivers/home.json")
    finally:
        server.process.kill()
        server.process.communicate()

    assert (found.status_code, "sign in first" in found.text) == (401, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--host", "192.0.2.1", "--staff"], "--host 192.0.2.1 | passwords would cross the network in clear; give"),
        (["--host", "example.org", "--staff"], "--host example.org | is no address of this machine"),
        (["--staff", "--tls-key", "k"], "--tls-certificate | goes with --tls-key; give both"),
        (["--staff", "--behind", "proxy", "--name", "p"], "--behind proxy | is no address; give the proxy's own"),
        (["--staff", "--behind", "10.0.0.1"], "--behind | needs --name: the name by which browsers call the proxy"),
        (
            ["--staff", "--person-header", "X-P"],
            "--person-header | anybody could send it; give the proxy that it comes",
        ),
        (["--behind", "10.0.0.1", "--name", "p"], "--behind, --tls-certificate | are for a staff, which signs in"),
    ],
)
def test_nobody_is_let_in_without_sign_in_and_tls(arguments, words):
    code, said = refused_at_once("two-rivers", *arguments)

    assert code == 2
    assert words in said


def test_files_that_are_no_certificate_are_told(tmp_path):
    (tmp_path / "a.pem").write_text("nothing")
    code, said = refused_at_once(
        "two-rivers", "--staff", "--tls-certificate", str(tmp_path / "a.pem"), "--tls-key", str(tmp_path / "a.pem")
    )

    assert code == 1
    assert "a.pem | " in said
    assert "give a certificate and its own key, in PEM" in said


@pytest.mark.parametrize(
    ("entry", "called", "own"),
    [
        (Entry(), "http://127.0.0.1:8400/", "http://127.0.0.1:8400/"),
        (Entry("::1"), "http://[::1]:8400/", "http://[::1]:8400/"),
        (Entry("192.0.2.1", ("p.example",), Path("c")), "https://p.example:8400/", "https://192.0.2.1:8400/"),
        (Entry("192.0.2.1", (), Path("c")), "https://192.0.2.1:8400/", "https://192.0.2.1:8400/"),
        (Entry("127.0.0.1", ("p.example", "q"), proxy="10.0.0.1"), "https://p.example/", "http://127.0.0.1:8400/"),
    ],
)
def test_the_address_for_members_has_the_name_by_which_they_call_the_server(entry, called, own):
    assert entry.addresses(8400) == (called, own)


def test_the_usual_port_is_not_told():
    assert Entry("192.0.2.1", ("p.example",), Path("c")).addresses(443)[0] == "https://p.example/"
