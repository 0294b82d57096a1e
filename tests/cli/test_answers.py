"""Every command answers ``--json`` with one document that has the head, and says everything else on stderr."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tests.places import TESTS

import truceline
from truceline.cli import main

REPORTS = "id,source,time,lat,lon,radius_m,act\na,ash,2031-03-19T10:00:00Z,48.0,37.0,200,shelling\n"
ARTICLE = (
    "TRUCE TOWN, 18 March 2031\n\n“We will man four posts,” said Ada Rook, the defence minister of Elm, on Sunday.\n"
)
CASES = {
    "cases": ["cases"],
    "new": ["new", "made"],
    "check": ["check", "two-rivers"],
    "coalition": ["coalition", "two-rivers"],
    "generation": ["generate", "two-rivers", "--out", "generated"],
    "siting": ["site", "two-rivers", "--size", "50", "--out", "sited"],
    "bulletin": ["monitor", "mine", "--key", "key.pem", "--new-key"],
    "evidence-log": ["verify", "mine/runs/evidence.jsonl"],
    "claims": ["claims", "mine/claims.csv"],
    "verdicts": ["judge", "undof-1974", str(TESTS / "agreement" / "worked" / "undof-1974.yaml")],
    "link": ["link", "reports.csv", "--out", "incidents.csv"],
    "lines": ["line", "two-rivers"],
    "networks": ["network", "two-rivers", "--out", "net"],
    "drift": ["drift", "two-rivers"],
    "drafts": ["read", "article.txt", "--case", "mine"],
    "acceptance": ["accept", "article.txt.drafts.yaml", "mine", "--by", "Grace Hill"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Prepare a folder in which the commands run one after the other, as somebody would."""
    folder = tmp_path_factory.mktemp("here")
    (folder / "reports.csv").write_text(REPORTS, encoding="utf-8")
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    truceline.new(folder / "mine")
    return folder


@pytest.mark.parametrize("kind", CASES)
def test_the_answer_is_one_document_with_the_head(kind, folder, monkeypatch):
    monkeypatch.chdir(folder)

    done = CliRunner().invoke(main, [*CASES[kind], "--json"])

    assert done.exit_code == 0, done.stderr
    document = json.loads(done.stdout)
    assert list(document)[:3] == ["truceline", "document", "format"]
    assert (document["truceline"], document["document"]) == (truceline.__version__, kind)


def test_a_fault_that_comes_with_an_answer_ends_with_exit_code_1_after_the_answer(case):
    case.edit("statements.csv", "2031-", "2O31-")

    done = CliRunner().invoke(main, ["check", str(case.folder), "--json"])

    assert done.exit_code == 1
    assert json.loads(done.stdout)["document"] == "check"
    assert done.stderr.startswith(json.loads(done.stdout)["summary"])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["monitor", "two-rivers", "--log", "log.jsonl"], "--log needs --key"),
        (["line", "two-rivers", "--from", "working"], "give both --from and --to, or neither"),
        (["import", "csv", "reports.csv", "two-rivers"], "two-rivers is bundled and stays as it is"),
        (["plan", "two-rivers", "--replications", "1"], "1 truce shows no spread"),
        (["rehearse", "two-rivers", "--step", "--scenario", "a", "--scenario", "b"], "--step plays one truce"),
    ],
)
def test_what_asks_for_the_impossible_is_misuse(asked, said):
    done = CliRunner().invoke(main, asked)

    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_behind_stdout_is_told_in_words():
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "truceline", "cases"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=surroundings,
        )  # fmt: skip

    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_fault_of_the_program_is_told_with_its_place_and_a_way_to_report_it():
    @click.command()
    def broken():
        raise ZeroDivisionError("by \x1b nothing")

    main.add_command(broken)
    try:
        done = CliRunner().invoke(main, ["broken"])
    finally:
        del main.commands["broken"]

    assert done.exit_code == 1
    assert re.search(r"test_answers\.py:\d+ broken \| ZeroDivisionError: by \\x1b nothing; report", done.stderr)


BEYOND = (
    ("monitor", "two-rivers", "--from", "0001-01-01"),
    ("monitor", "two-rivers", "--until", "9999-12-31T23:00"),
    ("coalition", "two-rivers", "--as-of", "0001-01-01"),
    *((command, "two-rivers", "--as-of", "9999-12-31") for command in ("plan", "generate", "site", "network", "drift")),
    ("rehearse", "two-rivers", "--as-of", "2200-01-01"),
    ("network", "two-rivers", "--window", "5", "--step", "99999999999"),
    ("import", "line", "a.kml", "mine", "--owner", "", "--source", "s", "--ends", "nan", "1", "2", "3"),
    ("import", "line", "a.kml", "mine", "--owner", "", "--source", "s", "--ends", "1", "2", "3", "91"),
)


@pytest.mark.parametrize("words", BEYOND, ids=" ".join)
def test_numbers_and_dates_beyond_all_use_are_misuse(words):
    done = CliRunner().invoke(main, words)

    assert (done.exit_code, type(done.exception)) == (2, SystemExit)
    assert re.search("is not in the (years 1900 to 2199|range)|are not on the globe", " ".join(done.stderr.split()))
