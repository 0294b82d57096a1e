"""Records changed, added and taken out: the rest of each file stays, and no body smuggles in another record."""

import random
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.casefolder.cases import read_case
from truceline.casefolder.record_changes import replaced
from truceline.casefolder.record_text import body_of, values_of
from truceline.casefolder.records import kind_of, list_of, split_file, split_files
from truceline.errors import CaseError
from truceline.formats.named_files import FilesInMemory
from truceline.records.record_id import RecordId

CASES = ("two-rivers", "ukraine")
PLEDGE = RecordId("pledges.yaml", "pledges/ash-posts")


def files_of(case):
    folder = resources.files("truceline") / "cases" / case
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir(), key=str) if path.is_file()}


SMALL = files_of("two-rivers")
RECORDS = [record for record, _ in split_files(SMALL) if record.key]


def bodies(files):
    return {record: body for record, body in split_files(files) if record.key}


def refused(files, changes):
    with pytest.raises(CaseError) as error:
        replaced(files, changes)
    return error.value.problems


@given(
    st.lists(st.sampled_from(RECORDS), unique=True, max_size=12),
    st.lists(st.sampled_from(RECORDS), unique=True, max_size=12),
)
def test_what_is_not_changed_stays_byte_for_byte_and_in_its_order(gone, again):
    before = bodies(SMALL)
    out = replaced(SMALL, dict.fromkeys(gone))
    back = replaced(out, {record: before[record] for record in [*gone, *again]})

    assert bodies(out) == {record: body for record, body in before.items() if record not in gone}
    assert bodies(back) == before
    assert [r for r in bodies(back) if r not in gone] == [r for r in before if r not in gone]
    for name in SMALL:
        if name not in {record.file for record in gone}:
            assert back[name] == SMALL[name]


@pytest.mark.parametrize("record", [RECORDS[n] for n in range(0, len(RECORDS), 7)], ids=str)
def test_each_list_can_be_emptied_and_filled_again(record):
    stands, before = list_of(record), bodies(SMALL)
    own = [each for each in before if list_of(each) == stands]
    empty = replaced(SMALL, dict.fromkeys(own))
    full = replaced(empty, {each: before[each] for each in own})

    assert not [each for each in bodies(empty) if list_of(each) == stands]
    assert bodies(full) == before
    if record.file.endswith(".yaml"):
        assert f"\n{stands.list}: []".encode() in b"\n" + empty[record.file]


def test_a_file_that_is_not_there_is_begun():
    rows = {record: body for record, body in bodies(SMALL).items() if record.file in {"pools.csv", "sites.geojson"}}
    files = {name: data for name, data in SMALL.items() if name not in {"pools.csv", "sites.geojson"}}
    again = replaced(files, rows)

    assert again["pools.csv"] == SMALL["pools.csv"]
    assert read_case(FilesInMemory("case", again)).sites == read_case(FilesInMemory("case", SMALL)).sites
    assert replaced({}, {PLEDGE: b"- id: ash-posts\n"})["pledges.yaml"] == b"pledges:\n- id: ash-posts\n"


@pytest.mark.parametrize("case", CASES)
def test_a_case_whose_every_record_was_written_anew_is_the_same_case(case):
    files = files_of(case)
    parts = {name: split_file(name, data) for name, data in files.items()}
    before = {record: body for record, body in bodies(files).items() if list_of(record)}
    values = {record: values_of(record, body, parts[record.file]) for record, body in before.items()}
    anew = {record: body_of(record, said, parts[record.file]) for record, said in values.items()}
    changed = replaced(files, anew)

    now, was = (read_case(FilesInMemory("case", each)) for each in (changed, files))
    assert (
        now.__class__(
            **{name: getattr(now, name) for name in now.__slots__ if name != "inputs"} | {"inputs": was.inputs}
        )
        == was
    )
    for record, body in anew.items():
        said = values_of(record, body, parts[record.file])
        assert said == values[record]
        assert body_of(record, said, parts[record.file]) == body


