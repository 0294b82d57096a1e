"""A row is added to a table of monitoring by a command: checked as use would, with an id and an instant."""

import csv
import json
import re
import shlex
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from tests.places import DOCS

from truceline.cli import main
from truceline.errors import CaseError, MisuseError
from truceline.services.add import add, list_tables
from truceline.services.check import check
from truceline.services.monitor import monitor
from truceline.services.new import new

AT = datetime(2031, 3, 20, 21, 5, tzinfo=UTC)
BY = "verification cell"
ROWS = {
    "finding": {"incident": "in-o-2006", "about": "act", "found": "shelling", "by": BY},
    "ruling": {"ruling": "split", "first": "o-2001", "second": "o-2002", "by": BY},
    "evidence": {"incident": "in-o-2006", "kind": "origin-side", "points_to": "brask", "by": BY, "note": "Seen, twice"},
    "step": {"incident": "in-o-2006", "step": "protest", "by": BY},
    "coverage": {
        "post": "westgate",
        "start": "2031-03-21T00:00:00Z",
        "end": "2031-03-22T00:00:00Z",
        "state": "observing",
    },
    "judgement": {"subject": "in-o-2006", "verdict": "verified", "by": BY},
    "casualty": {
        "incident": "in-o-2006",
        "status": "claimed",
        "killed": "0",
        "wounded": "2",
        "group": "military",
        "given_by": "brask",
        "by": BY,
    },
    "patrol": {
        "base": "north-camp",
        "start": "2031-03-21T06:00:00Z",
        "end": "2031-03-21T09:00:00Z",
        "route": "North Camp to Ford",
        "state": "planned",
    },
    "compliance": {"obligation": "withdrawal", "actor": "arvel", "state": "met", "by": BY, "shown_by": "f-01; j-01"},
    "attachment": {"of": "j-01", "file": "crater.jpg", "sha256": "ab" * 32, "what": "Picture", "by": BY},
}
FILES = {
    "finding": "findings.csv",
    "ruling": "rulings.csv",
    "evidence": "evidence.csv",
    "step": "steps.csv",
    "coverage": "coverage.csv",
    "judgement": "judgements.csv",
    "casualty": "casualties.csv",
    "patrol": "patrols.csv",
    "compliance": "compliance.csv",
    "attachment": "attachments.csv",
}


@pytest.fixture
def mine(tmp_path):
    return new(tmp_path / "mine").result


