"""Files that change together are all as before or all as after, at whatever moment the writer dies."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from truceline.errors import SourceError
from truceline.formats.journal import MARKER, change_files, end_change, pending
from truceline.formats.snapshot import snapshot

NAMES = ("a.csv", "b.csv", "c.csv")
OLD = {name: f"old {name}".encode() for name in NAMES}
NEW = {name: f"new {name}".encode() for name in NAMES}

DYING = """
import os, signal, sys
from pathlib import Path
from truceline.formats.journal import change_files
folder, last = Path(sys.argv[1]), int(sys.argv[2])
CHANGING = {"os.rename", "os.remove", "os.chmod", "os.chown"}
done = 0
def hook(event, arguments):
    global done
    if event in CHANGING or event == "open" and str(folder) in str(arguments[0]):
        done += 1
        if done > last:
            os.kill(os.getpid(), signal.SIGKILL)
names = ("a.csv", "b.csv", "c.csv")
sys.addaudithook(hook)
change_files(folder, {name: f"new {name}".encode() for name in names}, lambda: None)
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "case").mkdir()
    (tmp_path / "elsewhere" / "b.csv").write_bytes(OLD["b.csv"])
    (tmp_path / "case" / "a.csv").write_bytes(OLD["a.csv"])
    (tmp_path / "case" / "b.csv").symlink_to(tmp_path / "elsewhere" / "b.csv")
    (tmp_path / "case" / "c.csv").write_bytes(OLD["c.csv"])
    (tmp_path / "case" / "c.csv").chmod(0o600)
    return tmp_path / "case"


def seen(folder):
    read = snapshot(folder, NAMES)
    return {name: read.read(name) for name in NAMES}


def restore(folder):
    for name, data in OLD.items():
        (folder / name).write_bytes(data)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_writer_that_is_killed_before_any_of_its_steps_leaves_all_or_nothing(folder):
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    outcomes = []
    for step in range(60):
        restore(folder)
        done = subprocess.run([sys.executable, "-c", DYING, folder, str(step)], env=surroundings)
        found = seen(folder)
        assert found in (OLD, NEW), step
        outcomes.append(found == NEW)

        end_change(folder, NAMES)

        assert {name: (folder / name).read_bytes() for name in NAMES} == found, step
        assert sorted(path.name for path in folder.iterdir()) == list(NAMES)
        assert [path.name for path in (folder.parent / "elsewhere").iterdir()] == ["b.csv"]
        if done.returncode == 0:
            break
    assert done.returncode == 0
    assert outcomes == sorted(outcomes)  # it happens at one step, and stays so
    assert 5 < outcomes.index(True) < len(outcomes) - 4
    assert (folder / "b.csv").is_symlink()
    assert (folder / "c.csv").stat().st_mode & 0o777 == 0o600


def test_what_is_found_wrong_at_the_last_moment_leaves_everything_as_it_was(folder):
    def object_to_it():
        raise ValueError("an editor saved it")

    with pytest.raises(ValueError, match="an editor saved it"):
        change_files(folder, NEW, object_to_it)

    assert {name: (folder / name).read_bytes() for name in NAMES} == OLD
    assert sorted(path.name for path in folder.iterdir()) == list(NAMES)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"id": "../../evil", "files": {}}', '{"id": "0123456789abcdef", "files": {"../a": ""}}']
)
def test_a_file_of_the_markers_name_that_is_no_marker_is_refused_by_name(folder, text):
    (folder / MARKER).write_text(text)

    for act in (lambda: pending(folder), lambda: seen(folder), lambda: end_change(folder, NAMES)):
        with pytest.raises(SourceError, match="no record of a change") as caught:
            act()
        assert str(folder / MARKER) in caught.value.problems[0]


def test_a_marker_is_seen_by_whoever_may_see_the_folder(folder):
    folder.chmod(0o750)
    mask = os.umask(0o077)
    try:
        with pytest.raises(IsADirectoryError):
            change_files(folder, NEW, lambda: replace_by_folder(folder / "a.csv"))
    finally:
        os.umask(mask)

    assert (folder / MARKER).stat().st_mode & 0o777 == 0o640


def replace_by_folder(path):
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("name", ["a.csv", "d.csv"])
def test_what_a_marker_names_is_put_in_place_only_if_it_is_what_was_written_there(folder, name):
    (folder / MARKER).write_text(f'{{"id": "0123456789abcdef", "files": {{"{name}": "{0:064}"}}}}')
    (folder / f".{name}.0123456789abcdef").write_bytes(b"from somebody else")

    with pytest.raises(SourceError, match="not as truceline left it"):
        end_change(folder, NAMES)

    assert (folder / "a.csv").read_bytes() == OLD["a.csv"]
    assert not Path(folder / "d.csv").exists()
