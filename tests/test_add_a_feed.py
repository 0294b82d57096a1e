"""A feed is added with exactly two files: the worked example of the documentation, put into a copy of the package."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.places import DOCS, ROOT

BLOCKS = dict(
    re.findall(r'```\w+ title="(\S+)"\n(.*?)```', (DOCS / "howto" / "add-a-feed.md").read_text("utf-8"), re.DOTALL)
)
ADDED = {"village_log.py": "feeds", "village-log.yaml": "feeds/tables"}


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """Give the folder of a copy of the package with the two files of the example."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "src" / "truceline", folder / "truceline", ignore=shutil.ignore_patterns("__pycache__"))
    for name, place in ADDED.items():
        (folder / "truceline" / place / name).write_text(BLOCKS[name], encoding="utf-8")
    return folder


def run(package, *arguments):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(package), str(ROOT)])}
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], capture_output=True, text=True, env=environment, cwd=package
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_file_of_an_added_feed_is_imported_through_the_command_line(package, tmp_path):
    case, file = tmp_path / "case", tmp_path / "village-log.csv"
    file.write_text(BLOCKS["village-log.csv"], encoding="utf-8")
    run(package, "-m", "truceline", "new", case, "--from", "two-rivers")
    done = json.loads(run(package, "-m", "truceline", "import", "village-log", file, case, "--accept-rest", "--json"))

    assert (done["feed"], done["counts"]["new"], done["counts"]["refused"]) == ("village-log", 2, 1)
    assert done["refused"]["first"] == ["line 4 how | 'guessed' is no known how; known: 'seen', 'heard'"]


def test_the_help_and_the_reference_page_list_an_added_feed(package):
    listed = run(package, "-m", "truceline", "import", "--help")
    page = run(package, "-c", "from truceline.feeds.page import page; print(page())")

    assert re.search(r"^  village-log +Import incidents of the village log", listed, re.MULTILINE)
    assert "## village-log\n\nIncidents of the village log (CSV). Each row is a report." in page
    assert "| `heard` | 3,000 m | assumed | the keeper heard it and names the village |" in page


def test_the_tests_of_the_feeds_take_an_added_feed_and_its_sample(package):
    tests = package / "tests"
    shutil.copytree(ROOT / "tests" / "feeds", tests / "feeds", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "tests" / "places.py", tests)
    for name in ("village-log.csv", "village-log.expected.yaml"):
        (tests / "feeds" / "samples" / name).write_text(BLOCKS[name], encoding="utf-8")
    wanted = ["test_samples.py", "test_codes.py"]
    done = run(
        package, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "village", *(tests / "feeds" / n for n in wanted)
    )

    assert re.search(r"^\d+ passed", done.splitlines()[-1])