def written(folder, file):
    """Read a table with nothing of the package."""
    with (folder / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("table", sorted(ROWS))
def test_a_row_is_added_with_an_id_and_an_instant_and_what_was_there_stays(mine, table):
    before = (mine / FILES[table]).read_bytes()

    done = add(table, mine, ROWS[table], at=AT)

    assert (mine / FILES[table]).read_bytes().startswith(before)
    last = written(mine, FILES[table])[-1]
    instant = {"at": "2031-03-20T21:05:00Z"} if table not in ("coverage", "patrol") else {}
    filled = {name: cell for name, cell in last.items() if cell}
    assert filled == {"id": f"{table}-20310320-2105", **ROWS[table], **instant}
    assert json.loads(done.json)["row"] == last
    assert check(mine).fault is None


def test_the_options_of_a_command_are_the_columns_of_its_table(mine):
    for table in list_tables():
        options = {each.name: each for each in main.commands["add"].commands[table.name].params}
        named = [name for name in options if name not in ("case", "as_json")]
        if (mine / table.file.name).exists():
            header = list(written(mine, table.file.name)[0])
            assert header == [name for name in named if name in header]
            assert not any(options[name].required for name in {*named} - {*header})
    needed = {each.name for each in main.commands["add"].commands["step"].params if each.required}
    assert needed == {"case", "incident", "step", "by"}


def test_the_commands_of_the_how_to_work_as_they_stand(mine):
    page = (DOCS / "howto" / "daily-bulletin.md").read_text(encoding="utf-8")
    commands = re.findall(r"truceline (add \w+ CASE --[^`\n]+)", page)

    assert sorted(command.split()[1] for command in commands) == sorted(ROWS)
    for command in commands:
        words = shlex.split(
            command.replace("CASE", str(mine)).replace("--by ...", "--by cell").replace("SHA256", "ab" * 32)
        )
        at = [] if {"coverage", "patrol"} & set(words) else ["--at", "2031-03-20T23:00Z"]
        done = CliRunner().invoke(main, [*words, *at])
        assert done.exit_code == 0, done.output


def test_a_cell_that_a_table_has_no_column_for_is_refused_and_never_lost(mine):
    before = (mine / "claims.csv").read_bytes()
    claim = written(mine, "claims.csv")[-1] | {"claim_id": "", "received": "2031-03-21T09:00Z"}
    with pytest.raises(CaseError) as refused:
        add("claim", mine, claim, at=AT)

    (problem,) = refused.value.problems
    assert "claims.csv | has no column 'received', which the new row fills; add it to the table's first line" in problem
    assert (mine / "claims.csv").read_bytes() == before
    lines = before.decode().splitlines()
    (mine / "claims.csv").write_text("\n".join([f"{lines[0]},received", *(f"{line}," for line in lines[1:]), ""]))
    assert add("claim", mine, claim, at=AT).result.id == written(mine, "claims.csv")[-1]["claim_id"]
    assert written(mine, "claims.csv")[-1]["received"] == "2031-03-21T09:00Z"


def test_two_rows_of_one_minute_have_two_ids_and_a_given_one_is_kept(mine):
    names = [add("judgement", mine, ROWS["judgement"] | {"id": name}, at=AT).result.id for name in ("", "", "j-90")]

    assert names == ["judgement-20310320-2105", "judgement-20310320-2105-2", "j-90"]


def test_what_the_case_would_refuse_is_refused_whole_with_every_fault(mine):
    before = {path.name: path.read_bytes() for path in mine.iterdir() if path.is_file()}

    with pytest.raises(CaseError) as caught:
        add("finding", mine, ROWS["finding"] | {"found": "shellin", "at": "yesterday"}, at=AT)
    with pytest.raises(CaseError) as other:
        add("finding", mine, ROWS["finding"] | {"found": "shellin", "replaces": "f-01"}, at=AT)

    what = "'yesterday' is not an instant with its offset; write it as 2025-03-25T09:00:00Z"
    assert caught.value.problems == (f"findings.csv:5 at | {what}",)
    assert "findings.csv:5 found | the word 'shellin' is not known; did you mean 'shelling'?" in other.value.problems
    assert len(other.value.problems) == 2
    after = {path.name: path.read_bytes() for path in mine.iterdir() if path.is_file() and path.name != ".lock"}
    assert after == before


def test_a_table_or_column_that_is_none_and_a_bundled_case_are_misuse(mine):
    for table, row, case in (
        ("findings", ROWS["finding"], mine),
        ("finding", {"incidents": "in-o-2006"}, mine),
        ("finding", ROWS["finding"], "two-rivers"),
    ):
        with pytest.raises(MisuseError):
            add(table, case, row, at=AT)


def test_what_was_added_on_the_command_line_stands_in_the_bulletin(mine, tmp_path):
    row = ["--incident", "in-o-2006", "--about", "weapon", "--found", "mortar-120mm", "--by", BY]
    done = CliRunner().invoke(main, ["add", "finding", str(mine), *row, "--at", "2031-03-20T19:00:00Z", "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["document"] == "added-row"

    monitor(mine, at=datetime(2031, 4, 1, tzinfo=UTC), out=tmp_path / "run")
    lines = {row["id"]: row for row in written(tmp_path / "run", "incidents.csv")}
    assert lines["in-o-2006"]["weapon"] == "mortar-120mm"
