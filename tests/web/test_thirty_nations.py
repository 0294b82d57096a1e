"""The tutorial of thirty nations: every command as it stands, and its way through the pages as the pictures show it."""

import importlib.util
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.places import DOCS, EXAMPLES
from tests.web.conftest import Served
from truceline.cli import main

PAGE = DOCS / "tutorial" / "thirty-nations.md"
LARGEST_BYTES = 1_000_000
"""How large the pictures of the tutorial may be in all."""


def photograph():
    spec = importlib.util.spec_from_file_location("photograph", DOCS / "photograph.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def commands():
    return [shlex.split(line) for line in PAGE.read_text(encoding="utf-8").split("\n") if line.startswith("    ")]


def run(words):
    words = [str(found) for each in words for found in (sorted(Path().glob(each)) if "*" in each else [each])]
    if words[0] == "python3":
        script = EXAMPLES.parent / words[1]
        done = subprocess.run([sys.executable, script, *words[2:]], check=True, capture_output=True, text=True)
        return done.stdout
    done = CliRunner().invoke(main, words[1:])
    assert done.exit_code == 0, (words, done.output)
    return done.stdout


def afternoon(here, browser):
    """Go through the tutorial in a folder; return what was printed, and the pictures with the page that each is of."""
    said, shots = {}, {}

    def note(page, name, at):
        shots[name] = page.locator(at).first.inner_text()

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(here)
        for words in commands():
            if words[1] == "serve":
                server = Served(store=here / "afternoon.sqlite")
                page = browser.new_context(viewport=photograph().SIZE).new_page()
                photograph().walk(page, server.address, note)
                page.context.close()
                server.end(signal.SIGTERM)
            else:
                said[" ".join(words[1:3])] = run(words)
    return said, shots


def every_picture_of_the_page_is_one_that_is_taken_and_all_are_small(shots):
    shown = re.findall(r"\(\.\./images/afternoon-(\w+)\.png\)", PAGE.read_text(encoding="utf-8"))
    files = [DOCS / "images" / f"afternoon-{name}.png" for name in shown]

    assert shown == list(shots)
    assert sorted(files) == sorted((DOCS / "images").glob("afternoon-*.png"))
    assert sum(file.stat().st_size for file in files) < LARGEST_BYTES


def thirty_workbooks_become_thirty_proposals_and_one_condition_moves_everybody(said, shots):
    effect = " ".join(shots["effect"].split())

    assert len(said["session propose"].splitlines()) == 30
    assert shots["proposals"].count("waits for your decision") == 30
    assert re.search(r"^as-stated +0 ", said["plan thirty"], re.MULTILINE)
    assert re.search(r"^as-stated +120 ", said["plan agreed"], re.MULTILINE)
    assert "The effect, if it were accepted" in effect
    assert "Birch broke silence: Birch was not asked" in shots["versions"]


def the_folder_that_was_agreed_differs_in_the_two_pledges_alone(here):
    old, new = ((here / name / "pledges.yaml").read_text(encoding="utf-8") for name in ("thirty", "agreed"))
    pieces = [set(re.split(r"\n(?=  - id: )", text)) for text in (old, new)]

    assert (
        sorted(re.findall(r"- id: (\S+)", "\n".join(pieces[0] ^ pieces[1]))) == ["alder-post"] * 2 + ["ash-posts"] * 2
    )
    names = [path.name for path in (here / "agreed").iterdir() if path.is_file()]
    assert [
        name for name in names if (here / "agreed" / name).read_bytes() != (here / "thirty" / name).read_bytes()
    ] == ["pledges.yaml"]


def test_the_tutorial_leads_to_what_its_page_tells_and_its_pictures_show(tmp_path, browser):
    said, shots = afternoon(
        tmp_path, browser
    )  # one test, as workers share tests of a module and would all go through it

    every_picture_of_the_page_is_one_that_is_taken_and_all_are_small(shots)
    thirty_workbooks_become_thirty_proposals_and_one_condition_moves_everybody(said, shots)
    the_folder_that_was_agreed_differs_in_the_two_pledges_alone(tmp_path)
