"""What Windows lacks is not needed: no fcntl, no time zones of the system, no UTF-8 on pipes, open files that stay."""

import os
import subprocess
import sys

import pytest

from tests.places import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the stand-in for Windows looks into /proc")


def run(*arguments, folder):
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PYTHONIOENCODING": "cp1252"}
    command = [sys.executable, "-X", "warn_default_encoding", "-m", "tests.fakes.windows", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, cwd=folder, env=environment)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def test_a_bulletin_is_signed_and_its_log_verified(tmp_path):
    signed = ("monitor", "two-rivers", "--key", "key.pem", "--log", "log.jsonl", "--out", "out")
    run(*signed, "--new-key", folder=tmp_path)
    text = (tmp_path / "log.jsonl").read_bytes()
    run(*signed, folder=tmp_path)  # waits for no lock that the first has left

    told = run("verify", "log.jsonl", "--head", "out/head.json", folder=tmp_path).decode()

    assert (tmp_path / "log.jsonl").read_bytes() == text
    assert f"{len(text.splitlines())} entries, none altered" in told


def test_what_is_printed_is_utf_8_whatever_the_pipe_takes(tmp_path):
    told = run("new", "дві-річки", "--from", "two-rivers", folder=tmp_path)

    assert told.decode("utf-8").startswith("дві-річки: a copy of two-rivers")


def test_a_new_case_takes_an_empty_folder_and_a_row_that_is_refused_lies_beside_its_store(tmp_path):
    (tmp_path / "mine").mkdir()
    good = "".join(f"r{n},1965-01-02T03:04:05Z,0.5,1.5,100,shelling\n" for n in range(30))
    text = f"id,time,lat,lon,radius_m,act\n{good}bad,2125-01-02T03:04:05Z,0.5,1.5,100,shelling\n"
    (tmp_path / "reports.csv").write_text(text, encoding="utf-8")

    run("new", "mine", "--from", "two-rivers", folder=tmp_path)
    run("import", "csv", "reports.csv", "mine", folder=tmp_path)

    (refused,) = (tmp_path / "mine" / "reports").glob("refused-*.csv")
    assert b"2125-01-02T03:04:05Z" in refused.read_bytes()
