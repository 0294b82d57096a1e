"""What is written beside its place is its process's alone, and goes with the next one where that was killed."""

import subprocess
import sys

import pytest

from truceline.formats.beside import alone_in, exchange, name_new, place_in

LEFT = ".truceline-0123456789abcdef"
HOLDING = """
import sys, time
from pathlib import Path
from truceline.formats.beside import place_in
with place_in(Path(sys.argv[1])) as place:
    (place / "half").write_text("half")
    print(place.name, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    """A process that writes beside something in a folder, and where."""
    process = subprocess.Popen([sys.executable, "-c", HOLDING, tmp_path], stdout=subprocess.PIPE, text=True)
    yield process, tmp_path / process.stdout.readline().strip()
    process.kill()
    process.communicate()


def test_what_a_killed_process_left_goes_with_the_next_place_and_what_is_held_stays(tmp_path, holder):
    process, place = holder
    (tmp_path / LEFT / "deep").mkdir(parents=True)
    (tmp_path / ".truceline-mine").mkdir()

    with place_in(tmp_path) as own:
        assert {each.name for each in tmp_path.iterdir()} == {own.name, place.name, ".truceline-mine"}
        assert own.stat().st_mode & 0o777 == 0o700
    assert (place / "half").read_text() == "half"
    process.kill()
    process.wait()
    with place_in(tmp_path):
        pass
    assert [each.name for each in tmp_path.iterdir()] == [".truceline-mine"]


def test_a_place_goes_with_all_that_is_left_in_it_where_its_block_raises(tmp_path):
    def write_half():
        with place_in(tmp_path) as place:
            (place / "a").write_text("half")
            raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        write_half()

    assert list(tmp_path.iterdir()) == []


def test_where_no_place_can_be_made_the_folder_is_named(tmp_path):
    with pytest.raises(FileNotFoundError) as caught, place_in(tmp_path / "none"):
        pass

    assert caught.value.filename == str(tmp_path / "none")


def test_one_at_a_time_is_alone_in_a_folder(tmp_path):
    with alone_in(tmp_path) as first, alone_in(tmp_path) as second:
        assert (first, second) == (True, False)
    with alone_in(tmp_path) as again:
        assert again


@pytest.mark.skipif(sys.platform != "linux", reason="Linux has such an exchange")
def test_two_folders_change_places_at_one_moment(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text(name)

    assert exchange(tmp_path / "one", tmp_path / "other")

    assert [each.name for each in (tmp_path / "one").iterdir()] == ["other"]
    assert [each.name for each in (tmp_path / "other").iterdir()] == ["one"]
    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "none", tmp_path / "one")


def test_a_file_gets_a_name_that_is_free_and_is_no_longer_where_it_was_written(tmp_path):
    (tmp_path / "written").write_text("a key")

    name_new(tmp_path / "written", tmp_path / "key")

    assert [each.name for each in tmp_path.iterdir()] == ["key"]
    assert (tmp_path / "key").read_text() == "a key"
    (tmp_path / "other").write_text("another")
    with pytest.raises(FileExistsError):
        name_new(tmp_path / "other", tmp_path / "key")
    assert (tmp_path / "key").read_text() == "a key"
    assert (tmp_path / "other").exists()