def test_a_changed_record_changes_its_lines_alone():
    body = bodies(SMALL)[PLEDGE]
    new = replaced(SMALL, {PLEDGE: body.replace(b"quantity: 4", b"quantity: 5")})

    assert new["pledges.yaml"] == SMALL["pledges.yaml"].replace(b"quantity: 4\n", b"quantity: 5\n", 1)
    assert {name: data for name, data in new.items() if name != "pledges.yaml"} == {
        name: data for name, data in SMALL.items() if name != "pledges.yaml"
    }


@pytest.mark.parametrize(
    "body",
    [
        b"  - id: ash-posts\n  - id: birch-extra\n", b"  - id: other\n", b"", b"  - id: ash-posts",
        b"- id: ash-posts\n", b"\xff\n", b"  - {id: ash-posts\n",
        b"  - id: ash-posts\nothers:\n  - id: x\n", b"  - id: ash-posts\n# end\n", b"\n  - id: ash-posts\n",
        b"  - id: ash-posts\n  - id: ash-posts\n", b"---\n  - id: ash-posts\n", b"  - id: ash-posts\n    note: 'open\n",
    ],
)  # fmt: skip
def test_a_body_that_is_not_that_one_record_is_refused(body):
    (problem,) = refused(SMALL, {PLEDGE: body})

    assert problem.startswith(
        "pledges.yaml/pledges/ash-posts | the text is not one pledge that is known by 'ash-posts'; "
    )


@pytest.mark.parametrize(
    ("record", "body"),
    [
        (RecordId("pools.csv", "ash/2031-01-12"), b'ash,1,2,3,2031-01-12,assumed,,"open\n'),
        (RecordId("pools.csv", "ash/2031-01-12"), b"ash,1,2,3,2031-01-12,assumed,,\nelm,1,2,3,2031-01-12,assumed,,\n"),
        (RecordId("pools.csv", "ash/2031-01-12"), b"ash,1,2,3,2031-01-12,assumed,,"),
        (RecordId("sites.geojson", "westgate"), b'{"properties": {"id": "westgate"}}, {"properties": {"id": "x"}}'),
        (RecordId("sites.geojson", "westgate"), b'{"properties": {"id": "westgate"}}]'),
        (RecordId("sites.geojson", "new"), b'{"properties": {"id": "westgate"}}'),
        (RecordId("pledges.yaml", "others/new"), b"  - id: new\n"),
    ],
)
def test_rows_features_and_new_records_are_looked_at_as_closely(record, body):
    (problem,) = refused(SMALL, {record: body})

    assert problem.startswith(f"{record} | the text is not one {kind_of(record)} ")


def test_all_that_is_wrong_is_told_at_once():
    changes = {
        PLEDGE: b"x\n",
        RecordId("sites.geojson", "nowhere"): None,
        RecordId("pledges.yaml", "pledges/birch-posts"): None,
        RecordId("sources.csv", ""): b"id\n",
    }

    assert [problem.partition(" | ")[0] for problem in refused(SMALL, changes)] == [
        "pledges.yaml/pledges/ash-posts", "sites.geojson/nowhere", "sources.csv",
    ]  # fmt: skip


def test_a_file_that_is_one_record_is_replaced_whole():
    files = replaced(SMALL, {RecordId("case.toml", ""): b'id = "x"\n', RecordId("README.md", ""): None})

    assert files["case.toml"] == b'id = "x"\n'
    assert "README.md" not in files
    assert files.keys() | {"README.md"} == SMALL.keys()


def test_a_new_pledge_stands_behind_the_last_one_apart_as_they_are():
    new = RecordId("pledges.yaml", "pledges/new")
    data = replaced(SMALL, {new: b"  - id: new\n"})["pledges.yaml"]

    assert data == SMALL["pledges.yaml"] + b"\n  - id: new\n"


def test_random_changes_of_a_large_case_are_those_and_no_others():
    files, chance = files_of("ukraine"), random.Random(3)  # noqa: S311  (no secret)
    before = bodies(files)
    gone = set(chance.sample(sorted(before), 200))

    assert bodies(replaced(files, dict.fromkeys(gone))) == {r: b for r, b in before.items() if r not in gone}
