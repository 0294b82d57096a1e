"""Workbooks are written and read by commands: files, messages, documents, and a case that is changed whole or not."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.casefolder.exchange.editing import Book
from tests.documents.test_schemas import faults

from truceline.casefolder.cases import read_case
from truceline.cli import main
from truceline.errors import CaseError, MisuseError, SourceError
from truceline.services.check import check
from truceline.services.new import new
from truceline.services.workbook import read_workbooks, write_workbooks

DAY = date(2031, 3, 21)


@pytest.fixture
def case(tmp_path):
    new(tmp_path / "case")
    return tmp_path / "case"


def edited(case, file, **cells):
    """Write Dale's workbook with some cells of Pledges changed."""
    write_workbooks(case, "dale", file, made_on=DAY)
    book = Book(file.read_bytes())
    for cell, value in cells.items():
        book.put("Pledges", cell, value)
    file.write_bytes(book.bytes)
    return file


def run(*arguments):
    return CliRunner().invoke(main, [str(each) for each in arguments])


def test_a_workbook_is_written_for_each_who_pledges(tmp_path):
    done = write_workbooks("two-rivers", None, tmp_path / "out", made_on=DAY)

    names = ["ash", "birch", "cedar", "dale", "elm"]
    assert sorted(done.result) == names
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [f"two-rivers-{who}.xlsx" for who in names]
    assert done.written == tuple(done.result.values())


def test_who_has_pledged_nothing_gets_a_workbook_to_fill(tmp_path):
    write_workbooks("two-rivers", "arvel", tmp_path / "arvel.xlsx", made_on=DAY)

    assert Book((tmp_path / "arvel.xlsx").read_bytes()).rows("Pledges") == {}
    assert read_workbooks("two-rivers", [tmp_path / "arvel.xlsx"]).text.endswith("No workbook changes anything.\n")


def test_nothing_is_written_without_apply_and_then_the_case_is_changed_once(case, tmp_path):
    file = edited(case, tmp_path / "dale.xlsx", F4=1)
    before = {path.name: path.read_bytes() for path in case.iterdir() if path.is_file()}
    shown = read_workbooks(case, [file])

    assert {path.name: path.read_bytes() for path in case.iterdir() if path.is_file()} == before
    assert shown.written == ()
    assert shown.text == (
        f"{file}: dale, made on 2031-03-21 of the case as it is: 1 change\n"
        "\n"
        "dale-company: Two reaction companies from Dale\n"
        "  Pledges!F4  Quantity, likely: 2 -> 1\n"
        "\n"
        "Nothing was written. To change the case so: --apply\n"
    )
    done = read_workbooks(case, [file], apply=True)
    assert done.written == (case / "pledges.yaml",)
    assert done.text.endswith("1 pledge changed in the case two-rivers.\n")
    pledges = {each.id: each for each in read_case(case).pledges}
    assert pledges["dale-company"].quantity.likely == 1
    assert check(case).fault is None
    again = read_workbooks(case, [file], apply=True)
    assert (again.written, again.result.records) == ((), ())


def test_a_case_in_an_archive_is_read_as_its_folder_is(case, tmp_path):
    file = edited(case, tmp_path / "dale.xlsx", F4=1)
    archive = Path(shutil.make_archive(str(tmp_path / "case"), "zip", case))

    assert read_workbooks(archive, [file]).result == read_workbooks(case, [file]).result
    write_workbooks(archive, "dale", tmp_path / "again.xlsx", made_on=DAY)
    write_workbooks(case, "dale", tmp_path / "dale.xlsx", made_on=DAY)
    assert (tmp_path / "again.xlsx").read_bytes() == (tmp_path / "dale.xlsx").read_bytes()


def test_a_fault_in_one_workbook_keeps_the_others_out(case, tmp_path):
    good = edited(case, tmp_path / "good.xlsx", F3=3)
    bad = edited(case, tmp_path / "bad.xlsx", O4=0)
    before = (case / "pledges.yaml").read_bytes()
    done = run("workbook", "changes", case, good, bad, "--apply")

    assert done.exit_code == 1
    assert f"{bad} | Pledges!O4 | '0' is too small; give 1 or more" in done.stderr
    assert (case / "pledges.yaml").read_bytes() == before


def test_the_documents_are_what_their_schemas_say(case, tmp_path):
    done = run("workbook", "write", case, "dale", "--out", tmp_path / "dale.xlsx", "--made-on", "2031-03-21", "--json")
    written = json.loads(done.stdout)
    assert faults(written, "workbooks") == []
    assert written["workbooks"] == {"dale": str(tmp_path / "dale.xlsx")}

    file = edited(case, tmp_path / "dale.xlsx", F4=1)
    document = json.loads(run("workbook", "changes", case, file, "--json").stdout)
    assert faults(document, "workbook-changes") == []
    (change,) = document["changes"]
    assert change["cells"] == [{"cell": "Pledges!F4", "what": "Quantity, likely", "before": "2", "after": "1"}]
    assert "quantity: {low: 1, likely: 1, high: 2}" in change["body"]
    assert document["applied"] is False


def test_what_is_misuse_or_cannot_be_read_is_said_so(case, tmp_path):
    with pytest.raises(MisuseError, match="the contributor 'dal' is not known; did you mean 'dale'"):
        write_workbooks(case, "dal", tmp_path / "dale.xlsx", made_on=DAY)
    with pytest.raises(MisuseError, match="is no name of a workbook"):
        write_workbooks(case, "dale", tmp_path / "dale.csv", made_on=DAY)
    with pytest.raises(MisuseError, match="two-rivers is bundled and stays as it is"):
        read_workbooks("two-rivers", [edited(case, tmp_path / "dale.xlsx", F4=1)], apply=True)
    with pytest.raises(SourceError, match="the workbook cannot be read"):
        read_workbooks(case, [tmp_path / "none.xlsx"])
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(CaseError, match="the workbooks were not written"):
        write_workbooks(case, "dale", tmp_path / "file" / "dale.xlsx", made_on=DAY)
