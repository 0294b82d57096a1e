"""A case folder is read whole or refused with all its faults; bundled cases are found and copied."""

import hashlib
import math
import os
import shutil
import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import FILES

from truceline.casefolder.bundled import bundled_cases
from truceline.casefolder.cases import CaseFolder, find_case, new_case, read_case
from truceline.coalition.conditions import AtLeast, Fact, Joined, Mass
from truceline.coalition.pledges import Ladder
from truceline.errors import CaseError
from truceline.records.quantities import Range
from truceline.records.times import DateSpan


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_sound_folder_becomes_a_typed_case(case):
    read = read_case(case.folder)

    assert (read.id, read.as_of, read.months, read.segment_m) == ("ford", date(2031, 3, 20), 12, 2000.0)
    assert [source.published_on for source in read.sources] == [date(2031, 2, 28), None]
    assert read.actors[2].iso == "NO"
    assert read.statements[1].said_on == DateSpan(date(2031, 2, 1), date(2031, 2, 28))
    assert read.statements[0].conditions == ("Elm joins", "truce")
    assert read.statements[0].measure is None
    assert (read.statements[1].measure.low, read.statements[1].measure.high) == (30, math.inf)
    assert read.assumptions["rest_ratio"].value == Range(2, 3, 4)
    assert read.requirement[1].substitutes == (("post", 0.5),)
    assert read.agreement.belts[0].to_m == 2000
    assert read.lines[0].geometry.coords[1] == (2.6, 41.05)
    assert not read.sites[1].geometry.has_z
    assert read.judgements == ()


def test_a_pledge_keeps_its_conditions_and_takes_its_personnel_from_the_capability(case):
    ash, elm = read_case(case.folder).pledges

    assert ash.personnel == Range(32, 40, 48)
    assert elm.personnel == Range(10, 20, 60)
    assert ash.condition == AtLeast(2, (Fact("truce"), Joined("elm")))
    either, one = elm.condition.conditions
    assert either == AtLeast(1, (Fact("truce"), Mass("personnel", 40)))
    assert one == AtLeast(1, (Joined("ash"), AtLeast(1, (Joined("no"),))))
    assert elm.status(date(2031, 3, 1)) is Ladder.OFFERED


def test_the_sha256_of_each_input_is_that_of_its_bytes(case):
    inputs = {read.path: read.sha256 for read in read_case(case.folder).inputs}

    assert inputs == {name: hashlib.sha256(text.encode()).hexdigest() for name, text in FILES.items()}


def test_judgements_are_read_where_there_are_any(case):
    case.write(
        "judgements.csv",
        "id,subject,verdict,by,at,evidence,replaces\n"
        "j1,st-01,confirmed,Ann,2031-02-01T12:00:00+02:00,tape,\n"
        "j2,st-01,refuted,Ann,2031-02-02,,j0\n",
    )
    assert case.faults() == [
        "judgements.csv:3 at | '2031-02-02' is not an instant with its offset; write it as 2025-03-25T09:00:00Z",
        "judgements.csv:3 replaces | the judgement 'j0' is not known; declare it, or correct the id (known: j1, j2)",
    ]
    case.edit("judgements.csv", "2031-02-02,,j0", "2031-02-02T00:00:00Z,,j1")
    assert [j.at.isoformat() for j in read_case(case.folder).judgements] == [
        "2031-02-01T10:00:00+00:00",
        "2031-02-02T00:00:00+00:00",
    ]


