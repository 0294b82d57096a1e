"""A case is changed by one command at a time, whole or not at all, and nobody's work is overwritten."""

import errno
import fcntl
import os
import stat

import pytest

from truceline.casefolder import changing as door
from truceline.casefolder.cases import read_case
from truceline.casefolder.changing import changing
from truceline.casefolder.schema.tables import JudgementRow
from truceline.errors import CaseError

ROW = {"id": "jd-1", "subject": "s", "verdict": "rejected", "by": "A. Person", "at": "2031-03-19T08:00:00Z"}


def judge(folder, name="jd-1"):
    with changing(folder) as change:
        change.append({JudgementRow: [ROW | {"id": name}]})


def test_a_case_is_one_case_by_whichever_link_it_is_reached(case, tmp_path, monkeypatch):
    (tmp_path / "link").symlink_to(case.folder)
    monkeypatch.setattr(door, "WAIT_S", 0.2)

    with changing(case.folder), pytest.raises(CaseError, match="another command has been changing the case"):
        judge(tmp_path / "link")
    judge(tmp_path / "link")

    assert [j.id for j in read_case(case.folder).judgements] == ["jd-1"]
    assert (tmp_path / "link").is_symlink()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_what_an_editor_saved_meanwhile_is_noticed_and_kept(case):
    judge(case.folder)
    with changing(case.folder) as change:
        case.edit("judgements.csv", "rejected", "accepted")
        with pytest.raises(CaseError) as caught:
            change.append({JudgementRow: [ROW | {"id": "jd-2"}]})

    what = "was changed by another program meanwhile; nothing of that is lost; close it there, and try again"
    assert caught.value.problems == (f"{case.folder / 'judgements.csv'} | {what}",)
    assert [(j.id, j.verdict) for j in read_case(case.folder).judgements] == [("jd-1", "accepted")]
    judge(case.folder, "jd-2")
    assert [(j.id, j.verdict) for j in read_case(case.folder).judgements] == [
        ("jd-1", "accepted"),
        ("jd-2", "rejected"),
    ]


def test_a_file_that_appears_meanwhile_is_not_overwritten(case):
    with changing(case.folder) as change:
        case.write("judgements.csv", "id\nmine\n")
        with pytest.raises(CaseError, match="another program"):
            change.append({JudgementRow: [ROW]})

    assert (case.folder / "judgements.csv").read_text() == "id\nmine\n"


def test_a_table_keeps_its_permissions_its_link_and_its_own_order_of_columns(case, tmp_path):
    real = tmp_path / "elsewhere.csv"
    real.write_text("subject,id,verdict,by,at,evidence,replaces\nold,jd-0,rejected,B. Person,2031-03-18T08:00:00Z,,\n")
    real.chmod(0o640)
    (case.folder / "judgements.csv").symlink_to(real)

    judge(case.folder)

    assert (case.folder / "judgements.csv").is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert real.read_text().splitlines()[1:] == [
        "old,jd-0,rejected,B. Person,2031-03-18T08:00:00Z,,",
        "s,jd-1,rejected,A. Person,2031-03-19T08:00:00Z,,",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere.csv", "ford"]


def test_what_a_spreadsheet_wrote_stays_as_it_is_byte_for_byte(case):
    before = b"\xef\xbb\xbf" + (case.folder / "statements.csv").read_bytes().replace(b"\n", b"\r\n")
    case.write("statements.csv", before)
    table = "id,subject,verdict,by,at,evidence,replaces\r\nold,jd-0,rejected,Zoë,2031-03-18T08:00:00Z,,\r\n"
    case.write("judgements.csv", b"\xef\xbb\xbf" + table.replace("old,jd-0", "jd-0,old").encode())
    judgements = (case.folder / "judgements.csv").read_bytes()

    judge(case.folder)

    assert (case.folder / "statements.csv").read_bytes() == before
    assert (
        case.folder / "judgements.csv"
    ).read_bytes() == judgements + b"jd-1,s,rejected,A. Person,2031-03-19T08:00:00Z,,\n"
    assert [j.by for j in read_case(case.folder).judgements] == ["Zoë", "A. Person"]


def test_a_change_that_would_make_the_case_unsound_is_not_made(case):
    before = (case.folder / "topics.yaml").read_bytes()

    with pytest.raises(CaseError, match="would not stay sound"), changing(case.folder) as change:
        change.write({"topics.yaml": b"topics: []\n"})

    assert (case.folder / "topics.yaml").read_bytes() == before


def test_a_command_that_waits_too_long_for_another_is_told(case, monkeypatch):
    monkeypatch.setattr(door, "WAIT_S", 0.2)
    with changing(case.folder), pytest.raises(CaseError) as caught:
        judge(case.folder)

    assert caught.value.problems == (
        f"{case.folder} | another command has been changing the case for 0.2 s; try again when it is done",
    )


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (errno.ENOLCK, "its file system (a network folder?) has no locks: mount it with locks"),
        (errno.EROFS, "its medium is read-only: make it writable"),
        (errno.EACCES, "ask its owner for the permission to write"),
    ],
)
def test_where_no_lock_can_be_had_the_remedy_is_told(case, monkeypatch, number, remedy):
    def refused(*_arguments):
        raise OSError(number, os.strerror(number), str(case.folder / ".lock"))

    monkeypatch.setattr(*((fcntl, "flock") if number == errno.ENOLCK else (os, "open")), refused)

    with pytest.raises(CaseError) as caught, changing(case.folder):
        pass

    monkeypatch.undo()
    what = f"cannot be changed ({os.strerror(number)}); {remedy}, or work on a copy: truceline new FOLDER --from CASE"
    assert caught.value.problems == (f"{case.folder / '.lock'} | {what}",)


def test_in_a_folder_that_is_no_case_not_even_a_lock_is_left(tmp_path):
    with pytest.raises(CaseError), changing(tmp_path):
        pass

    assert list(tmp_path.iterdir()) == []


def test_a_folder_whose_owner_may_not_write_is_refused_in_words_and_root_may_write_it(case):
    case.folder.chmod(0o555)

    if os.geteuid() == 0:
        judge(case.folder)
        assert [j.id for j in read_case(case.folder).judgements] == ["jd-1"]
    else:
        with pytest.raises(CaseError) as caught:
            judge(case.folder)
        assert "ask its owner for the permission to write" in caught.value.problems[0]
