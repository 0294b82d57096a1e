"""A case that came as a zip archive is read by every command as its folder is, and changed by none."""

import gc
import random
import re
import shutil
import struct
import tempfile
import zipfile
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import pytest

import truceline
from truceline.casefolder.agreement_files import find_terms
from truceline.casefolder.cases import find_case, read_case
from truceline.errors import CaseError, MisuseError, TrucelineError
from truceline.formats import archive
from truceline.formats.archive import open_archive
from truceline.services.accept import accept
from truceline.services.add import add
from truceline.services.check import check
from truceline.services.coalition import coalition
from truceline.services.export import export
from truceline.services.import_line import import_line
from truceline.services.link_case import link_case
from truceline.services.monitor import monitor
from truceline.services.new import new
from truceline.services.plan import plan
from truceline.services.site import site

SMALL = Path(str(resources.files("truceline"))) / "cases" / "two-rivers"
AT = datetime(2031, 4, 1, tzinfo=UTC)


def packed(path, files, **options):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return path


def files_of(folder, top=""):
    return {
        f"{top}{p.relative_to(folder).as_posix()}": p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


@pytest.fixture
def case(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return packed(tmp_path / "case.zip", files_of(SMALL))


def written_by(outcome):
    # Run records tell where the reports were read; the rest is the same wherever the case lay.
    skipped = {"run.json", "plan.gpkg"}
    return sorted(path.read_bytes() for path in outcome.written if path.name not in skipped)


@pytest.mark.parametrize("top", ["", "two-rivers/", "__MACOSX+two-rivers/"])
def test_a_packed_case_is_the_case_with_or_without_a_folder_at_its_top(tmp_path, top):
    files = files_of(SMALL, top.removeprefix("__MACOSX+"))
    path = packed(tmp_path / "a.zip", files | ({"__MACOSX/._a": b"x"} if "+" in top else {}))

    assert read_case(path) == read_case(SMALL)
    assert find_case(str(path)).folder.name == "a.zip"


def test_commands_that_read_give_the_same_of_an_archive(case):
    outcomes = [
        (
            plan(each, at=AT, draws=0, out=f"plan-{n}"),
            monitor(each, at=AT, out=f"monitor-{n}"),
            site(each, at=AT, out=f"site-{n}"),
            link_case(each, out=f"link-{n}.csv"),
            export(each, f"statements-{n}.csv"),
            check(each),
            coalition(each),
        )
        for n, each in enumerate((SMALL, case))
    ]

    for of_folder, of_archive in zip(*outcomes, strict=True):
        said = re.sub(r'"(link|statements)-1', r'"\1-0', of_archive.json.replace(str(case), str(SMALL)))
        assert said == of_folder.json
        assert written_by(of_archive) == written_by(of_folder)
        assert of_archive.fault is None


def test_runs_of_an_archive_lie_where_one_works(case):
    done = plan(case, at=AT, draws=0)

    assert done.written[0].parent == Path.cwd() / "runs" / "2031-04-01T000000Z-plan"


def test_a_new_case_is_made_from_an_archive(case, tmp_path):
    new(tmp_path / "own", template=case)

    assert read_case(tmp_path / "own").pledges == read_case(SMALL).pledges
    assert (tmp_path / "own" / "reports" / "patrols.csv").exists()


def test_an_agreement_is_read_from_an_archive(case):
    assert find_terms(str(case)).agreement == read_case(SMALL).agreement


@pytest.mark.parametrize(
    "change",
    [
        lambda case: add("judgement", case, {}, at=AT),
        lambda case: import_line("line.kml", case, owner="", source="own"),
        lambda case: accept("drafts.json", case, by="x", at=AT),
    ],
)
def test_no_command_changes_an_archive(case, change):
    before = case.read_bytes()

    with pytest.raises((MisuseError, CaseError)) as error:
        change(case)

    assert "is an archive, which is only read; unpack it: truceline new FOLDER --from" in str(error.value)
    assert case.read_bytes() == before


def test_faults_are_those_of_the_folder_and_name_the_archive(tmp_path):
    files = files_of(SMALL) | {"actors.csv": b"id\n"}
    folder = shutil.copytree(SMALL, tmp_path / "folder")
    (folder / "actors.csv").write_bytes(b"id\n")
    path = packed(tmp_path / "case.zip", files)

    faults = [check(each).fault for each in (folder, path)]
    assert faults[0].problems == faults[1].problems
    assert faults[1].summary.startswith(f"{path} has ")


def test_what_is_unpacked_goes_again(case):
    found = find_case(str(case))
    place = found.folder
    assert (place / "reports" / "patrols.csv").exists()
    assert found.folder is place

    del found
    gc.collect()
    assert not place.parent.exists()
    assert place.parent.parent == Path(tempfile.gettempdir())


def refused(path):
    with pytest.raises(TrucelineError) as error:
        open_archive(path)
    return [problem.removeprefix(f"{path} | ") for problem in error.value.problems]


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../case.toml", "a/../../b", "C:/x", "a\\b", "a\x07b", "x" * 251, "/".join("x" * 21), "./a"]
)
def test_names_that_would_lie_elsewhere_are_refused(tmp_path, name):
    (problem,) = refused(packed(tmp_path / "a.zip", {name: b"x", "case.toml": b"x"}))

    assert "is no name of a file within a folder" in problem


def test_encrypted_files_links_and_doubles_are_told_all_at_once(tmp_path):
    path = tmp_path / "a.zip"
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("secret", b"x")
        made.writestr(link, b"/etc/passwd")
        made.writestr("Twice", b"x")
        made.writestr("twice", b"y")
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1  # the flag that says so
    path.write_bytes(data)

    assert [problem.partition(";")[0] for problem in refused(path)] == [
        "'secret' is encrypted", "'link' is a link or no file", "'Twice' is in it more than once",
        "'twice' is in it more than once",
    ]  # fmt: skip


def test_only_what_every_program_unpacks_is_read(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as made:
        made.writestr("case.toml", b"x")

    assert refused(path) == ["'case.toml' is packed in a way that few programs read; pack it again, by deflate"]


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04" + b"\0" * 50, b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_archive_is_told(tmp_path, data):
    path = tmp_path / "a.zip"
    path.write_bytes(data)

    (problem,) = refused(path)
    assert "is no zip archive, or a damaged one" in problem


def test_a_file_that_unpacks_to_too_much_is_never_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 10_000_000)
    bomb = packed(tmp_path / "a.zip", {"case.toml": b"\0" * 10_000_001})

    assert refused(bomb) == ["holds 9.5 MiB when unpacked, more than the 9 MiB allowed; pack the case alone"]


def test_too_many_files_are_refused_before_they_are_listed(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_FILES", 10)

    (some,) = refused(packed(tmp_path / "a.zip", {str(n): b"" for n in range(11)}))
    (many,) = refused(packed(tmp_path / "b.zip", {str(n): b"" for n in range(41)}))
    assert some == "holds 11 files, more than the 10 allowed; pack the case alone"
    assert many == "holds some 41 files, more than the 10 allowed; pack the case alone"


def test_a_file_larger_than_its_kind_may_be_and_a_damaged_one_are_faults_of_the_case(tmp_path):
    large = packed(tmp_path / "a.zip", files_of(SMALL) | {"case.toml": b"# " + b"x" * 2**20})
    damaged = packed(tmp_path / "b.zip", files_of(SMALL))
    data = bytearray(damaged.read_bytes())
    with zipfile.ZipFile(damaged) as whole:
        info = whole.getinfo("statements.csv")
    start = info.header_offset + 30 + sum(struct.unpack_from("<HH", data, info.header_offset + 26))
    data[start + 40 : start + 60] = bytes(20)
    damaged.write_bytes(data)

    with pytest.raises(CaseError) as error:
        read_case(large)
    assert any("case.toml | is 1.0 MiB large, more than the 1 MiB allowed" in each for each in error.value.problems)
    with pytest.raises(CaseError) as error:
        read_case(damaged)
    assert any("statements.csv | cannot be read (damaged in the archive: " in each for each in error.value.problems)
    with pytest.raises(CaseError, match=r"statements\.csv cannot be unpacked"):
        find_case(str(damaged)).folder  # noqa: B018  (it unpacks)


def test_an_archive_of_any_bytes_changed_is_read_or_refused(case):
    whole, chance = case.read_bytes(), random.Random(5)  # noqa: S311  (no secret)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            data[
                chance.randrange(len(data) - 4000, len(data)) if chance.random() < 0.7 else chance.randrange(len(data))
            ] = chance.randrange(256)
        case.write_bytes(data)
        try:
            found = open_archive(case)
            found.folder  # noqa: B018  (it unpacks)
        except CaseError:
            continue


def test_an_archive_is_no_case_where_its_name_does_not_say_so(tmp_path):
    path = packed(tmp_path / "case.txt", files_of(SMALL))

    with pytest.raises(CaseError, match="is a file, not a folder"):
        read_case(path)
    assert truceline.find_case(str(SMALL)).archive is None