def test_ten_planted_faults_are_listed_at_once_with_file_and_line(case):
    case.edit("case.toml", "months = 12", 'months = "many"')
    case.edit("sources.csv", ",A,", ",Z,")
    case.edit("topics.yaml", "keywords", "keyword")
    case.edit("statements.csv", "2031-01-12", "2031-03-12")
    case.edit("capabilities.csv", "8,10,12", "8,10,9")
    case.edit("pledges.yaml", "quantity: 4", "quantity: -4")
    case.edit("scenarios.yaml", "{vote: true}", "{vite: true}")
    case.edit("requirement.csv", "2,12,no", "12,2,no")
    case.edit("line.geojson", "[[2.4, 41.0], [2.6, 41.05], [2.8, 41.0]]", "[[2.4, 41.0]]")
    case.edit("sites.geojson", "2.45, 41.02", "241.02, 2.45")

    assert case.faults() == [
        "case.toml:6 months | 'many' is text in quotes; write a bare number, such as 12",
        "sources.csv:3 reliability | 'Z' is not known; give one of A, B, C, D, E, F",
        "topics.yaml:2 topics[0].keywords | the key 'keywords' is missing; add it",
        "topics.yaml:7 topics[0].keyword | the key 'keyword' is not known; did you mean 'keywords'?",
        (
            "statements.csv:2 said_on | 2031-03-12 is after 2031-02-28, when its source 'gazette' was published; "
            "correct one of the dates"
        ),
        "capabilities.csv:2 | a range is out of order: 8.0 / 10.0 / 9.0; give low <= likely <= high",
        "pledges.yaml:6 pledges[0].quantity | '-4' is too small; give 0 or more",
        "scenarios.yaml:29 scenarios[1].facts.vite | the fact 'vite' is not known; did you mean 'vote'?",
        "requirement.csv:3 | ends in month 2, before it starts in month 12; exchange them",
        "line.geojson:2 contact | the line has 1 vertex; give two or more",
        (
            "sites.geojson:2 mill | [241.02, 2.45] is outside WGS84; give degrees, longitude -180 to 180, "
            "latitude -90 to 90"
        ),
    ]


def test_the_summary_names_the_folder_and_counts_the_faults(case):
    case.edit("sources.csv", ",B,", ",Z,")

    with pytest.raises(CaseError) as caught:
        read_case(case.folder)

    assert caught.value.summary == f"{case.folder} has 1 fault"


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named_and_its_ids_are_not_asked_for(case, name):
    (case.folder / name).unlink()

    faults = case.faults()

    if name == "line.geojson":  # a mission may have no line; but here the agreement names one
        assert faults == [
            "agreement.yaml:6 line | the line 'contact' is not known; declare it, or correct the id (known: )"
        ]
        return
    assert faults[0] == f"{name} | is missing; add the file"
    assert all("assumption" in fault or "measure" in fault for fault in faults[1:])


def test_a_folder_that_is_not_there_or_no_folder_is_refused(case, tmp_path):
    for path, what in (
        (tmp_path / "nowhere", "cannot be read (No such file or directory)"),
        (case.folder / "case.toml", "is a file, not a folder"),
        (case.folder / "case.toml" / "x", "cannot be read (Not a directory)"),
        (tmp_path / ("x" * 300), "cannot be read (File name too long)"),
    ):
        with pytest.raises(CaseError) as caught:
            read_case(path)
        assert caught.value.problems[0].startswith(f"{path} | {what}; ")


