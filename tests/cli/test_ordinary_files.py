"""Whatever file a command asks for: a pipe, a device or a folder is refused in words, and nothing waits for it."""

import os
import shutil
import signal
import threading

import pytest
from click.testing import CliRunner

from truceline.casefolder.cases import find_case
from truceline.cli import main

DOORS = {
    "site --dem": ("site", "CASE", "--dem", "FILE"),
    "site --roads": ("site", "CASE", "--roads", "FILE"),
    "site --denied": ("site", "CASE", "--denied", "FILE"),
    "diff": ("diff", "FILE", "FILE"),
    "read": ("read", "FILE", "--case", "two-rivers"),
    "accept": ("accept", "FILE", "CASE", "--by", "Ines"),
    "network": ("network", "FILE"),
    "import dna": ("import", "dna", "FILE"),
    "import firms": ("import", "firms", "FILE", "CASE"),
    "import --mapping": ("import", "csv", "FILE", "CASE", "--mapping", "FILE"),
    "import line": ("import", "line", "FILE", "CASE", "--owner", "", "--source", "s", "--as-of", "2031-03-01"),
    "link": ("link", "FILE", "--out", "OUT"),
    "judge": ("judge", "two-rivers", "FILE"),
    "claims": ("claims", "FILE"),
    "claims --agreement": ("claims", "CASE/claims.csv", "--agreement", "FILE"),
    "verify": ("verify", "FILE"),
    "verify --head": ("verify", "LOG", "--head", "FILE"),
    "rehearse --decisions": ("rehearse", "CASE", "--step", "--decisions", "FILE"),
    "plan": ("plan", "FILE"),
}
ENDINGS = {"network": ".dna", "site --dem": ".tif", "site --denied": ".geojson", "import line": ".gpkg"}


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("doors") / "case"
    shutil.copytree(find_case("two-rivers").folder, folder)
    return folder


@pytest.fixture
def within_seconds():
    if threading.current_thread() is threading.main_thread() and hasattr(signal, "SIGALRM"):
        signal.alarm(30)
        yield
        signal.alarm(0)
    else:
        yield


def a_pipe(path):
    os.mkfifo(path)


def a_device(path):
    path.symlink_to("/dev/zero")


def a_folder(path):
    path.mkdir()


@pytest.mark.usefixtures("within_seconds")
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
@pytest.mark.parametrize("make", [a_pipe, a_device, a_folder], ids=lambda make: make.__name__)
@pytest.mark.parametrize("door", DOORS)
def test_what_is_no_ordinary_file_is_refused_and_never_waited_for(door, make, case, tmp_path):
    file = tmp_path / f"given{ENDINGS.get(door, '.csv')}"
    make(file)
    words = {"FILE": str(file), "CASE": str(case), "OUT": str(tmp_path / "out.csv"), "LOG": str(tmp_path / "log.jsonl")}
    (tmp_path / "log.jsonl").write_text("")
    (tmp_path / "out.csv").unlink(missing_ok=True)

    done = CliRunner().invoke(main, [words.get(word, word.replace("CASE", str(case))) for word in DOORS[door]])

    assert (done.exit_code, type(done.exception)) == (1, SystemExit)
    assert "given" in done.stderr
    assert make is a_folder or any(
        words in done.stderr for words in ("is not a file", "is a file, not", "neither a file")
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([file.name, "log.jsonl"])
