"""The how-to of a week: every command as it stands, from an empty folder to a reader who verifies."""

import json
import shlex
import subprocess

import pytest
from click.testing import CliRunner

from tests.places import DOCS
from truceline.cli import main


def steps():
    """The page's commands: one of ours as words, with the exit code that it must have, or lines of a shell."""
    lines = [
        line[4:]
        for line in (DOCS / "howto" / "a-week.md").read_text(encoding="utf-8").split("\n")
        if line[:4] == "    "
    ]
    rows = iter(lines)
    for line in rows:
        if "truceline " in line.split("<<")[0]:
            yield shlex.split(line.removeprefix("! "))[1:], int(line.startswith("! "))
            continue
        block = [line]
        while "<<'END'" in line and block[-1] != "END":
            block.append(next(rows))
        yield "\n".join(block), 0


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    folder = tmp_path_factory.mktemp("week")
    said = []
    with pytest.MonkeyPatch.context() as here:
        here.chdir(folder)
        for step, code in steps():
            if isinstance(step, str):
                subprocess.run(["bash", "-ec", step], check=True)
                continue
            done = CliRunner().invoke(main, step)
            assert done.exit_code == code, (step, done.output)
            said.append(done.output)
    return folder, said


def bulletin(week, run):
    return json.loads((week[0] / "week" / "runs" / run / "bulletin.json").read_text(encoding="utf-8"))


def test_a_draft_becomes_final_and_then_corrected(week):
    assert [bulletin(week, run)["state"] for run in ("draft", "final", "corrected")] == ["draft", "final", "corrected"]
    marks = [
        (week[0] / "week" / "runs" / run / "bulletin.html").read_text().count(">DRAFT<") for run in ("draft", "final")
    ]
    assert marks[0] > 0 == marks[1]


def test_the_split_the_merge_the_late_report_and_the_casualties_are_what_the_page_says(week):
    ids = {
        run: {row["id"] for row in bulletin(week, run)["incidents"]["list"]} for run in ("draft", "final", "corrected")
    }
    changes = bulletin(week, "corrected")["changes"]

    assert ids["final"] - ids["draft"] == {"in-c-4"}
    assert (ids["corrected"] - ids["final"], ids["final"] - ids["corrected"]) == ({"in-c-7"}, {"in-c-5"})
    assert (changes["added"], changes["merged"]) == (["in-c-7"], [{"incident": "in-c-5", "into": "in-o-14"}])
    assert changes["casualties"] == [
        {"what": "killed", "before": 0, "now": 1},
        {"what": "wounded", "before": 0, "now": 1},
    ]
    page = (week[0] / "week" / "runs" / "corrected" / "bulletin.html").read_text(encoding="utf-8")
    for words in ("incidents added: in-c-7", "in-c-5 is part of in-o-14", "killed, as confirmed 1, before 0"):
        assert f"<li>{words}</li>" in page
    listed, folded = page[page.index('<ul id="changes">') :].split('<details class="paper">')[:2]
    assert listed.count("<li>") == 4
    assert "<summary>8 values and rows told otherwise</summary>" in folded
    assert "<li>report c-5: incident in-o-14, before in-c-5</li>" in folded
    assert "<p>The agreement names no zone.</p>" in page  # and no table without a row


def test_a_reader_learns_what_is_signed_what_was_corrected_and_what_was_altered(week):
    whole, final, doctored = week[1][-3:]

    assert "none altered" in whole
    assert "bulletin.html: signed in entry 5" in final
    assert "a later bulletin corrects it: entry 8" in final
    assert "doctored.html | was altered: it names entry 4" in doctored