@pytest.fixture(scope="module")
def ford(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ford")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(list(FILES)), st.data())
def test_corrupt_bytes_never_give_anything_but_a_case_or_its_faults(ford, name, data):
    original = FILES[name].encode()
    start = data.draw(st.integers(0, len(original)))
    end = data.draw(st.integers(start, min(len(original), start + 20)))
    noise = data.draw(
        st.one_of(st.binary(max_size=12), st.text("{}[]:,;\"'\n -0129eENa#&*!|>", max_size=12).map(str.encode))
    )
    (ford / name).write_bytes(original[:start] + noise + original[end:])
    try:
        read_case(ford)
    except CaseError as error:
        told = error.problems
    else:
        told = ("all | well",)
    finally:
        (ford / name).write_bytes(original)
    assert told
    assert all(" | " in problem and "\n" not in problem for problem in told)


@pytest.mark.parametrize("name", ["two-rivers", "ukraine"])
def test_a_bundled_case_has_no_faults(name):
    found = find_case(name)

    assert found.bundled
    assert read_case(found.folder).id == name


def test_bundled_cases_are_listed_by_name_with_their_titles():
    assert bundled_cases()["two-rivers"] == "Two Rivers"


def test_a_case_is_found_by_folder_or_by_name(case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert find_case("ford") == CaseFolder(Path("ford"), bundled=False)
    (tmp_path / "two-rivers").mkdir()  # results, say: no case
    assert find_case("two-rivers").bundled
    (tmp_path / "two-rivers" / "case.toml").touch()
    assert not find_case("two-rivers").bundled
    with pytest.raises(CaseError) as caught:
        find_case("two-river")
    assert caught.value.problems == ("two-river | is no folder, archive or bundled case; did you mean 'two-rivers'?",)


def test_a_new_case_is_a_copy_without_runs(case, tmp_path):
    (case.folder / "runs" / "old").mkdir(parents=True)
    target = tmp_path / "deep" / "mine"

    new_case(target, case.folder)

    assert {path.name for path in target.iterdir()} == set(FILES)
    assert read_case(target).id == "ford"
    assert names(target.parent) == ["mine"]


def test_all_of_a_new_case_is_on_the_disk_before_it_has_its_name(case, tmp_path, monkeypatch):
    (case.folder / "notes" / "deep").mkdir(parents=True)
    (case.folder / "notes" / "deep" / "mine.txt").write_text("of my own")
    flushed, rename = set(), Path.rename
    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (flushed.add(os.fstat(handle).st_ino), fsync(handle)))
    named = []
    monkeypatch.setattr(Path, "rename", lambda self, to: (named.append((to, set(flushed))), rename(self, to))[1])

    new_case(tmp_path / "new", case.folder, lambda copy: (copy / "reports.sqlite").write_text("a store"))

    (to, before) = named[-1]
    there = [to, *to.rglob("*")]
    assert len(there) == len(FILES) + 5
    assert [path for path in there if path.stat().st_ino not in before] == []
    assert tmp_path.stat().st_ino in flushed


def test_a_new_case_may_fill_an_empty_folder(case, tmp_path):
    (tmp_path / "empty").mkdir()

    new_case(tmp_path / "empty", case.folder)

    assert read_case(tmp_path / "empty").id == "ford"


def test_a_new_case_overwrites_nothing_and_leaves_nothing_behind(case, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "kept").touch()
    (tmp_path / "file").touch()
    for target, what in (
        (tmp_path / "full", "exists and is not empty"),
        (tmp_path / "file", "is a file"),
        (case.folder / "inner", "lies within"),
        (tmp_path / "file" / "inner", "cannot be written"),
    ):
        with pytest.raises(CaseError, match=what):
            new_case(target, case.folder)
    assert names(tmp_path) == ["file", "ford", "full"]
    assert names(tmp_path / "full") == ["kept"]
    assert not (case.folder / "inner").exists()


def test_a_new_case_has_the_permissions_that_new_files_have(tmp_path, case):
    (case.folder / "reports").mkdir(exist_ok=True)
    for folder in (case.folder, case.folder / "reports"):
        folder.chmod(0o777)
    before = os.umask(0o077)
    try:
        new_case(tmp_path / "new", case.folder)
    finally:
        os.umask(before)

    modes = {path.is_dir(): stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new").rglob("*")}
    assert modes == {True: 0o700, False: 0o600}
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_a_template_with_a_link_is_refused_and_nothing_is_copied(tmp_path, case):
    (tmp_path / "secret").write_text("not of the case")
    (case.folder / "notes.txt").symlink_to(tmp_path / "secret")

    with pytest.raises(CaseError, match=r"notes\.txt \| is a link; put the file itself in its place"):
        new_case(tmp_path / "new", case.folder)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("file", "before", "after", "where"),
    [
        ("pledges.yaml", "capability: observation-post", "capability: ''", "capability"),
        ("pledges.yaml", "joined: birch", "joined: ''", "conditions"),
        ("pledges.yaml", "fact: truce", "fact: ''", "conditions"),
        ("statements.csv", "Chancellor of Ash,ash,", "Chancellor of Ash,,", "speaks_for"),
    ],
)
def test_what_has_to_be_named_is_named(tmp_path, file, before, after, where):
    folder = tmp_path / "rivers"
    shutil.copytree(find_case("two-rivers").folder, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert before in text
    (folder / file).write_text(text.replace(before, after, 1), encoding="utf-8")

    with pytest.raises(CaseError) as caught:
        read_case(folder)
    assert any(where in problem and "is empty; fill it" in problem for problem in caught.value.problems)
