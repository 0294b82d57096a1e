"""Files are read within limits and as UTF-8, and written whole or not at all."""

import os
import stat
import subprocess
import sys

import pytest

from truceline.casefolder.cases import read_case
from truceline.formats import files
from truceline.formats.files import write_atomic, write_together


def test_a_file_of_200_mb_is_refused_before_it_is_read(case):
    with (case.folder / "statements.csv").open("wb") as file:
        file.truncate(200 * 1024 * 1024)  # sparse: no garbage is written

    assert case.faults() == [
        "statements.csv | is 200.0 MiB large, more than the 16 MiB allowed; check that it is the right one or split it",
    ]


def test_every_kind_of_file_has_a_limit_and_it_is_the_size_that_counts(case, monkeypatch):
    monkeypatch.setattr(files, "LIMITS", {".csv": 10, ".geojson": 10, ".yaml": 10, ".toml": 10})

    faults = case.faults()

    assert len(faults) == 15
    assert all("is 0.0 MiB large, more than the 0 MiB allowed" in fault for fault in faults)


def test_text_that_is_not_utf_8_is_refused_with_offset_and_line(case):
    text = (case.folder / "actors.csv").read_bytes().replace(b"Norway", b"Norv\xe8ge")
    case.write("actors.csv", text)

    assert case.faults() == [
        f"actors.csv:4 | is not UTF-8: byte 0xe8 at offset {text.index(0xE8)}; save the file as UTF-8"
    ]


def test_utf_16_is_refused(case):
    case.write("case.toml", (case.folder / "case.toml").read_text().encode("utf-16"))

    assert case.faults() == ["case.toml:1 | is not UTF-8: byte 0xff at offset 0; save the file as UTF-8"]


def test_a_byte_order_mark_is_dropped(case):
    for path in case.folder.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert read_case(case.folder).id == "ford"


@pytest.mark.parametrize("name", ["statements.csv", "topics.yaml", "case.toml"])
def test_a_file_cut_off_within_its_last_value_is_refused(case, name):
    lines = (case.folder / name).read_text().splitlines()
    case.write(name, "\n".join(lines)[:-1])

    what = "does not end with a line break, as if it were cut off; check its last line, and end it with one"
    assert f"{name}:{len(lines)} | {what}" in case.faults()


@pytest.mark.parametrize("data", [b"", b"\n \n"])
def test_an_empty_file_is_named(case, data):
    case.write("meetings.csv", data)

    assert case.faults() == ["meetings.csv | is empty; fill it, or copy it from a bundled case"]


def test_nul_bytes_and_other_control_characters_are_refused_with_their_line(case):
    case.edit("meetings.csv", "staff", "st\x00aff")
    case.edit("pledges.yaml", "a guess", "a \x1b[31mguess")

    assert case.faults() == [
        r"meetings.csv:2 | holds the control character '\x00'; remove it",
        r"pledges.yaml:42 | holds the control character '\x1b'; remove it",
    ]


def test_a_misnamed_file_is_pointed_out(case):
    (case.folder / "meetings.csv").rename(case.folder / "meeting.csv")

    assert case.faults() == ["meetings.csv | is missing, but there is 'meeting.csv'; rename it"]


def test_a_link_to_nowhere_is_told_apart_from_a_missing_file(case):
    (case.folder / "meetings.csv").unlink()
    (case.folder / "meetings.csv").symlink_to("elsewhere.csv")

    assert case.faults() == [
        "meetings.csv | is a link to a file that is not there; mend the link, or put the file in its place"
    ]


def test_a_link_to_itself_cannot_be_read(case):
    (case.folder / "meetings.csv").unlink()
    (case.folder / "meetings.csv").symlink_to("meetings.csv")

    assert case.faults() == [
        "meetings.csv | cannot be read (Too many levels of symbolic links); check the file and its permissions"
    ]


def test_folders_and_pipes_are_no_files(case):
    (case.folder / "meetings.csv").unlink()
    (case.folder / "meetings.csv").mkdir()
    (case.folder / "case.toml").unlink()
    os.mkfifo(case.folder / "case.toml")

    assert case.faults() == [
        "case.toml | is not a file; put an ordinary file in its place",
        "meetings.csv | is not a file; put an ordinary file in its place",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(case):
    (case.folder / "meetings.csv").chmod(0)

    assert case.faults() == ["meetings.csv | cannot be read (Permission denied); check the file and its permissions"]


def test_a_file_is_written_whole_with_ordinary_permissions(tmp_path):
    path = tmp_path / "plan.json"
    path.write_bytes(b"old")

    write_atomic(path, b"new")

    assert path.read_bytes() == b"new"
    mask = os.umask(0o022)
    os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~mask
    assert [other.name for other in tmp_path.iterdir()] == ["plan.json"]


def test_a_file_that_is_there_keeps_its_permissions_and_a_link_stays_a_link(tmp_path):
    (tmp_path / "kept").mkdir()
    real, link = tmp_path / "kept" / "statements.csv", tmp_path / "statements.csv"
    real.write_bytes(b"old")
    real.chmod(0o600)
    link.symlink_to(real)

    write_atomic(link, b"new")

    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["statements.csv"]


WRITING = """
import resource, sys
from pathlib import Path
from truceline.formats.files import write_atomic
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
try:
    write_atomic(Path(sys.argv[1]), b"new" * 1_000)
except OSError as error:
    print(error.strerror)
"""


def test_a_disk_that_fills_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "plan.json"
    path.write_bytes(b"old")
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", WRITING, path], capture_output=True, text=True, check=True, env=surroundings
    )

    assert done.stdout == "File too large\n"
    assert path.read_bytes() == b"old"
    assert [other.name for other in tmp_path.iterdir()] == ["plan.json"]


def test_of_several_files_none_is_written_where_one_cannot_be(tmp_path):
    (tmp_path / "kept.txt").write_text("before", encoding="utf-8")
    (tmp_path / "folder.txt").mkdir()
    files = {tmp_path / "kept.txt": b"after", tmp_path / "new.txt": b"new", tmp_path / "folder.txt": b"no folder"}

    with pytest.raises(IsADirectoryError):
        write_together(files)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.txt", "kept.txt"]
    assert (tmp_path / "kept.txt").read_text(encoding="utf-8") == "before"
