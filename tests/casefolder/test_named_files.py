"""A case is read, and its faults are told, alike from a folder and from files that are kept elsewhere."""

import shutil
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import pytest

from truceline.casefolder.cases import read_case
from truceline.errors import CaseError
from truceline.formats.named_files import FilesInMemory, is_there
from truceline.formats.snapshot import snapshot

CASES = Path(str(resources.files("truceline"))) / "cases"


def in_memory(folder):
    return FilesInMemory(str(folder), {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()})


@pytest.mark.parametrize("case", ["two-rivers", "ukraine"])
def test_a_case_is_the_same_from_memory_as_from_its_folder(case):
    assert read_case(in_memory(CASES / case)) == read_case(CASES / case)


def test_faults_are_the_same_from_memory_as_from_a_folder(tmp_path):
    folder = shutil.copytree(CASES / "two-rivers", tmp_path / "case")
    (folder / "sources.csv").unlink()
    (folder / "topics.yaml").write_bytes(b"\xff\n")
    (folder / "requirement.csv").write_bytes(b"")
    (folder / "scenarios.yaml").write_bytes(b"# a\n" * (300 * 1024))

    told = []
    for case in (folder, in_memory(folder)):
        with pytest.raises(CaseError) as error:
            read_case(case)
        told.append((error.value.summary, error.value.problems))

    assert told[0] == told[1]
    assert "sources.csv | is missing; add the file" in told[0][1]
    assert any("scenarios.yaml | is 1.2 MiB large, more than the 1 MiB allowed" in problem for problem in told[0][1])


@dataclass
class Failing:
    folder: Path

    def __str__(self):
        return "version 7"

    def read(self, name):
        if name == "actors.csv":
            raise OSError(5, "the connection was lost")
        return (self.folder / name).read_bytes()


def test_whatever_reads_by_name_can_hold_a_case_and_may_fail():
    with pytest.raises(CaseError) as error:
        read_case(Failing(CASES / "two-rivers"))

    assert error.value.summary.startswith("version 7 has ")
    assert (
        "actors.csv | cannot be read (the connection was lost); check the file and its permissions"
        in error.value.problems
    )
    assert is_there(Failing(CASES / "two-rivers"), "actors.csv")
    assert not is_there(Failing(CASES / "two-rivers"), "roads.geojson")
    assert not is_there(snapshot(CASES / "two-rivers", ["roads.geojson"]), "roads.geojson")
